"""Readings of sensors in Cassandra."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

SCHEMA = [
    """
    CREATE TABLE IF NOT EXISTS {keyspace}.readings (
        sensor text, day text, at timestamp, value double,
        PRIMARY KEY ((sensor, day), at)
    ) WITH CLUSTERING ORDER BY (at DESC)
    """,
    """
    CREATE TABLE IF NOT EXISTS {keyspace}.site_latest (
        site text, sensor text, at timestamp, value double,
        PRIMARY KEY ((site), sensor)
    )
    """,
]

ONE_DAY = timedelta(days=1)


def bucket(at: datetime) -> str:
    return _utc(at).date().isoformat()


class Readings:
    def __init__(self, session, keyspace: str, ttl_days: int = 90) -> None:
        self.session = session
        self.kept = timedelta(days=ttl_days)
        self.insert = session.prepare(f"INSERT INTO {keyspace}.readings (sensor, day, at, value) VALUES (?, ?, ?, ?) USING TTL ?")
        # Written as of the reading's own time: to Cassandra a late one is then the older of the two.
        self.insert_latest = session.prepare(
            f"INSERT INTO {keyspace}.site_latest (site, sensor, at, value) VALUES (?, ?, ?, ?) USING TIMESTAMP ?"
        )
        self.newest = session.prepare(f"SELECT at, value FROM {keyspace}.readings WHERE sensor = ? AND day = ? LIMIT ?")
        self.span = session.prepare(
            f"SELECT at, value FROM {keyspace}.readings WHERE sensor = ? AND day = ? AND at >= ? AND at < ? ORDER BY at ASC"
        )
        self.of_site = session.prepare(f"SELECT sensor, at, value FROM {keyspace}.site_latest WHERE site = ?")

    def write(self, sensor: str, at: datetime, value: float, site: str) -> None:
        at = _utc(at)
        left = int(self.kept.total_seconds())
        if left > 0:
            self.session.execute(self.insert, (sensor, bucket(at), at, value, left))
        microseconds = int(at.timestamp() * 1_000_000)
        self.session.execute(self.insert_latest, (site, sensor, at, value, microseconds))

    def latest(self, sensor: str, n: int, today: date, max_days: int = 30) -> list[tuple[datetime, float]]:
        found: list[tuple[datetime, float]] = []
        for back in range(max_days):
            if len(found) >= n:
                break
            day = (today - timedelta(days=back)).isoformat()
            rows = self.session.execute(self.newest, (sensor, day, n - len(found)))
            found += [(_aware(row.at), row.value) for row in rows]
        return found

    def between(self, sensor: str, start: datetime, end: datetime) -> Iterator[tuple[datetime, float]]:
        start, end = _utc(start), _utc(end)
        return self._between(sensor, start, end)

    def _between(self, sensor: str, start: datetime, end: datetime) -> Iterator[tuple[datetime, float]]:
        day = datetime.combine(start.date(), time(), UTC)
        while day < end:
            for row in self.session.execute(self.span, (sensor, bucket(day), start, end)):
                yield _aware(row.at), row.value
            day += ONE_DAY

    def site_latest(self, site: str) -> dict[str, tuple[datetime, float]]:
        return {row.sensor: (_aware(row.at), row.value) for row in self.session.execute(self.of_site, (site,))}


def _utc(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError("a time without a zone could be any moment")
    return at.astimezone(UTC)


def _aware(at: datetime) -> datetime:
    """The driver gives UTC without saying so."""
    return at.replace(tzinfo=UTC)
