"""What a reminder is about, and when which one is due."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Order:
    """Something a customer has not paid yet; the amount in cents."""

    number: str
    customer: str
    language: str
    channel: str
    cents: int
    due: date


@dataclass(frozen=True)
class Notice:
    """A reminder of a level; the total in cents, with its fee."""

    order: Order
    level: int
    total: int


@dataclass(frozen=True)
class SendResult:
    """What became of a text: a reference when it was sent, else the reason."""

    ok: bool
    reference: str


@dataclass
class OverdueRule:
    """For orders that are overdue by more than some days."""

    level: int
    more_than_days: int
    fee: Callable[[int], int]

    def notice(self, order: Order, today: date) -> Notice | None:
        if (today - order.due).days <= self.more_than_days:
            return None
        return Notice(order, self.level, order.cents + self.fee(order.cents))


def no_fee(cents: int) -> int:
    return 0


def flat_fee(cents: int) -> int:
    return 500


def proportional_fee(cents: int) -> int:
    """Ten euros and five percent, half a cent rounded up."""
    return 1000 + (cents * 5 + 50) // 100


DEFAULT_RULES = (OverdueRule(3, 30, proportional_fee), OverdueRule(2, 14, flat_fee), OverdueRule(1, 0, no_fee))
