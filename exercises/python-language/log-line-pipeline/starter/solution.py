"""Count log lines per minute, one record at a time."""

from collections.abc import Generator, Iterable

type Record = dict[str, str]


def records(lines: Iterable[str]) -> Generator[Record]:
    """Turn lines into records: {"ts", "level", "service", "message"} or {"raw": line}."""
    raise NotImplementedError


def where(recs: Iterable[Record], **equals: object) -> Generator[Record]:
    """Let through the records that have all the given field values."""
    raise NotImplementedError


def per_minute(recs: Iterable[Record]) -> Generator[tuple[str, int]]:
    """Yield (minute, count) as soon as the minute has passed, quiet minutes included."""
    raise NotImplementedError


def take_until(recs: Iterable[Record], field: str, value: object) -> Generator[Record]:
    """Pass records on up to and including the first whose field has the value."""
    raise NotImplementedError


def pipeline(lines: Iterable[str], level: str) -> Generator[tuple[str, int]]:
    """Count the lines of one level per minute."""
    raise NotImplementedError
