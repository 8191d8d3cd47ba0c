"""Where the parts are put together, and where new ones are made known."""

from collections.abc import Callable, Iterable, Sequence

from dunning.adapters import DictSource, EnglishRenderer, GermanRenderer, ListJournal, MailSender, Outbox, PostSender
from dunning.domain import DEFAULT_RULES
from dunning.ports import Rule, Sender, TextRenderer
from dunning.service import DunningService

_senders: dict[str, Callable[[Outbox], Sender]] = {}
_renderers: dict[str, TextRenderer] = {}


def register_sender(name: str, factory: Callable[[Outbox], Sender]) -> None:
    """The factory gets the outbox."""
    _senders[name] = factory


def register_renderer(language: str, renderer: TextRenderer) -> None:
    _renderers[language] = renderer


def build_service(
    orders: Iterable[dict[str, object]], outbox: Outbox, lines: list[str], rules: Sequence[Rule] = DEFAULT_RULES
) -> DunningService:
    senders = {name: factory(outbox) for name, factory in _senders.items()}
    return DunningService(DictSource(orders), senders, dict(_renderers), ListJournal(lines), rules)


register_sender("mail", MailSender)
register_sender("post", PostSender)
register_renderer("en", EnglishRenderer())
register_renderer("de", GermanRenderer())
