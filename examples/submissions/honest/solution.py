"""Count log lines per minute, one record at a time."""

import re
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

type Record = dict[str, str]

SHAPE = re.compile(r"(?P<ts>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ) (?P<level>[A-Z]+) (?P<service>\S+) (?P<message>.+)")
MISSING = object()


@contextmanager
def source[T](items: Iterable[T]) -> Iterator[Iterable[T]]:
    """Close what is read from as soon as its reader is closed, and not when somebody happens to forget it."""
    try:
        yield items
    finally:
        close = getattr(items, "close", None)
        if close is not None:
            close()


def records(lines: Iterable[str]) -> Generator[Record]:
    """Turn lines into records: {"ts", "level", "service", "message"} or {"raw": line}."""
    pending: Record | None = None
    with source(lines):
        for line in lines:
            if not line.strip():
                continue
            if line[0] in " \t":
                # Only a record with a message can be continued.
                if pending is not None and "message" in pending:
                    pending["message"] += "\n" + line.strip()
                continue
            if pending is not None:
                yield pending
            match = SHAPE.fullmatch(line)
            pending = match.groupdict() if match else {"raw": line}
        if pending is not None:
            yield pending


def where(recs: Iterable[Record], **equals: object) -> Generator[Record]:
    """Let through the records that have all the given field values."""
    with source(recs):
        for record in recs:
            if all(record.get(field, MISSING) == value for field, value in equals.items()):
                yield record


def per_minute(recs: Iterable[Record]) -> Generator[tuple[str, int]]:
    """Yield (minute, count) as soon as the minute has passed, quiet minutes included."""
    current: datetime | None = None
    count = 0
    with source(recs):
        for record in recs:
            if "ts" not in record:
                continue
            minute = datetime.strptime(record["ts"][:16], "%Y-%m-%dT%H:%M")
            current = current or minute
            while current < minute:
                yield label(current), count
                current, count = current + timedelta(minutes=1), 0
            count += 1
        if current is not None:
            yield label(current), count


def label(minute: datetime) -> str:
    return minute.strftime("%Y-%m-%dT%H:%MZ")


def take_until(recs: Iterable[Record], field: str, value: object) -> Generator[Record]:
    """Pass records on up to and including the first whose field has the value."""
    with source(recs):
        for record in recs:
            yield record
            if record.get(field, MISSING) == value:
                return


def pipeline(lines: Iterable[str], level: str) -> Generator[tuple[str, int]]:
    """Count the lines of one level per minute."""
    return per_minute(where(records(lines), level=level))
