"""An account that can be overdrawn a little."""


class InsufficientFunds(Exception):
    """More was to be withdrawn than the account can give."""


class Account:
    """Whole amounts of money, and how far they may go below zero."""

    def __init__(self, balance: int = 0, limit: int = 100) -> None:
        raise NotImplementedError

    @property
    def balance(self) -> int:
        """What is in the account; it cannot be assigned."""
        raise NotImplementedError

    def deposit(self, amount: int) -> None:
        """Put an amount in."""
        raise NotImplementedError

    def withdraw(self, amount: int) -> None:
        """Take an amount out, down to the limit below zero."""
        raise NotImplementedError
