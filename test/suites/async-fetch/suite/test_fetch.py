import asyncio
import inspect
import unittest
from unittest.mock import AsyncMock

import pytest

from fetch import Connection, FetchError, fetch_all, first, limited, numbers, retry, shout, worker


def test_plain_run():
    assert asyncio.run(shout("a")) == "A"


def test_is_a_coroutine_function():
    assert inspect.iscoroutinefunction(shout)
    assert asyncio.iscoroutinefunction(shout)
    coro = shout("x")
    assert inspect.iscoroutine(coro)
    coro.close()


def test_gather():
    async def main():
        return await asyncio.gather(shout("a"), shout("b"), shout("c"))

    assert asyncio.run(main()) == ["A", "B", "C"]


def test_error():
    with pytest.raises(FetchError, match="no text"):
        asyncio.run(shout(""))


def test_callback_coroutine():
    calls = []

    async def get(url):
        calls.append(url)
        await asyncio.sleep(0)
        return len(url)

    assert asyncio.run(fetch_all(["a", "bb"], get)) == {"a": 1, "bb": 2}
    assert sorted(calls) == ["a", "bb"]


def test_partial_failure():
    async def get(url):
        if url == "bad":
            raise ConnectionError("down")
        return url

    result = asyncio.run(fetch_all(["ok", "bad"], get))
    assert result["ok"] == "ok"
    assert isinstance(result["bad"], ConnectionError)


class AsyncTests(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self):
        self.connection = Connection("db")
        await self.connection.open()
        self.addAsyncCleanup(self.connection.close)

    async def test_query(self):
        self.assertEqual(await self.connection.query("select"), "db: select")

    async def test_async_with(self):
        async with Connection("x") as c:
            self.assertIsInstance(c, Connection)
            self.assertTrue(c.is_open)
        self.assertFalse(c.is_open)

    async def test_async_with_error(self):
        with self.assertRaises(KeyError):
            async with Connection("x") as c:
                raise KeyError("inside")
        self.assertFalse(c.is_open)

    async def test_async_for(self):
        self.assertEqual([n async for n in numbers(3)], [0, 1, 2])
        stream = numbers(2)
        self.assertEqual(await anext(stream), 0)
        await stream.aclose()

    async def test_wait_for(self):
        with self.assertRaises(asyncio.TimeoutError):
            await asyncio.wait_for(first(asyncio.Event()), timeout=0.05)

    async def test_event_of_the_suite(self):
        event = asyncio.Event()
        task = asyncio.create_task(first(event))
        await asyncio.sleep(0)
        self.assertFalse(task.done())
        event.set()
        self.assertEqual(await task, "seen")

    async def test_queue_of_the_suite(self):
        queue = asyncio.Queue()
        done = []
        task = asyncio.create_task(worker(queue, done))
        for item in (1, 2):
            await queue.put(item)
        await asyncio.wait_for(queue.join(), timeout=2)
        task.cancel()
        with self.assertRaises(asyncio.CancelledError):
            await task
        self.assertEqual(done, [1, 2, "cancelled"])

    async def test_async_mock(self):
        flaky = AsyncMock(side_effect=[OSError("1"), OSError("2"), "fine"])
        self.assertEqual(await retry(flaky, 3), "fine")
        self.assertEqual(flaky.await_count, 3)

    async def test_semaphore(self):
        running, most = 0, 0

        async def job():
            nonlocal running, most
            running += 1
            most = max(most, running)
            await asyncio.sleep(0)
            running -= 1

        await limited([job] * 6, 2)
        self.assertEqual(most, 2)
