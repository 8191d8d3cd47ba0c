"""What the service needs of others, each as small as it can be."""

from collections.abc import Iterable
from datetime import date
from typing import Protocol

from dunning.domain import Notice, Order, SendResult


class OrderSource(Protocol):
    def orders(self) -> Iterable[Order]: ...


class Sender(Protocol):
    def send(self, customer: str, text: str) -> SendResult: ...


class TextRenderer(Protocol):
    def render(self, notice: Notice) -> str: ...


class Journal(Protocol):
    def write(self, line: str) -> None: ...


class Rule(Protocol):
    def notice(self, order: Order, today: date) -> Notice | None: ...
