"""What the service needs of others, each as small as it can be."""

from collections.abc import Iterable
from datetime import date
from typing import Protocol

from dunning.domain import Notice, Order, SendResult


class Collaborator(Protocol):
    def orders(self) -> Iterable[Order]: ...
    def send(self, customer: str, text: str) -> SendResult: ...
    def render(self, notice: Notice) -> str: ...
    def write(self, line: str) -> None: ...


class OrderSource(Collaborator, Protocol): ...


class Sender(Collaborator, Protocol): ...


class TextRenderer(Collaborator, Protocol): ...


class Journal(Collaborator, Protocol): ...


class Rule(Protocol):
    def notice(self, order: Order, today: date) -> Notice | None: ...
