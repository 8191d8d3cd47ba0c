"""Workers for jobs that come faster than they can be done."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Self


class Retry(Exception):
    """Raised by a handler: the job may be tried again."""


class QueueFull(Exception):
    """There is no room for another job."""


class PoolClosed(Exception):
    """The pool takes no more jobs."""


@dataclass(eq=False)
class Entry:
    """A job on its way through the pool."""

    job: Any
    future: asyncio.Future[Any]
    attempts: int = 0
    task: asyncio.Task[None] | None = None
    timer: asyncio.TimerHandle | None = None


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
        self._handler = handler
        self._workers = workers
        self._max_queue = max_queue
        self._max_attempts = max_attempts
        self._backoff = backoff
        self._due: deque[Entry] = deque()
        self._queue: deque[Entry] = deque()
        self._running: set[Entry] = set()
        self._later: set[Entry] = set()
        self._closed = False
        self._idle = asyncio.Event()
        self._done = self._failed = self._retried = 0

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, kind: type[BaseException] | None, *_: object) -> None:
        await self.shutdown(None if kind is None else 0)

    async def submit(self, job: Any) -> asyncio.Future[Any]:
        """The future of the job's result, once there is room for it."""
        self._check_open()
        return self._add(job)

    def try_submit(self, job: Any) -> asyncio.Future[Any]:
        self._check_open()
        if len(self._queue) >= self._max_queue:
            raise QueueFull
        return self._add(job)

    async def shutdown(self, timeout: float | None = None) -> int:
        """Take no more jobs, finish those there are; how many had to be cancelled because the time was over."""
        self._closed = True
        self._look()
        try:
            async with asyncio.timeout(timeout):
                await self._idle.wait()
            return 0
        except TimeoutError:
            left = [*self._due, *self._queue, *self._later, *self._running]
        tasks = [entry.task for entry in left if entry.task is not None]
        for entry in left:
            entry.future.cancel()
        # The futures' callbacks cancel the tasks, and have to run first.
        await asyncio.sleep(0)
        await asyncio.gather(*tasks, return_exceptions=True)
        return len(left)

    def stats(self) -> dict[str, int]:
        return {
            "queued": len(self._queue),
            "running": len(self._running),
            "done": self._done,
            "failed": self._failed,
            "retried": self._retried,
        }

    def _check_open(self) -> None:
        if self._closed:
            raise PoolClosed

    def _add(self, job: Any) -> asyncio.Future[Any]:
        entry = Entry(job, asyncio.get_running_loop().create_future())
        entry.future.add_done_callback(lambda _: self._forget(entry))
        self._queue.append(entry)
        self._look()
        return entry.future

    def _forget(self, entry: Entry) -> None:
        """Its future is done. When that is by cancelling, the job has to go too."""
        if not entry.future.cancelled():
            return
        for line in (self._due, self._queue):
            if entry in line:
                line.remove(entry)
        if entry.timer is not None:
            entry.timer.cancel()
        self._later.discard(entry)
        if entry.task is not None:
            entry.task.cancel()
        self._look()

    def _look(self) -> None:
        """Start what can be started, and wake whom that helps."""
        while len(self._running) < self._workers and (self._due or self._queue):
            entry = (self._due or self._queue).popleft()
            self._running.add(entry)
            entry.task = asyncio.get_running_loop().create_task(self._handle(entry))
        if self._running or self._later:
            self._idle.clear()
        else:
            self._idle.set()

    async def _handle(self, entry: Entry) -> None:
        try:
            result = await self._handler(entry.job)
        except Retry as error:
            entry.attempts += 1
            if entry.attempts < self._max_attempts:
                self._try_later(entry)
            else:
                self._fail(entry, error)
        except asyncio.CancelledError:
            entry.future.cancel()
        except Exception as error:
            self._fail(entry, error)
        else:
            if not entry.future.done():
                self._done += 1
                entry.future.set_result(result)
        finally:
            entry.task = None
            self._running.discard(entry)
            self._look()

    def _try_later(self, entry: Entry) -> None:
        if entry.future.done():
            return
        self._retried += 1
        self._later.add(entry)
        delay = self._backoff(entry.attempts - 1)
        entry.timer = asyncio.get_running_loop().call_later(delay, self._try_again, entry)

    def _try_again(self, entry: Entry) -> None:
        self._later.discard(entry)
        self._due.append(entry)
        self._look()

    def _fail(self, entry: Entry, error: Exception) -> None:
        if not entry.future.done():
            self._failed += 1
            entry.future.set_exception(error)
