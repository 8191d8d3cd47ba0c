"""Count log lines per minute, one record at a time."""

import re
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

type Record = dict[str, str]

LINE = re.compile(
    r"(?P<ts>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ) (?P<level>[A-Z]+) (?P<service>\S+) (?P<message>.+)",
    re.ASCII,
)
MINUTE = timedelta(minutes=1)


def records(lines: Iterable[str]) -> Generator[Record]:
    """Turn lines into records; a record is complete when the next one begins or the input ends."""
    with closes(lines):
        building: Record | None = None
        for line in lines:
            if not line.strip():
                continue
            if line.startswith((" ", "\t")):
                if building is not None:
                    building["message"] += "\n" + line.strip()
                continue
            if building is not None:
                yield building
            match = LINE.fullmatch(line)
            building = match.groupdict() if match else None
            if match is None:
                yield {"raw": line}


def where(recs: Iterable[Record], **equals: object) -> Generator[Record]:
    """Let through the records that have all the given field values."""
    with closes(recs):
        for record in recs:
            if all(field in record and record[field] == value for field, value in equals.items()):
                yield record


def per_minute(recs: Iterable[Record]) -> Generator[tuple[str, int]]:
    """Count records by minute, quiet minutes included; a minute is over when a later record comes."""
    with closes(recs):
        minute: datetime | None = None
        count = 0
        for record in recs:
            if "ts" not in record:
                continue
            current = datetime.fromisoformat(record["ts"]).replace(second=0)
            if minute is None:
                minute = current
            while minute < current:
                yield label(minute), count
                minute += MINUTE
                count = 0
            count += 1
        if minute is not None:
            yield label(minute), count


def take_until(recs: Iterable[Record], field: str, value: object) -> Generator[Record]:
    """Pass records on up to and including the first whose field has the value."""
    with closes(recs):
        for record in recs:
            yield record
            if field in record and record[field] == value:
                return


def pipeline(lines: Iterable[str], level: str) -> Generator[tuple[str, int]]:
    """Count the lines of one level per minute."""
    return per_minute(where(records(lines), level=level))


@contextmanager
def closes(source: Iterable[object]) -> Iterator[None]:
    """Close a generator when the stage reading from it ends, however it ends."""
    try:
        yield
    finally:
        if isinstance(source, Generator):
            source.close()


def label(minute: datetime) -> str:
    return minute.strftime("%Y-%m-%dT%H:%MZ")
