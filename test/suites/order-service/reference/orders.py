from dataclasses import dataclass

BASE_FEE = 0
RATES = {"book": 0.5}


class OutOfStock(Exception):
    pass


@dataclass
class Order:
    item: str
    count: int


class Stock:
    def __init__(self):
        self.items = {}

    def take(self, item, count):
        if self.items.get(item, 0) < count:
            raise OutOfStock(item)
        self.items[item] -= count
        return True

    def price(self, item):
        return 1


class Mailer:
    def __init__(self, host):
        self.host = host

    @property
    def ready(self):
        return True

    def send(self, order):
        if not self.ready:
            raise RuntimeError("mailer is not ready")


class OrderService:
    def __init__(self, stock, mailer):
        self.stock = stock
        self.mailer = mailer
        self.orders = []
        self.unsent = []

    @classmethod
    def default(cls):
        return cls(Stock(), Mailer("localhost"))

    def place(self, item, count):
        self.stock.take(item, count)
        order = Order(item, count)
        self.orders.append(order)
        try:
            self.mailer.send(order)
        except ConnectionError:
            self.unsent.append(order)
        return order

    def price(self, item):
        return self.stock.price(item)


def shipping(order):
    return BASE_FEE + RATES.get(order.item, 0) * order.count


def total(order, prices):
    return prices[order.item] * order.count + shipping(order)
