"""Ask for many pages at once."""

from collections.abc import Awaitable, Callable, Iterable


async def fetch_all(fetch: Callable[[str], Awaitable[str]], names: Iterable[str], timeout: float = 10.0) -> list[str]:
    """What `fetch` gives for each name, in their order; an empty text for one that is not there or too late."""
    raise NotImplementedError
