"""Fetch several things at once, with deadlines, and leave nothing running."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, Self

type Fetch[T] = Callable[[str], Coroutine[Any, Any, T]]
type Job[T] = Callable[[], Coroutine[Any, Any, T]]


class AllFailed(Exception):
    """Every fetch failed; `errors` maps names to class names of exceptions."""

    def __init__(self, errors: dict[str, str]) -> None:
        super().__init__(", ".join(f"{name}: {error}" for name, error in errors.items()))
        self.errors = errors


async def demo_fetch(name: str) -> str:
    """Pretend to fetch something; names that begin with "bad" fail."""
    await asyncio.sleep(0.01)
    if name.startswith("bad"):
        raise LookupError(name)
    return name.upper()


async def fetch_all[T](fetch: Fetch[T], names: list[str], timeout: float) -> list[dict[str, object]]:
    """Fetch all names at once; one result for each name, in their order, whatever happens to it."""
    results = []
    for name in names:
        results.append(await attempt(fetch, name, timeout))
    return results


async def fetch_first[T](fetch: Fetch[T], names: list[str], timeout: float) -> dict[str, object]:
    """The first success; AllFailed when there is none, TimeoutError when there is none in time."""
    if not names:
        raise ValueError("no names to fetch")
    async with TaskScope[T]() as scope, asyncio.timeout(timeout):
        tasks = {scope.start(fetch(name)): name for name in names}
        winner = await first_success(list(tasks))
        if winner is None:
            raise AllFailed({name: type(task.exception()).__name__ for task, name in tasks.items()})
        return {"name": tasks[winner], "value": winner.result()}


async def with_fallback[T](primary: Job[T], fallback: Job[T], delay: float) -> T:
    """The result of `primary`, helped out by `fallback` when it fails or takes longer than `delay` seconds."""
    async with TaskScope[T]() as scope:
        first = scope.start(primary())
        await asyncio.wait([first], timeout=delay)
        if first.done() and first.exception() is None:
            return first.result()
        winner = await first_success([first, scope.start(fallback())])
        return (winner or first).result()


def run(names: list[str], timeout: float) -> list[dict[str, object]]:
    """Fetch all names from code that is not async."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(fetch_all(demo_fetch, names, timeout))
    raise RuntimeError("a loop is running here: await fetch_all() instead")


async def attempt[T](fetch: Fetch[T], name: str, timeout: float) -> dict[str, object]:
    """One fetch as a result, also when it fails. Cancellation is not a failure and goes on."""
    deadline = asyncio.timeout(timeout)
    try:
        async with deadline:
            return {"name": name, "ok": True, "value": await fetch(name)}
    except Exception as error:
        return {"name": name, "ok": False, "error": "timeout" if deadline.expired() else type(error).__name__}


class TaskScope[T]:
    """Tasks started inside its block are cancelled and awaited at the end of it, however it ends."""

    def __init__(self) -> None:
        self.tasks: list[asyncio.Task[T]] = []

    def start(self, coroutine: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        self.tasks.append(asyncio.create_task(coroutine))
        return self.tasks[-1]

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *exception: object) -> None:
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)


async def first_success[T](tasks: list[asyncio.Task[T]]) -> asyncio.Task[T] | None:
    """The first of the tasks to succeed, or None when all have failed."""
    waiting = set(tasks)
    while waiting:
        done, waiting = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        for task in tasks:
            if task in done and task.exception() is None:
                return task
    return None
