"""Threads or processes: measure, choose, and keep results apart from failures."""

import multiprocessing
import os
import pickle
import statistics
import threading
from collections import Counter
from collections.abc import Callable, Hashable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from typing import Any

type Outcome = dict[str, Any]

IN_THREADS = {"io", "mixed", "releases-gil"}


def classify(samples: list[dict[str, float]]) -> str:
    """What kind of work was measured: "cpu", "io", "mixed" or "releases-gil"."""
    shares = [sample["cpu"] / sample["wall"] for sample in samples if sample["threads"] == 1]
    if not shares:
        raise ValueError("no sample with a single thread")
    share = statistics.median(shares)
    if share <= 0.3:
        return "io"
    if share < 0.7:
        return "mixed"
    is_free = any(sample["threads"] > 1 and sample["speedup"] > 1.3 for sample in samples)
    return "releases-gil" if is_free else "cpu"


def run_jobs(kind: str, func: Callable[[Any], Any], items: list[Any], *, workers: int, chunk: int = 1) -> list[Outcome]:
    """Call func with each item, in threads or processes; one dict for each item, in their order."""
    if kind in IN_THREADS:
        with ThreadPoolExecutor(workers) as pool:
            return list(pool.map(lambda item: outcome_of(func, item), items))
    if kind != "cpu":
        raise ValueError(f"no kind of work: {kind!r}")
    packed = [outcome_of(pickle.dumps, item) for item in items]
    chunks = [packed[start : start + chunk] for start in range(0, len(packed), chunk)]
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
        results = [pool.submit(run_chunk, func, part) for part in chunks]
        return [outcome for result, part in zip(results, chunks, strict=True) for outcome in outcomes(result, len(part))]


def outcomes(result: Any, count: int) -> list[Outcome]:
    try:
        return [unpacked(outcome) for outcome in result.result()]
    except Exception as error:
        return [{"ok": False, "error": type(error).__name__, "message": str(error)}] * count


def outcome_of(func: Callable[[Any], Any], item: Any) -> Outcome:
    try:
        return {"ok": True, "value": func(item)}
    except Exception as error:
        return {"ok": False, "error": type(error).__name__, "message": str(error)}


def run_chunk(func: Callable[[Any], Any], packed: list[Outcome]) -> list[Outcome]:
    """In the other process. Items and results are pickled one by one, so that each can fail for itself."""
    return [{"ok": True, "value": pickle.dumps(func(pickle.loads(one["value"])))} if one["ok"] else one for one in packed]


def unpacked(outcome: Outcome) -> Outcome:
    return outcome_of(pickle.loads, outcome["value"]) if outcome["ok"] else outcome


def parallel_count(paths: list[str], workers: int) -> dict[str, int]:
    """How often each word stands in the files, counted in processes."""
    ranges = [(path, *limits) for path in paths for limits in ranges_of(path, workers)]
    total: Counter[str] = Counter()
    for outcome in run_jobs("cpu", count_range, ranges, workers=workers):
        if not outcome["ok"]:
            raise RuntimeError(outcome["message"])
        total.update(outcome["value"])
    return dict(total)


def ranges_of(path: str, parts: int) -> list[tuple[int, int]]:
    """Where to cut: at even distances, but behind the next line break."""
    size = os.path.getsize(path)
    cuts = {0, size}
    with open(path, "rb") as file:
        for part in range(1, parts):
            file.seek(size * part // parts)
            file.readline()
            cuts.add(file.tell())
    places = sorted(cuts)
    return list(zip(places, places[1:], strict=False))


def count_range(limits: tuple[str, int, int]) -> dict[str, int]:
    path, start, end = limits
    with open(path, "rb") as file:
        file.seek(start)
        return dict(Counter(file.read(end - start).decode("utf-8").split()))


class SharedCounter:
    """Counts that many threads add to."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: dict[Hashable, int] = {}

    def add(self, key: Hashable, n: int = 1) -> None:
        with self._lock:
            self._counts[key] = self._counts.get(key, 0) + n

    def timed_add(self, key: Hashable, fn: Callable[[], int]) -> None:
        """Add what fn() returns."""
        self.add(key, fn())

    def snapshot(self) -> dict[Hashable, int]:
        """A copy of all counts."""
        with self._lock:
            return dict(self._counts)
