from datetime import date

import pytest
from waymark import probe

ORDERS = [
    ("A-17", "Ada@Example.org", "en", "mail", 1999, "2026-03-01"),
    ("B-02", "Bo, 1 High Street", "de", "post", 123_405, "2026-02-01"),
    ("B-01", "bo@example.org", "de", "mail", 1050, "2026-03-10"),
    ("C-05", "nobody", "en", "mail", 700, "2026-03-20"),
    ("C-06", "Cy, 2 Low Road", "fr", "post", 30, "2026-02-17"),
    ("D-09", "di@example.org", "en", "fax", 810, "2026-01-01"),
    ("E-01", "el@example.org", "en", "mail", 5000, "2026-03-26"),
]
NAMES = ("number", "customer", "language", "channel", "cents", "due")
TODAY = "2026-03-26"


@probe
def play(orders, today, extension=None):
    """The report, the outbox and the journal of one run. The extension is code that adds to wiring and may set rules."""
    import datetime

    from dunning import wiring

    outbox, lines, known = [], [], {"wiring": wiring}
    exec(extension or "", known)
    options = {"rules": known["rules"]} if "rules" in known else {}
    service = wiring.build_service(orders, outbox, lines, **options)
    return {"report": service.run(datetime.date.fromisoformat(today)), "outbox": outbox, "lines": lines}


def orders(*numbers, **changes):
    return [dict(zip(NAMES, order, strict=True)) | changes for order in ORDERS if not numbers or order[0] in numbers]


def levels_and_totals(*cents_and_days):
    """What becomes of orders by post of which only amount and day matter."""
    given = [
        dict(zip(NAMES, (f"X-{number:02}", "Xi", "en", "post", *one), strict=True)) for number, one in enumerate(cents_and_days)
    ]
    report = sorted(play(given, TODAY)["report"], key=lambda entry: entry["order"])
    return [(entry["level"], entry["total"]) for entry in report]


@pytest.mark.points(3)
@pytest.mark.hint("Which level and which total does the old class give each order, and by what does it sort them?")
def test_report():
    """The report is that of the old class, in its order"""
    report = play(orders(), TODAY)["report"]

    assert [tuple(entry.values()) for entry in report] == [
        ("B-02", 3, 130_575, True, "post-2"),
        ("C-06", 3, 1032, True, "post-4"),
        ("D-09", 3, 1851, False, "no such channel"),
        ("A-17", 2, 2499, True, "mail-1"),
        ("B-01", 2, 1550, True, "mail-3"),
        ("C-05", 1, 700, False, "no address"),
    ]
    assert list(report[0]) == ["order", "level", "total", "ok", "reference"]


@pytest.mark.points(2)
@pytest.mark.hint("Each language has its words, and its way to write amounts and days. Is anything sorted before it is sent?")
def test_texts():
    """The texts are those of the old class, sent in the order of the orders"""
    assert play(orders(), TODAY)["outbox"] == [
        ("mail", "ada@example.org", "Second reminder: order A-17, 24.99 EUR, due since 2026-03-01."),
        ("post", "Bo, 1 High Street", "Letzte Mahnung: Bestellung B-02, 1305,75 EUR, fällig seit 01.02.2026."),
        ("mail", "bo@example.org", "Mahnung: Bestellung B-01, 15,50 EUR, fällig seit 10.03.2026."),
        ("post", "Cy, 2 Low Road", "Last reminder: order C-06, 10.32 EUR, due since 2026-02-17."),
    ]
    first = [orders("A-17", cents=705, due="2026-03-20")[0], orders("B-01", cents=1004, due="2026-03-20")[0]]
    assert [text for _, _, text in play(first, TODAY)["outbox"]] == [
        "Reminder: order A-17, 7.05 EUR, due since 2026-03-20.",
        "Erinnerung: Bestellung B-01, 10,04 EUR, fällig seit 20.03.2026.",
    ]


@pytest.mark.hint("Each order with a notice has a line. Is it written while orders are sent, or from the sorted report?")
def test_journal():
    """The journal says what was sent and what was not, as it happened"""
    assert play(orders("C-05", "A-17", "D-09"), TODAY)["lines"] == [
        "A-17 level 2 sent",
        "C-05 level 1 not sent: no address",
        "D-09 level 3 not sent: no such channel",
    ]


@pytest.mark.points(2)
@pytest.mark.hint(
    "Compare with the old class at the edges of each level, and with amounts whose five percent end in half a cent."
)
def test_edges():
    """Levels begin on the right day, and half a cent is rounded up"""
    days = ["2026-03-26", "2026-03-25", "2026-03-12", "2026-03-11", "2026-02-24", "2026-02-23"]
    found = levels_and_totals(*[(1010, day) for day in days])
    assert found == [(1, 1010), (1, 1010), (2, 1510), (2, 1510), (3, 2061)], "overdue by 1, 14, 15, 30 and 31 days"

    found = levels_and_totals(*[(cents, "2026-01-01") for cents in (10, 30, 50, 70, 9, 11)])
    assert found == [(3, 1011), (3, 1032), (3, 1053), (3, 1074), (3, 1009), (3, 1012)]


# --- open for what is new


@pytest.mark.points(3)
@pytest.mark.hint("A register is a dict from names to factories. Who reads it, and when?")
def test_new_channel():
    """A channel that is registered is used, with its factory's sender"""
    extension = """
from dunning.domain import SendResult

class Pigeon:
    def __init__(self, outbox):
        self.outbox = outbox

    def send(self, customer, text):
        self.outbox.append(("pigeon", customer, text[:8]))
        return SendResult(True, "coo")

wiring.register_sender("pigeon", Pigeon)
"""
    story = play(orders("A-17", "B-01", channel="pigeon"), TODAY, extension)

    assert story["outbox"] == [("pigeon", "Ada@Example.org", "Second r"), ("pigeon", "bo@example.org", "Mahnung:")]
    assert [(entry["ok"], entry["reference"]) for entry in story["report"]] == [(True, "coo"), (True, "coo")]


@pytest.mark.points(2)
@pytest.mark.hint("Languages can be registered as channels can. What does the service look up for an order's language?")
def test_new_language():
    """A language that is registered is used"""
    extension = """
class Esperanto:
    def render(self, notice):
        return f"Memorigo {notice.level}: {notice.order.number}, {notice.total}"

wiring.register_renderer("eo", Esperanto())
"""
    story = play(orders("B-02", language="eo"), TODAY, extension)

    assert [text for _, _, text in story["outbox"]] == ["Memorigo 3: B-02, 130575"]


@pytest.mark.points(2)
@pytest.mark.hint("The service asks its rules one after the other. Which one decides?")
def test_new_rule():
    """A rule in front of the others decides first"""
    extension = """
from dunning.domain import DEFAULT_RULES, Notice

class Court:
    def notice(self, order, today):
        return Notice(order, 9, order.cents + 1) if order.cents > 2000 else None

rules = [Court(), *DEFAULT_RULES]
"""
    report = play(orders("A-17", "B-02", "E-01"), TODAY, extension)["report"]

    assert [(entry["order"], entry["level"], entry["total"]) for entry in report] == [
        ("B-02", 9, 123_406),
        ("E-01", 9, 5001),
        ("A-17", 2, 2499),
    ]


# --- promises


@pytest.mark.points(2)
@pytest.mark.hint("A sender of somebody else may break. Where is the one place that keeps it from breaking the run?")
def test_failing_sender():
    """A sender that raises is reported as failed, and the run goes on"""
    extension = """
class Broken:
    def __init__(self, outbox): ...

    def send(self, customer, text):
        raise ConnectionError(customer)

wiring.register_sender("mail", Broken)
"""
    story = play(orders(), TODAY, extension)

    assert [(entry["order"], entry["ok"]) for entry in story["report"] if entry["reference"] == "failed"] == [
        ("A-17", False),
        ("B-01", False),
        ("C-05", False),
    ]
    assert [kind for kind, _, _ in story["outbox"]] == ["post", "post"]


@probe
def refused():
    """What the senders themselves give for a customer without an address, and with one."""
    from dunning.adapters import MailSender
    from dunning.domain import SendResult

    outbox = []
    results = [MailSender(outbox).send(customer, "text") for customer in ("nobody", "Ada@Example.org")]
    return [(isinstance(result, SendResult), result.ok, result.reference) for result in results], outbox


@pytest.mark.points(2)
@pytest.mark.hint("What does the protocol promise to whoever calls send?")
def test_promise_of_senders():
    """A sender gives a result for a customer it refuses, and raises nothing"""
    assert refused() == ([(True, False, "no address"), (True, True, "mail-1")], [("mail", "ada@example.org", "text")])


@probe
def values():
    """What the values hold, in the order of their fields, and which of them can be changed."""
    import dataclasses
    import datetime

    from dunning.domain import Notice, Order, SendResult

    order = Order("Z-1", "Zoe", "en", "drum", 5, datetime.date(2026, 1, 1))
    made = [order, Notice(order, 1, 5), SendResult(True, "coo")]
    changed = []
    for value in made:
        name = dataclasses.fields(value)[0].name
        try:
            setattr(value, name, getattr(value, name))
        except dataclasses.FrozenInstanceError:
            continue
        changed.append(type(value).__name__)
    return [dataclasses.asdict(value) for value in made], changed


@pytest.mark.hint("A value that cannot be changed can be handed to anybody: dataclass has an argument for that.")
def test_values():
    """Orders, notices and results have their fields in order, and cannot be changed"""
    order = dict(zip(NAMES, ("Z-1", "Zoe", "en", "drum", 5, date(2026, 1, 1)), strict=True))
    assert values() == ([order, {"order": order, "level": 1, "total": 5}, {"ok": True, "reference": "coo"}], [])


@probe
def alone():
    """A run of the service with nothing but stand-ins, and a source that knows one order."""
    import datetime

    from dunning.domain import Notice, Order, SendResult
    from dunning.service import DunningService

    written = []

    class Everything:
        def orders(self):
            return iter([Order("Z-1", "Zoe", "en", "drum", 5, datetime.date(2026, 1, 1))])

        def notice(self, order, today):
            return Notice(order, 4, order.cents * 2)

        def render(self, notice):
            return f"{notice.order.customer} {notice.total}"

        def send(self, customer, text):
            return SendResult(True, text)

        def write(self, line):
            written.append(line)

    it = Everything()
    service = DunningService(it, {"drum": it}, {"en": it}, it, [it])
    return service.run(datetime.date(2026, 1, 2)), written


@pytest.mark.points(2)
@pytest.mark.hint("What the service needs it is given. What does it use that nobody has handed to it?")
def test_stand_ins():
    """The service runs with stand-ins for all it needs"""
    entry = {"order": "Z-1", "level": 4, "total": 10, "ok": True, "reference": "Zoe 10"}
    assert alone() == ([entry], ["Z-1 level 4 sent"])
