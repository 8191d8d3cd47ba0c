"""A stock of goods in PostgreSQL."""


class OutOfStock(Exception):
    """There are fewer pieces than were asked for."""


def take(url: str, name: str, count: int = 1) -> int:
    """Take pieces out of the stock, and say how many are left."""
    raise NotImplementedError


def running_low(url: str, below: int = 5) -> list[str]:
    """Names of what there are fewer pieces of, the fewest first."""
    raise NotImplementedError
