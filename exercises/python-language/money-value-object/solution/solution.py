"""Money as an immutable value, and rules that change prices."""

from abc import ABC, abstractmethod
from decimal import ROUND_HALF_UP, Decimal
from functools import total_ordering
from typing import Never, override

CENT = Decimal("0.01")


class CurrencyMismatch(ValueError):
    """Two amounts of different currencies were to be combined or ordered."""


@total_ordering
class Money:
    """An amount of a currency, kept to the cent. It never changes."""

    __slots__ = ("_amount", "_currency")

    _amount: Decimal
    _currency: str

    def __init__(self, amount: Decimal | int | str, currency: str) -> None:
        if isinstance(amount, bool) or not isinstance(amount, Decimal | int | str):
            raise TypeError(f"an amount is a Decimal, an int or a str, not {type(amount).__name__}")
        if not (len(currency) == 3 and currency.isascii() and currency.isalpha() and currency.isupper()):
            raise ValueError(f"a currency is three upper-case letters, not {currency!r}")
        object.__setattr__(self, "_amount", Decimal(amount).quantize(CENT, ROUND_HALF_UP))
        object.__setattr__(self, "_currency", currency)

    @property
    def amount(self) -> Decimal:
        return self._amount

    @property
    def currency(self) -> str:
        return self._currency

    @override
    def __setattr__(self, name: str, value: object) -> Never:
        raise AttributeError(f"cannot assign {name!r}: Money does not change")

    @override
    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Money):
            return NotImplemented
        return (self.amount, self.currency) == (other.amount, other.currency)

    @override
    def __hash__(self) -> int:
        return hash((self.amount, self.currency))

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, Money):
            return NotImplemented
        return self.amount < self._same_currency(other)

    def __add__(self, other: object) -> "Money":
        if not isinstance(other, Money):
            return NotImplemented
        return Money(self.amount + self._same_currency(other), self.currency)

    def __radd__(self, other: object) -> "Money":
        """Let sum() begin with its 0."""
        if isinstance(other, int) and other == 0:
            return self
        return NotImplemented

    def __sub__(self, other: object) -> "Money":
        if not isinstance(other, Money):
            return NotImplemented
        return Money(self.amount - self._same_currency(other), self.currency)

    def __mul__(self, factor: object) -> "Money":
        if not isinstance(factor, int | Decimal):
            return NotImplemented
        return Money(self.amount * factor, self.currency)

    __rmul__ = __mul__

    @override
    def __repr__(self) -> str:
        return f"Money('{self.amount}', '{self.currency}')"

    def allocate(self, weights: list[int]) -> list["Money"]:
        """Share the amount by weight, so that the parts add up to it exactly."""
        total = sum(weights)
        if total == 0 or any(weight < 0 for weight in weights):
            raise ValueError("weights must be zero or more, and not all zero")
        cents = int(abs(self.amount) / CENT)
        parts = [cents * weight // total for weight in weights]
        left = cents - sum(parts)
        for index, weight in enumerate(weights):
            if left and weight:
                parts[index] += 1
                left -= 1
        sign = -1 if self.amount < 0 else 1
        return [Money(sign * part * CENT, self.currency) for part in parts]

    def _same_currency(self, other: "Money") -> Decimal:
        """The other's amount, where it is of this currency."""
        if other.currency != self.currency:
            raise CurrencyMismatch(f"{self.currency} and {other.currency} do not mix")
        return other.amount


class PriceRule(ABC):
    """Something that changes a price; never below zero."""

    @abstractmethod
    def apply(self, price: Money) -> Money: ...


class PercentOff(PriceRule):
    """Take a percentage off; the new price is rounded, half up."""

    def __init__(self, percent: Decimal) -> None:
        self.percent = percent

    @override
    def apply(self, price: Money) -> Money:
        return not_negative(price * ((100 - self.percent) / Decimal(100)))


class FlatOff(PriceRule):
    """Take a fixed amount off."""

    def __init__(self, off: Money) -> None:
        self.off = off

    @override
    def apply(self, price: Money) -> Money:
        return not_negative(price - self.off)


class BundleRule(PriceRule):
    """Apply rules one after the other, from left to right."""

    def __init__(self, *rules: PriceRule) -> None:
        self.rules = rules

    @override
    def apply(self, price: Money) -> Money:
        for rule in self.rules:
            price = rule.apply(price)
        return price


def not_negative(price: Money) -> Money:
    return max(price, Money(0, price.currency))
