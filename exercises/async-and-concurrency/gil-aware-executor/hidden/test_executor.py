from collections import Counter

import pytest
from solution import classify
from waymark import probe

# --- classify


def single(*shares):
    return [{"wall": 2.0, "cpu": 2.0 * share, "threads": 1, "speedup": 1.0} for share in shares]


def several(*speedups):
    return [{"wall": 1.0, "cpu": 1.0, "threads": 4, "speedup": speedup} for speedup in speedups]


@pytest.mark.points(2)
@pytest.mark.hint(
    "The statistics module knows the median, also of an even number of values. To which side do 0.7 and 0.3 belong?"
)
def test_classify():
    """The median share of CPU time decides, and its limits belong to cpu and io"""
    assert [classify(single(share)) for share in (1.0, 0.75, 0.7, 0.65, 0.5, 0.35, 0.3, 0.25, 0.0)] == [
        *["cpu"] * 3,
        *["mixed"] * 3,
        *["io"] * 3,
    ]
    assert classify(single(0.1, 0.1, 0.9, 0.1)) == "io"
    assert classify(single(0.0, 0.9, 0.9)) == "cpu"


@pytest.mark.points(2)
@pytest.mark.hint("Which samples count for the median, and which for the speedup?")
def test_classify_threads():
    """Samples with several threads tell whether the GIL is released, and nothing else"""
    assert classify(single(0.9) + several(1.0, 1.5)) == "releases-gil"
    assert classify(single(0.9) + several(1.0, 1.3)) == "cpu"
    assert classify(single(0.5) + several(3.0, 3.0)) == "mixed"
    assert classify(single(0.25) + several(3.0, 3.0)) == "io"
    assert classify([{"wall": 1, "cpu": 1, "threads": 1, "speedup": 2.0}]) == "cpu"
    for samples in ([], several(1.0)):
        with pytest.raises(ValueError):
            classify(samples)


# --- run_jobs

JOBS = '''
import os, pathlib, threading, time

PARENT = False
barrier = threading.Barrier(2)


def square(n):
    return n * n


def picky(n):
    if n < 0:
        raise ValueError(f"{n} is below zero")
    return n


def place(name):
    return os.getpid(), PARENT


def meet_in_files(name):
    """Ends when two run at a time, wherever they run."""
    mine, other = pathlib.Path(f"met-{name}"), pathlib.Path(f"met-{1 - name}")
    mine.touch()
    while not other.exists():
        time.sleep(0.005)
    return os.getpid(), PARENT


def meet(name):
    """Ends when two threads of one process run at a time."""
    barrier.wait()
    return os.getpid(), PARENT


def odd_one(n):
    return threading.Lock() if n == 2 else n
'''


@probe
def run(source, kind, name, items, options, odd=None):
    """run_jobs with a function of a module that children can import. `odd` is the place of an item that cannot be pickled."""
    import os
    import pathlib

    pathlib.Path("jobs.py").write_text(source)
    import jobs
    from solution import run_jobs

    jobs.PARENT = True
    if odd is not None:
        items[odd] = lambda: None
    outcomes = run_jobs(kind, getattr(jobs, name), items, **options)
    return os.getpid(), outcomes


def values(outcomes):
    return [outcome["value"] if outcome["ok"] is True else outcome["error"] for outcome in outcomes]


@pytest.mark.points(2)
@pytest.mark.hint("A result has to remember its place, whichever item is done first. What if the function raises?")
@pytest.mark.parametrize("kind", ["io", "cpu"], ids=["threads", "processes"])
def test_results(kind):
    """There is one dict for each item, in their order, also for one that fails"""
    _, outcomes = run(JOBS, kind, "picky", [3, -1, 4, -1, 5], {"workers": 2})

    assert outcomes == [
        {"ok": True, "value": 3},
        {"ok": False, "error": "ValueError", "message": "-1 is below zero"},
        {"ok": True, "value": 4},
        {"ok": False, "error": "ValueError", "message": "-1 is below zero"},
        {"ok": True, "value": 5},
    ]


@pytest.mark.hint("How many chunks do no items make? And when is the kind looked at?")
@pytest.mark.parametrize("kind", ["mixed", "releases-gil", "cpu"], ids=["mixed", "free", "cpu"])
def test_edges(kind):
    """No items and a single worker are fine, and an unknown kind is not"""
    assert run(JOBS, kind, "square", [], {"workers": 3})[1] == []
    assert values(run(JOBS, kind, "square", [1, 2, 3], {"workers": 1})[1]) == [1, 4, 9]
    with pytest.raises(ValueError):
        run(JOBS, f"{kind}?", "square", [1], {"workers": 1})


@pytest.mark.points(2)
@pytest.mark.hint("Which kinds of work get in each other's way in one process?")
def test_cpu_in_processes():
    """Work for the CPU is done in two processes at a time, started by spawn"""
    parent, outcomes = run(JOBS, "cpu", "meet_in_files", [0, 1], {"workers": 2})

    (one, one_inherits), (two, two_inherits) = values(outcomes)
    assert len({parent, one, two}) == 3
    assert (one_inherits, two_inherits) == (False, False)


@pytest.mark.points(2)
@pytest.mark.hint("Which kinds of work leave other threads of the same process room to go on?")
@pytest.mark.parametrize("kind", ["io", "mixed", "releases-gil"], ids=["io", "mixed", "free"])
def test_io_in_threads(kind):
    """Work that waits is done in threads of this process, two at a time"""
    parent, outcomes = run(JOBS, kind, "meet", [0, 1], {"workers": 2})

    assert values(outcomes) == [(parent, True), (parent, True)]


@pytest.mark.points(2)
@pytest.mark.hint("What goes to a process in one piece: an item or a chunk? Then where must an exception be caught?")
def test_chunk():
    """The items of a chunk go to one process, and one that fails there does not harm the others"""
    _, together = run(JOBS, "cpu", "place", list("abcd"), {"workers": 2, "chunk": 4})
    _, failing = run(JOBS, "cpu", "picky", [1, -2, 3, 4, -5], {"workers": 2, "chunk": 3})

    assert len(set(values(together))) == 1
    assert values(failing) == [1, "ValueError", 3, 4, "ValueError"]


@pytest.mark.points(3)
@pytest.mark.hint("What a pool pickles for you it pickles all at once. You can pickle yourself, one by one, on both sides.")
def test_unpicklable():
    """An item or a result that cannot be pickled is a failure of that item alone"""
    _, items = run(JOBS, "cpu", "square", [1, 0, 3], {"workers": 1, "chunk": 3}, odd=1)
    _, results = run(JOBS, "cpu", "odd_one", [1, 2, 3, 4], {"workers": 1, "chunk": 2})

    assert [outcome["ok"] for outcome in items] == [True, False, True]
    assert (items[0]["value"], items[2]["value"]) == (1, 9)
    assert [outcome["ok"] for outcome in results] == [True, False, True, True]
    assert [outcome["value"] for outcome in results if outcome["ok"]] == [1, 3, 4]


# --- parallel_count

TEXTS = {
    "plain": "to be or not to be\n" * 5,
    "umlauts": "äöü ÄÖÜ ß\n" * 3 + "schön grün schön",
    "windows": "one two\r\nthree one\r\n",
    "long line": "word " * 200 + "\nend",
    "blank": "\n\n\n",
    "empty": "",
    "short": "x",
}


@probe
def count(texts, workers):
    import pathlib

    from solution import parallel_count

    paths = []
    for number, text in enumerate(texts):
        paths.append(f"text-{number}.txt")
        pathlib.Path(paths[-1]).write_bytes(text.encode())
    return parallel_count(paths, workers)


@pytest.mark.points(2)
@pytest.mark.hint("From a place in the middle of a line, where does the next line begin? Bytes are read, not characters.")
@pytest.mark.parametrize("workers", [1, 2, 5], ids=["one", "two", "five"])
def test_count(workers):
    """Words are counted the same with any number of workers"""
    expected = dict(Counter(word for text in TEXTS.values() for word in text.split()))

    assert count(list(TEXTS.values()), workers) == expected


# --- SharedCounter


@probe
def add_in_threads(threads, times):
    """Threads add to one counter, with keys at whose hash the interpreter may switch threads. Gives the sum of each key."""
    import threading
    import time

    from solution import SharedCounter

    class Key:
        def __init__(self, name):
            self.name = name

        def __hash__(self):
            time.sleep(0)
            return hash(self.name)

        def __eq__(self, other):
            return self.name == other.name

    counter, start = SharedCounter(), threading.Barrier(threads)

    def work(number):
        start.wait()
        for turn in range(times):
            counter.add(Key("all"))
            counter.add(Key(turn % 2), 10)
            if number == 0:
                counter.snapshot()

    running = [threading.Thread(target=work, args=(number,)) for number in range(threads)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    return {key.name: value for key, value in counter.snapshot().items()}


@pytest.mark.points(3)
@pytest.mark.hint("Between reading a count and writing it back another thread may do the same.")
def test_no_addition_is_lost():
    """No addition is lost, however threads are interrupted"""
    assert add_in_threads(8, 60) == {"all": 480, 0: 2400, 1: 2400}


@probe
def count_with_function():
    """timed_add with functions that use the counter, in this thread and in another one."""
    import threading

    from solution import SharedCounter

    counter, seen = SharedCounter(), []

    def here():
        counter.add("here", 5)
        return 1

    def elsewhere():
        thread = threading.Thread(target=counter.add, args=("there", 7))
        thread.start()
        thread.join()
        seen.append(counter.snapshot())
        return 2

    counter.timed_add("a", here)
    counter.timed_add("a", elsewhere)
    taken = counter.snapshot()
    taken["a"] = 1000
    counter.add("b")
    return seen, taken, counter.snapshot()


@pytest.mark.points(2)
@pytest.mark.hint("There are two steps: calling the function, and adding its result. Which of them needs the lock?")
def test_timed_add(clock):
    """timed_add holds no lock while its function runs, and a snapshot is a copy"""
    seen, taken, counts = count_with_function()

    assert seen == [{"here": 5, "a": 1, "there": 7}]
    assert taken == {"here": 5, "a": 1000, "there": 7}
    assert counts == {"here": 5, "a": 3, "there": 7, "b": 1}
