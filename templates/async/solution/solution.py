"""Ask for many pages at once."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable


async def fetch_all(fetch: Callable[[str], Awaitable[str]], names: Iterable[str], timeout: float = 10.0) -> list[str]:
    """What `fetch` gives for each name, in their order; an empty text for one that is not there or too late."""

    async def fetch_one(name: str) -> str:
        try:
            async with asyncio.timeout(timeout):
                return await fetch(name)
        except (LookupError, TimeoutError):
            return ""

    return await asyncio.gather(*(fetch_one(name) for name in names))
