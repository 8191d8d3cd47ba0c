import asyncio

import pytest
from solution import PoolClosed, QueueFull, Retry, WorkerPool


class Handler:
    """Handles jobs `(name, seconds, what comes of each attempt ...)` and writes down what happens when."""

    def __init__(self, clock):
        self.clock = clock
        self.events = []
        self.running = self.most = 0
        self.attempts = {}

    async def __call__(self, job):
        name, seconds, *outcomes = job
        attempt = self.attempts[name] = self.attempts.get(name, 0) + 1
        self.running += 1
        self.most = max(self.most, self.running)
        self.note("begins", name)
        try:
            await asyncio.sleep(seconds)
        except asyncio.CancelledError:
            self.note("is cancelled", name)
            raise
        finally:
            self.running -= 1
        self.note("ends", name)
        outcome = outcomes[min(attempt, len(outcomes)) - 1] if outcomes else name.upper()
        if outcome == "retry":
            raise Retry(f"{name} {attempt}")
        if outcome == "fail":
            raise LookupError(name)
        return outcome

    def note(self, what, name):
        self.events.append((self.clock.now, what, name))

    def when(self, what):
        return [(time, name) for time, happened, name in self.events if happened == what]


@pytest.fixture
def handler(clock):
    return Handler(clock)


async def ends(future):
    """What comes of a job's future, also when that is no result."""
    try:
        return await future
    except asyncio.CancelledError:
        return "cancelled"
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def play(story):
    return asyncio.run(story())


# --- submitting


@pytest.mark.points(2)
@pytest.mark.hint("What has to be looked at whenever a handler ends and whenever a job comes?")
def test_workers(handler):
    """At most `workers` jobs run at a time, in the order of their submission"""

    async def story():
        async with WorkerPool(handler, workers=2, max_queue=10) as pool:
            futures = [await pool.submit((name, seconds)) for name, seconds in [("a", 3), ("b", 1), ("c", 1), ("d", 2), ("e", 1)]]
            return [await future for future in futures]

    assert play(story) == ["A", "B", "C", "D", "E"]
    assert handler.when("begins") == [(0, "a"), (0, "b"), (1, "c"), (2, "d"), (3, "e")]
    assert handler.most == 2


@pytest.mark.points(3)
@pytest.mark.hint("Who makes room in the queue, and how does the one that waits for it hear of that?")
def test_back_pressure(handler, clock):
    """submit waits while the queue is full, and goes on in order"""
    submitted = []

    async def story():
        async with WorkerPool(handler, workers=1, max_queue=2) as pool:

            async def submit(name):
                future = await pool.submit((name, 2))
                submitted.append((clock.now, name))
                return await future

            return await asyncio.gather(*(submit(name) for name in "abcdef"))

    assert play(story) == ["A", "B", "C", "D", "E", "F"]
    assert submitted == [(0, "a"), (0, "b"), (0, "c"), (2, "d"), (4, "e"), (6, "f")]


@pytest.mark.points(2)
@pytest.mark.hint("Which jobs count as waiting: also the one a worker has begun?")
def test_try_submit(handler):
    """try_submit raises QueueFull instead of waiting"""

    async def story():
        async with WorkerPool(handler, workers=1, max_queue=1) as pool:
            first = await pool.submit(("a", 2))
            await asyncio.sleep(1)
            second = pool.try_submit(("b", 2))
            with pytest.raises(QueueFull):
                pool.try_submit(("c", 2))
            assert await first == "A"
            await asyncio.sleep(0.5)
            third = pool.try_submit(("d", 1))
            return await second, await third

    assert play(story) == ("B", "D")
    assert handler.when("begins") == [(0, "a"), (2, "b"), (4, "d")]


# --- failures


@pytest.mark.points(2)
@pytest.mark.hint("How often was the job tried when the first back-off is asked for, and how often may it be tried in all?")
def test_retry(handler):
    """A job that asks for it is tried again after the back-off"""

    async def story():
        async with WorkerPool(handler, workers=2, max_queue=5, backoff=lambda attempt: 1 + 2 * attempt) as pool:
            flaky = await pool.submit(("a", 1, "retry", "retry", "worked"))
            hopeless = await pool.submit(("b", 1, "retry"))
            return await ends(flaky), await ends(hopeless), pool.stats()

    flaky, hopeless, stats = play(story)
    assert (flaky, hopeless) == ("worked", "Retry: b 3")
    assert handler.when("begins") == [(0, "a"), (0, "b"), (2, "a"), (2, "b"), (6, "a"), (6, "b")]
    assert stats == {"queued": 0, "running": 0, "done": 1, "failed": 1, "retried": 4}


@pytest.mark.points(1)
@pytest.mark.hint("What are the default values of the parameters that the README shows?")
def test_default_backoff(handler):
    """Without a back-off of its own the pool waits longer after each attempt"""

    async def story():
        async with WorkerPool(handler, workers=1, max_queue=1) as pool:
            return await ends(await pool.submit(("a", 1, "retry")))

    assert play(story) == "Retry: a 3"
    assert [(round(time, 3), name) for time, name in handler.when("begins")] == [(0, "a"), (1.1, "a"), (2.3, "a")]


@pytest.mark.points(3)
@pytest.mark.hint("Something else than the worker has to remember when the job is due again.")
def test_waiting_for_a_retry(handler):
    """A job that waits for its next attempt leaves its worker to others, and comes before them when it is due"""

    async def story():
        async with WorkerPool(handler, workers=1, max_queue=9, backoff=lambda attempt: 3) as pool:
            futures = [await pool.submit(job) for job in [("a", 1, "retry", "worked"), ("b", 2), ("c", 2), ("d", 2)]]
            return [await future for future in futures]

    assert play(story) == ["worked", "B", "C", "D"]
    assert handler.when("begins") == [(0, "a"), (1, "b"), (3, "c"), (5, "a"), (6, "d")]


@pytest.mark.points(2)
@pytest.mark.hint("Whose exception is it: the worker's or the job's?")
def test_exceptions(handler):
    """An exception reaches the future, and the pool goes on"""

    async def story():
        async with WorkerPool(handler, workers=1, max_queue=5) as pool:
            futures = [await pool.submit(job) for job in [("a", 1, "fail"), ("b", 1, "fail"), ("c", 1)]]
            return [await ends(future) for future in futures], pool.stats()

    outcomes, stats = play(story)
    assert outcomes == ["LookupError: a", "LookupError: b", "C"]
    assert handler.attempts == {"a": 1, "b": 1, "c": 1}
    assert (stats["done"], stats["failed"], stats["retried"]) == (1, 2, 0)


# --- cancelling


@pytest.mark.points(2)
@pytest.mark.hint("A future tells when it is done: add_done_callback.")
def test_cancel_queued(handler):
    """A job whose future is cancelled while it waits is never begun, and its place is free"""

    async def story():
        async with WorkerPool(handler, workers=1, max_queue=1) as pool:
            first = await pool.submit(("a", 4))
            await asyncio.sleep(1)
            second = await pool.submit(("b", 1))
            given_up = asyncio.create_task(pool.submit(("x", 1)))
            waiting = asyncio.create_task(pool.submit(("c", 1)))
            await asyncio.sleep(1)
            given_up.cancel()
            second.cancel()
            await asyncio.sleep(0.5)
            assert waiting.done()
            third = await waiting
            third.cancel()
            await asyncio.sleep(0.5)
            fourth = pool.try_submit(("d", 1))
            return [await ends(future) for future in (first, second, third, fourth)]

    assert play(story) == ["A", "cancelled", "cancelled", "D"]
    assert handler.when("begins") == [(0, "a"), (4, "d")]


@pytest.mark.points(3)
@pytest.mark.hint("The future and the task that runs the handler are two objects. How does the one hear of the other?")
def test_cancel_running(handler):
    """A job whose future is cancelled while it runs is cancelled, and no other"""

    async def story():
        async with WorkerPool(handler, workers=2, max_queue=5) as pool:
            futures = [await pool.submit(job) for job in [("a", 9), ("b", 4), ("c", 2)]]
            await asyncio.sleep(1)
            futures[0].cancel()
            return [await ends(future) for future in futures], pool.stats()

    outcomes, stats = play(story)
    assert outcomes == ["cancelled", "B", "C"]
    assert handler.when("is cancelled") == [(1, "a")]
    assert handler.when("begins") == [(0, "a"), (0, "b"), (1, "c")]
    assert stats == {"queued": 0, "running": 0, "done": 2, "failed": 0, "retried": 0}


@pytest.mark.points(2)
@pytest.mark.hint("What is still going to happen by itself when the future is cancelled, and who waits for it?")
def test_cancel_before_retry(handler, clock):
    """A job whose future is cancelled while it waits for its next attempt is not begun again"""

    async def story():
        async with WorkerPool(handler, workers=1, max_queue=5, backoff=lambda attempt: 10) as pool:
            future = await pool.submit(("a", 1, "retry", "worked"))
            await asyncio.sleep(2)
            future.cancel()
            other = await pool.submit(("b", 15))
            return await ends(future), await ends(other), pool.stats()

    assert play(story) == ("cancelled", "B", {"queued": 0, "running": 0, "done": 1, "failed": 0, "retried": 1})
    assert handler.when("begins") == [(0, "a"), (2, "b")]
    assert clock.now == 17


# --- stopping


@pytest.mark.points(3)
@pytest.mark.hint(
    "Three kinds of jobs are not finished yet: those that run, those that wait, and those that wait for another attempt."
)
def test_graceful(handler, clock):
    """Leaving the block finishes what is queued and what waits for another attempt"""

    async def story():
        async with WorkerPool(handler, workers=1, max_queue=5, backoff=lambda attempt: 5) as pool:
            await (await pool.submit(("first", 1)))
            futures = [await pool.submit(job) for job in [("a", 1), ("b", 1, "retry", "worked"), ("c", 1)]]
        left = clock.now
        unused = await WorkerPool(handler, workers=1, max_queue=5).shutdown()
        return left, [await ends(future) for future in futures], pool.stats(), await pool.shutdown(), unused

    left, outcomes, stats, again, unused = play(story)
    assert outcomes == ["A", "worked", "C"]
    assert (left, again, unused) == (9, 0, 0)
    assert stats == {"queued": 0, "running": 0, "done": 4, "failed": 0, "retried": 1}


@pytest.mark.points(3)
@pytest.mark.hint("Go through all the places where a job can be when the time is over.")
def test_shutdown_in_time(handler, clock):
    """shutdown with a time cancels what is left then, and counts it"""

    async def story():
        pool = WorkerPool(handler, workers=2, max_queue=5, backoff=lambda attempt: 60)
        jobs = [("a", 2), ("b", 1, "retry"), ("c", 30), ("d", 30), ("e", 1)]
        futures = [await pool.submit(job) for job in jobs]
        count = await pool.shutdown(5)
        return count, clock.now, [await ends(future) for future in futures], len(asyncio.all_tasks())

    assert play(story) == (4, 5, ["A", "cancelled", "cancelled", "cancelled", "cancelled"], 1)
    assert sorted(handler.when("is cancelled")) == [(5, "c"), (5, "d")]
    assert handler.running == 0


@pytest.mark.points(3)
@pytest.mark.hint("Those who wait for room have to hear of the end, too.")
def test_closed(handler, clock):
    """No job is taken once shutdown has begun, also of submitters that wait"""
    refused = []

    async def story():
        pool = WorkerPool(handler, workers=1, max_queue=1)
        futures = [await pool.submit((name, 3)) for name in "ab"]

        async def submit(name):
            try:
                await pool.submit((name, 1))
            except PoolClosed:
                refused.append((clock.now, name))

        waiting = asyncio.create_task(submit("c"))
        await asyncio.sleep(1)
        stopping = asyncio.create_task(pool.shutdown())
        await asyncio.sleep(1)
        with pytest.raises(PoolClosed):
            pool.try_submit(("d", 1))
        await submit("e")
        await waiting
        return await stopping, clock.now, [await ends(future) for future in futures]

    assert play(story) == (0, 6, ["A", "B"])
    assert refused == [(1, "c"), (2, "e")]


@pytest.mark.points(2)
@pytest.mark.hint("__aexit__ is told about the exception. How much time do the jobs get then?")
def test_exception_in_the_block(handler, clock):
    """Leaving the block by an exception cancels everything at once"""
    futures = []

    async def story():
        with pytest.raises(KeyError):
            async with WorkerPool(handler, workers=1, max_queue=5) as pool:
                futures.extend([await pool.submit((name, 10)) for name in "abc"])
                await asyncio.sleep(2)
                raise KeyError("mine")
        return clock.now, [await ends(future) for future in futures], pool.stats()["running"]

    assert play(story) == (2, ["cancelled", "cancelled", "cancelled"], 0)
    assert handler.events == [(0, "begins", "a"), (2, "is cancelled", "a")]


# --- statistics


@pytest.mark.points(1)
@pytest.mark.hint(
    "When does a job pass from one stage to the next? One that waits for its next attempt is in none of the first two."
)
def test_stats(handler):
    """stats counts jobs at each stage"""
    seen = []

    async def story():
        async with WorkerPool(handler, workers=1, max_queue=5, backoff=lambda attempt: 10) as pool:
            for job in [("a", 2), ("b", 2, "fail"), ("c", 2, "retry", "worked")]:
                (await pool.submit(job)).add_done_callback(lambda future: future.cancelled() or future.exception())
            for _ in range(4):
                await asyncio.sleep(1.75)
                seen.append(tuple(pool.stats().values()))

    play(story)
    assert seen == [(2, 1, 0, 0, 0), (1, 1, 1, 0, 0), (0, 1, 1, 1, 0), (0, 0, 1, 1, 1)]
