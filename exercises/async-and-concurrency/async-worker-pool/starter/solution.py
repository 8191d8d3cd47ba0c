"""Workers for jobs that come faster than they can be done."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Self


class Retry(Exception):
    """Raised by a handler: the job may be tried again."""


class QueueFull(Exception):
    """There is no room for another job."""


class PoolClosed(Exception):
    """The pool takes no more jobs."""


class WorkerPool:
    """Handles jobs with at most so many handlers at a time. An async context manager."""

    def __init__(
        self,
        handler: Callable[[Any], Awaitable[Any]],
        *,
        workers: int,
        max_queue: int,
        max_attempts: int = 3,
        backoff: Callable[[int], float] = lambda attempt: 0.1 * 2**attempt,
    ) -> None:
        raise NotImplementedError

    async def __aenter__(self) -> Self:
        raise NotImplementedError

    async def __aexit__(self, *exception: object) -> None:
        raise NotImplementedError

    async def submit(self, job: Any) -> asyncio.Future[Any]:
        """The future of the job's result, once there is room for it."""
        raise NotImplementedError

    def try_submit(self, job: Any) -> asyncio.Future[Any]:
        """The future of the job's result; QueueFull when there is no room."""
        raise NotImplementedError

    async def shutdown(self, timeout: float | None = None) -> int:
        """Take no more jobs, finish those there are; how many had to be cancelled because the time was over."""
        raise NotImplementedError

    def stats(self) -> dict[str, int]:
        """How many jobs are queued and running, how many were done and failed, and how many retries there were."""
        raise NotImplementedError
