"""Fetch several things at once, with deadlines, and leave nothing running."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

type Fetch[T] = Callable[[str], Coroutine[Any, Any, T]]
type Job[T] = Callable[[], Coroutine[Any, Any, T]]


class AllFailed(Exception):
    """Every fetch failed; `errors` maps names to class names of exceptions."""

    errors: dict[str, str]


async def demo_fetch(name: str) -> str:
    """Pretend to fetch something; names that begin with "bad" fail. Given, leave it as it is."""
    await asyncio.sleep(0.01)
    if name.startswith("bad"):
        raise LookupError(name)
    return name.upper()


async def fetch_all[T](fetch: Fetch[T], names: list[str], timeout: float) -> list[dict[str, object]]:
    """Fetch all names at once; one result for each name, in their order, whatever happens to it."""
    raise NotImplementedError


async def fetch_first[T](fetch: Fetch[T], names: list[str], timeout: float) -> dict[str, object]:
    """The first success; AllFailed when there is none, TimeoutError when there is none in time."""
    raise NotImplementedError


async def with_fallback[T](primary: Job[T], fallback: Job[T], delay: float) -> T:
    """The result of `primary`, helped out by `fallback` when it fails or takes longer than `delay` seconds."""
    raise NotImplementedError


def run(names: list[str], timeout: float) -> list[dict[str, object]]:
    """Fetch all names with demo_fetch, from code that is not async."""
    raise NotImplementedError
