"""Sales analytics in PostgreSQL."""

from decimal import Decimal


def monthly_revenue(dsn: str, year: int) -> list[tuple[int, Decimal, Decimal | None]]:
    raise NotImplementedError


def top_per_country(dsn: str, n: int) -> list[tuple[str, int, Decimal]]:
    raise NotImplementedError


def category_totals(dsn: str) -> list[tuple[int, str, Decimal]]:
    raise NotImplementedError


def repeat_buyers(dsn: str, days: int) -> list[int]:
    raise NotImplementedError
