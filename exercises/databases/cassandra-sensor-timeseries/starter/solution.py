"""Readings of sensors in Cassandra."""

from collections.abc import Iterator
from datetime import date, datetime

SCHEMA: list[str] = []


def bucket(at: datetime) -> str:
    raise NotImplementedError


class Readings:
    def __init__(self, session, keyspace: str, ttl_days: int = 90) -> None:
        self.session = session
        self.keyspace = keyspace
        self.ttl_days = ttl_days

    def write(self, sensor: str, at: datetime, value: float, site: str) -> None:
        raise NotImplementedError

    def latest(self, sensor: str, n: int, today: date, max_days: int = 30) -> list[tuple[datetime, float]]:
        raise NotImplementedError

    def between(self, sensor: str, start: datetime, end: datetime) -> Iterator[tuple[datetime, float]]:
        raise NotImplementedError

    def site_latest(self, site: str) -> dict[str, tuple[datetime, float]]:
        raise NotImplementedError
