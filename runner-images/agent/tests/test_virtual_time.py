"""The virtual clock by itself. It changes the process it is installed in, so each test has one of its own."""

import json
import subprocess
import sys
import textwrap

import pytest

BEFORE = """
import _thread, asyncio, concurrent.futures, datetime, json, queue, threading, time
from waymark_agent.virtual_time.install import VirtualTime
REAL = [time.sleep, time.monotonic]  # a name of their own would be given the clock
clock = VirtualTime()
clock.install()
began, seen = REAL[1](), []
def now():
    return clock.turns.now / 1e9
def in_thread(function, *arguments):
    thread = threading.Thread(target=function, args=arguments, daemon=True)
    thread.start()
    return thread
"""
AFTER = """
assert REAL[1]() - began < 30
print(json.dumps(seen))
"""


def run(code):
    """What the code has put into ``seen``."""
    program = BEFORE + textwrap.dedent(code) + AFTER
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout)


CASES = {
    "sleeping takes no time, and is told": (
        """
        time.sleep(3600)
        time.sleep(0.1)
        time.sleep(0)
        seen += [now(), clock.times.sleeps, time.monotonic(), time.perf_counter_ns(), time.time()]
        """,
        [3600.1, [3600, 0.1], 4600.1, 4_600_100_000_000, 1_735_693_200.1],
    ),
    "sleep complains as the real one does": (
        """
        for wrong in (-1, "x", float("nan"), 1e12):
            try:
                time.sleep(wrong)
            except Exception as error:
                seen.append(type(error).__name__)
        """,
        ["ValueError", "TypeError", "ValueError", "OverflowError"],
    ),
    "dates are real dates": (
        """
        class Own(datetime.datetime): pass
        time.sleep(86_400)
        made = datetime.datetime.now()
        seen += [type(made) is datetime.datetime, str(made), str(datetime.date.today()), type(Own.now()) is Own]
        seen += [str(datetime.datetime.now(datetime.UTC)), str(Own.utcnow()), str(datetime.datetime.today())]
        """,
        [
            True,
            "2025-01-02 00:00:00",
            "2025-01-02",
            True,
            "2025-01-02 00:00:00+00:00",
            "2025-01-02 00:00:00",
            "2025-01-02 00:00:00",
        ],
    ),
    "who is due at the same time wakes in the order of arrival": (
        """
        def work(name, *naps):
            for nap in naps:
                time.sleep(nap)
                seen.append([name, now()])
        for thread in [in_thread(work, "a", 2, 2), in_thread(work, "b", 1, 3), in_thread(work, "c", 4)]:
            thread.join()
        """,
        [["b", 1], ["a", 2], ["c", 4], ["b", 4], ["a", 4]],
    ),
    "a lock goes to the one that has waited longest": (
        """
        lock = threading.RLock()
        def work(name):
            with lock, lock:
                seen.append(name)
                time.sleep(1)
        for thread in [in_thread(work, name) for name in range(5)]:
            thread.join()
        """,
        [0, 1, 2, 3, 4],
    ),
    "a timed wait that is woken is no longer due": (
        """
        event = threading.Event()
        in_thread(lambda: (time.sleep(1), event.set()))
        seen.append(event.wait(5))
        seen.append([now(), threading.Event().wait(2), now(), clock.turns.next_due()])
        """,
        [True, [1, False, 3, None]],
    ),
    "while nobody serves a request time stands still": (
        """
        def tick():
            while True:
                time.sleep(1)
                seen.append(now())
        in_thread(tick)
        clock.turns.leave()
        REAL[0](0.1)
        clock.turns.enter()
        seen.append("entered")
        time.sleep(2.5)
        """,
        ["entered", 1, 2],
    ),
    "sleep(0) lets others run, and a loop of it lets time pass": (
        """
        done = []
        in_thread(lambda: (time.sleep(0), done.append(1)))
        while not done:
            time.sleep(0)
        seen.append(now())
        in_thread(lambda: (time.sleep(0.5), done.clear()))
        while done:
            time.sleep(0)
        seen.append(now())
        """,
        [0, 0.5],
    ),
    "a deadlock ends the call": (
        """
        try:
            threading.Event().wait()
        except BaseException as error:
            seen.append(type(error).__name__)
        """,
        ["Deadlock"],
    ),
    "a thread blocked by a real lock does not hold the others up": (
        """
        real = _thread.allocate_lock()
        real.acquire()
        thread = in_thread(lambda: (real.acquire(), seen.append("got it")))
        time.sleep(1)
        seen.append(now())
        real.release()
        thread.join()
        """,
        [1, "got it"],
    ),
    "a thread started behind the clock's back takes its turn": (
        """
        done = threading.Event()
        _thread.start_new_thread(lambda: (time.sleep(2), seen.append(now()), done.set()), ())
        done.wait()
        seen.append(done.wait())
        """,
        [2, True],
    ),
    "a thread that ends wakes who joins it, and its exceptions are its own": (
        """
        threading.excepthook = lambda arguments: seen.append(arguments.exc_type.__name__)
        thread = in_thread(lambda: (time.sleep(1), 1 / 0))
        thread.join(0.5)
        seen.append(thread.is_alive())
        thread.join()
        seen.append([thread.is_alive(), now()])
        """,
        [True, "ZeroDivisionError", [False, 1]],
    ),
    "queues of both kinds wait by the clock": (
        """
        simple, full = queue.SimpleQueue(), queue.Queue(maxsize=1)
        in_thread(lambda: (time.sleep(1), simple.put("s"), full.put("f"), full.put("g")))
        seen += [simple.get(), full.get(timeout=5), full.get(), now(), simple.empty(), simple.qsize()]
        try:
            simple.get(timeout=2)
        except queue.Empty:
            seen.append(now())
        """,
        ["s", "f", "g", 1, True, 0, 3],
    ),
    "a forked child has a clock that goes on": (
        """
        import os
        in_thread(time.sleep, 50)
        time.sleep(1)
        child = os.fork()
        if child == 0:
            time.sleep(5)
            os._exit(round(now()))
        seen += [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), now()]
        """,
        [6, 1],
    ),
    "subprocess waits by the real clock": (
        """
        import subprocess, sys
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(0.1)"])
        seen += [child.wait(timeout=50), now()]
        """,
        [0, 0],
    ),
    "loops jump to their next timer, and are woken from threads": (
        """
        async def main():
            loop = asyncio.get_running_loop()
            future = loop.create_future()
            in_thread(lambda: (time.sleep(3), loop.call_soon_threadsafe(future.set_result, now())))
            async with asyncio.TaskGroup() as group:
                tasks = [group.create_task(asyncio.sleep(n, n)) for n in (2, 1)]
                seen.append([await future, now()])
            seen.append([task.result() for task in tasks])
            try:
                await asyncio.wait_for(asyncio.Event().wait(), 5)
            except TimeoutError:
                seen.append(now())
        asyncio.run(main())
        seen.append(clock.times.sleeps)
        """,
        [[3, 3], [2, 1], 8, [3, 2, 1]],
    ),
    "loops read their pipes meanwhile": (
        """
        async def main():
            process = await asyncio.create_subprocess_exec("cat", stdin=-1, stdout=-1)
            seen.append((await asyncio.wait_for(process.communicate(b"text"), 60))[0].decode())
        asyncio.run(main())
        seen.append(now())
        """,
        ["text", 0],
    ),
    "pools start threads from within their threads": (
        """
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            seen.append(pool.submit(lambda: pool.submit(lambda: 5).result()).result())
        """,
        [5],
    ),
}


@pytest.mark.parametrize(("code", "expected"), CASES.values(), ids=CASES)
def test_virtual_time(code, expected):
    assert run(code) == expected


def test_modules_that_are_imported_later_have_the_clock_too():
    late = """
    import sys
    assert "asyncio" not in sys.modules and "queue" not in sys.modules
    import waymark_agent.virtual_time.install as install, time, json
    clock = install.VirtualTime()
    clock.install()
    import asyncio, queue, sched
    asyncio.run(asyncio.sleep(5))
    scheduler = sched.scheduler()
    scheduler.enter(5, 1, lambda: None)
    scheduler.run()
    print(clock.turns.now // 10**9, queue.SimpleQueue.__module__)
    """
    ended = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(late)], capture_output=True, text=True, timeout=60, check=False
    )
    assert ended.stdout == "10 waymark_agent.virtual_time.locks\n", ended.stderr
