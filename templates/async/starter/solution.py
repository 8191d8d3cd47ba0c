"""Ask for many pages at once."""

from collections.abc import Awaitable, Callable, Iterable


async def fetch_all(fetch: Callable[[str], Awaitable[str]], names: Iterable[str], timeout: float = 10.0) -> list[str | None]:
    """What `fetch` gives for each name, in their order; None for one that is not there or too late."""
    raise NotImplementedError
