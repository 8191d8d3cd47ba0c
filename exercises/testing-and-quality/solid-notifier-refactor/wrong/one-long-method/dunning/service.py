"""One run of reminders."""

from collections.abc import Mapping, Sequence
from datetime import date

from dunning.domain import SendResult
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
        report: list[dict[str, object]] = []
        for order in self.source.orders():
            notice = None
            for rule in self.rules:
                notice = rule.notice(order, today)
                if notice is not None:
                    break
            if notice is None:
                continue
            sender = self.senders.get(order.channel)
            if sender is None:
                result = SendResult(False, "no such channel")
            else:
                if order.language in self.renderers:
                    renderer = self.renderers[order.language]
                else:
                    renderer = self.renderers["en"]
                try:
                    result = sender.send(order.customer, renderer.render(notice))
                except Exception:
                    result = SendResult(False, "failed")
            if result.ok:
                self.journal.write(f"{order.number} level {notice.level} sent")
            else:
                self.journal.write(f"{order.number} level {notice.level} not sent: {result.reference}")
            report.append(
                {
                    "order": order.number,
                    "level": notice.level,
                    "total": notice.total,
                    "ok": result.ok,
                    "reference": result.reference,
                }
            )
        return sorted(report, key=lambda entry: (-entry["level"], entry["order"]))
