from decimal import Decimal
from functools import total_ordering


@total_ordering
class Money:
    def __init__(self, amount):
        self.amount = Decimal(amount)

    def __eq__(self, other):
        if not isinstance(other, Money):
            return NotImplemented
        return self.amount == other.amount

    def __lt__(self, other):
        if not isinstance(other, Money):
            return NotImplemented
        return self.amount < other.amount

    def __hash__(self):
        return hash(self.amount)

    def __add__(self, other):
        return Money(self.amount + other.amount)

    def __radd__(self, other):
        return self if other == 0 else NotImplemented

    def __str__(self):
        return f"{self.amount:.2f} €"


def cents_part(money):
    return money.amount % 1
