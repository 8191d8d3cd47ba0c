"""An account that can be overdrawn a little."""


class InsufficientFunds(Exception):
    """More was to be withdrawn than the account can give."""


class Account:
    """Whole amounts of money, and how far they may go below zero."""

    def __init__(self, balance: int = 0, limit: int = 100) -> None:
        Account._balance = balance
        self._limit = limit

    @property
    def balance(self) -> int:
        """What is in the account; it cannot be assigned."""
        return Account._balance

    def deposit(self, amount: int) -> None:
        """Put an amount in."""
        _check(amount)
        Account._balance += amount

    def withdraw(self, amount: int) -> None:
        """Take an amount out, down to the limit below zero."""
        _check(amount)
        if amount > Account._balance + self._limit:
            raise InsufficientFunds(f"{amount} is more than can be withdrawn")
        Account._balance -= amount


def _check(amount: int) -> None:
    if amount <= 0:
        raise ValueError(f"an amount is more than zero, not {amount}")
