def busiest_window(times: list[int], width: int) -> tuple[int, int] | None:
    """Count and start of the window [start, start + width) with most events."""
    raise NotImplementedError


def merge_windows(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The half-open windows in ascending order, overlapping and touching ones joined."""
    raise NotImplementedError


def range_totals(values: list[int], queries: list[tuple[int, int]]) -> list[int]:
    """The sum of values[a:b] for each query (a, b)."""
    raise NotImplementedError


def first_pair(amounts: list[int], target: int) -> tuple[int, int] | None:
    """Indices of two amounts that add up to target: the smallest j, then the smallest i."""
    raise NotImplementedError
