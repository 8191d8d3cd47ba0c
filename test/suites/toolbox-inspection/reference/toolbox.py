"""Small tools to look at."""

from typing import Optional

VERSION = "1.2"


def clamp(value: float, low: float = 0, high: float = 1) -> float:
    """Keep a value between two bounds."""
    return max(low, min(high, value))


def greet(names: list[str], loud: Optional[bool] = None) -> str:
    text = "Hello " + ", ".join(names)
    return text.upper() if loud else text


def spread(*parts, sep="-", **rest):
    return " ".join([sep.join(map(str, parts)), *(f"{k}={v}" for k, v in rest.items())])


class Gadget:
    """A gadget that counts its uses."""

    def __init__(self, name):
        self.name = name
        self.uses = 0

    def use(self):
        self.uses += 1
        return self.uses


class Point:
    __slots__ = ("x", "y")

    def __init__(self, x, y):
        self.x = x
        self.y = y
