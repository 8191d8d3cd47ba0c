"""One run of reminders."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from dunning.domain import Notice, Order, SendResult
from dunning.ports import Journal, OrderSource, Rule, Sender, TextRenderer


class DunningService:
    """Knows the order of things, and nobody who does them."""

    def __init__(
        self,
        source: OrderSource,
        senders: Mapping[str, Sender],
        renderers: Mapping[str, TextRenderer],
        journal: Journal,
        rules: Sequence[Rule],
    ) -> None:
        self.source = source
        self.senders = senders
        self.renderers = renderers
        self.journal = journal
        self.rules = rules

    def run(self, today: date) -> list[dict[str, object]]:
        notices = self._notices(self.source.orders(), today)
        sent = [(notice, self._deliver(notice)) for notice in notices]
        sent.sort(key=lambda one: (-one[0].level, one[0].order.number))
        return [self._entry(notice, result) for notice, result in sent]

    def _notices(self, orders: Iterable[Order], today: date) -> Iterable[Notice]:
        for order in orders:
            found = (rule.notice(order, today) for rule in self.rules)
            notice = next((one for one in found if one is not None), None)
            if notice is not None:
                yield notice

    def _deliver(self, notice: Notice) -> SendResult:
        result = self._send(notice)
        outcome = "sent" if result.ok else f"not sent: {result.reference}"
        self.journal.write(f"{notice.order.number} level {notice.level} {outcome}")
        return result

    def _send(self, notice: Notice) -> SendResult:
        order = notice.order
        sender = self.senders.get(order.channel)
        if sender is None:
            return SendResult(False, "no such channel")
        renderer = self.renderers.get(order.language, self.renderers["en"])
        try:
            return sender.send(order.customer, renderer.render(notice))
        except Exception:
            return SendResult(False, "failed")

    def _entry(self, notice: Notice, result: SendResult) -> dict[str, object]:
        return {
            "order": notice.order.number,
            "level": notice.level,
            "total": notice.total,
            "ok": result.ok,
            "reference": result.reference,
        }
