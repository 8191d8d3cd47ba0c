"""Ask for many pages at once."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable


async def fetch_all(fetch: Callable[[str], Awaitable[str]], names: Iterable[str], timeout: float = 10.0) -> list[str]:
    """What `fetch` gives for each name, in their order; an empty text for one that is not there or too late."""
    pages: list[str] = []
    for name in names:
        try:
            async with asyncio.timeout(timeout):
                pages.append(await fetch(name))
        except (LookupError, TimeoutError):
            pages.append("")
    return pages
