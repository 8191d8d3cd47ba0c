from itertools import accumulate


def busiest_window(times: list[int], width: int) -> tuple[int, int] | None:
    """Count and start of the window [start, start + width) with most events."""
    if width < 1:
        raise ValueError(f"a window has a width of at least 1, not {width}")
    best = None
    end = 0
    for begin, start in enumerate(times):
        # The end only ever moves forward, so both indices together go through the list twice.
        while end < len(times) and times[end] < start + width:
            end += 1
        if best is None or end - begin > best[0]:
            best = (end - begin, start)
    return best


def merge_windows(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The half-open windows in ascending order, overlapping and touching ones joined."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if end < start:
            raise ValueError(f"the window ({start}, {end}) ends before it starts")
        if start == end:
            continue
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def range_totals(values: list[int], queries: list[tuple[int, int]]) -> list[int]:
    """The sum of values[a:b] for each query (a, b)."""
    before = list(accumulate(values, initial=0))
    totals = []
    for a, b in queries:
        if a < 0 or b < 0:
            raise IndexError(f"({a}, {b}) has a negative bound")
        a, b = min(a, len(values)), min(b, len(values))
        totals.append(before[b] - before[a] if a < b else 0)
    return totals


def first_pair(amounts: list[int], target: int) -> tuple[int, int] | None:
    """Indices of two amounts that add up to target: the smallest j, then the smallest i."""
    first: dict[int, int] = {}
    for j, amount in enumerate(amounts):
        if target - amount in first:
            return first[target - amount], j
        first.setdefault(amount, j)
    return None
