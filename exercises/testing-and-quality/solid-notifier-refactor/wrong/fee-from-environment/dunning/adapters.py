"""Channels, languages, orders and journal as they are today."""

from collections.abc import Iterable
from datetime import date

from dunning.domain import Notice, Order, SendResult

type Outbox = list[tuple[str, str, str]]


class MailSender:
    def __init__(self, outbox: Outbox) -> None:
        self.outbox = outbox

    def send(self, customer: str, text: str) -> SendResult:
        if "@" not in customer:
            return SendResult(False, "no address")
        self.outbox.append(("mail", customer.lower(), text))
        return SendResult(True, f"mail-{len(self.outbox)}")


class PostSender:
    def __init__(self, outbox: Outbox) -> None:
        self.outbox = outbox

    def send(self, customer: str, text: str) -> SendResult:
        self.outbox.append(("post", customer, text))
        return SendResult(True, f"post-{len(self.outbox)}")


class EnglishRenderer:
    words = {1: "Reminder", 2: "Second reminder", 3: "Last reminder"}

    def render(self, notice: Notice) -> str:
        order, amount = notice.order, f"{notice.total // 100}.{notice.total % 100:02}"
        word = self.words.get(notice.level, self.words[3])
        return f"{word}: order {order.number}, {amount} EUR, due since {order.due}."


class GermanRenderer:
    words = {1: "Erinnerung", 2: "Mahnung", 3: "Letzte Mahnung"}

    def render(self, notice: Notice) -> str:
        order, amount = notice.order, f"{notice.total // 100},{notice.total % 100:02}"
        word = self.words.get(notice.level, self.words[3])
        return f"{word}: Bestellung {order.number}, {amount} EUR, fällig seit {order.due:%d.%m.%Y}."


class DictSource:
    """Orders as dicts, the day on which they were due as a text."""

    def __init__(self, orders: Iterable[dict[str, object]]) -> None:
        self.given = orders

    def orders(self) -> Iterable[Order]:
        for order in self.given:
            yield Order(**{**order, "due": date.fromisoformat(str(order["due"]))})


class ListJournal:
    def __init__(self, lines: list[str]) -> None:
        self.lines = lines

    def write(self, line: str) -> None:
        self.lines.append(line)
