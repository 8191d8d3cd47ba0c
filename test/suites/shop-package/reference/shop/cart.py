from .errors import ShopError
from .pricing import DEFAULT


class CartError(ShopError, ValueError):
    pass


class Cart:
    def __init__(self):
        self._lines = []

    def add(self, name, price, count=1):
        if count < 1:
            raise CartError("the count must be positive")
        self._lines.append((name, price, count))

    def total(self, rule=DEFAULT):
        return rule(sum(price * count for _, price, count in self._lines), len(self))

    def __len__(self):
        return sum(count for *_, count in self._lines)
