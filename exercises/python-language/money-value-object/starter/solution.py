"""Money as an immutable value, and rules that change prices."""

from abc import ABC
from decimal import Decimal


class CurrencyMismatch(ValueError):
    """Two amounts of different currencies were to be combined or ordered."""


class Money:
    """An amount of a currency, kept to the cent. It never changes."""

    def __init__(self, amount: Decimal | int | str, currency: str) -> None:
        raise NotImplementedError

    def allocate(self, weights: list[int]) -> list["Money"]:
        """Share the amount by weight, so that the parts add up to it exactly."""
        raise NotImplementedError


class PriceRule(ABC):
    """Something that changes a price; never below zero."""

    def apply(self, price: Money) -> Money:
        raise NotImplementedError


class PercentOff(PriceRule):
    """Take a percentage off."""

    def __init__(self, percent: Decimal) -> None:
        raise NotImplementedError


class FlatOff(PriceRule):
    """Take a fixed amount off."""

    def __init__(self, off: Money) -> None:
        raise NotImplementedError


class BundleRule(PriceRule):
    """Apply rules one after the other, from left to right."""

    def __init__(self, *rules: PriceRule) -> None:
        raise NotImplementedError
