import pytest
from solution import audit
from waymark import probe

# --- what is recorded


@probe
def place_order(args, kwargs, redact=()):
    """Call a decorated function with every kind of parameter; its result and all records."""
    from solution import audit

    seen = []

    def order(item, /, amount=1, *notes, gift=False, **extra):
        return f"{amount} x {item}"

    order.__qualname__ = "Shop.order"
    audited = audit(seen.append, redact=redact)(order)
    return audited(*args, **kwargs), seen


@pytest.mark.points(2)
@pytest.mark.hint("A function has two names. Which of them does the table in the README ask for?")
def test_record():
    """A call gives its result, and one record of four fields"""
    result, seen = place_order(["tea", 3], {"gift": True})

    assert result == "3 x tea"
    assert seen == [
        {
            "name": "Shop.order",
            "args": {"item": "tea", "amount": 3, "notes": [], "gift": True, "extra": {}},
            "ok": True,
            "error": None,
        }
    ]


@pytest.mark.hint(
    "inspect.signature(function).bind(...) sorts arguments to parameters the way a call does; apply_defaults adds the rest."
)
@pytest.mark.parametrize(
    ("args", "kwargs", "expected"),
    [
        (["tea"], {}, {"item": "tea", "amount": 1, "notes": [], "gift": False, "extra": {}}),
        (["tea"], {"amount": 2}, {"item": "tea", "amount": 2, "notes": [], "gift": False, "extra": {}}),
        (["tea", 4, "iced", "sweet"], {}, {"item": "tea", "amount": 4, "notes": ["iced", "sweet"], "gift": False, "extra": {}}),
        (
            ["tea"],
            {"to": "Ada", "by": 9},
            {"item": "tea", "amount": 1, "notes": [], "gift": False, "extra": {"to": "Ada", "by": 9}},
        ),
    ],
    ids=["defaults", "keyword", "star", "extra"],
)
def test_arguments(args, kwargs, expected):
    """Every parameter is recorded by name, however it was passed"""
    _, seen = place_order(args, kwargs)

    assert [record["args"] for record in seen] == [expected]


@pytest.mark.points(2)
@pytest.mark.hint(
    "A secret can come in as a parameter, as an extra keyword or as a default. Hide it by name after sorting the arguments."
)
@pytest.mark.parametrize(
    ("redact", "expected"),
    [
        (("amount",), {"item": "tea", "amount": "***", "notes": ["iced"], "gift": False, "extra": {"token": "s3", "to": "Ada"}}),
        (
            ("token", "absent"),
            {"item": "tea", "amount": 2, "notes": ["iced"], "gift": False, "extra": {"token": "***", "to": "Ada"}},
        ),
        (("notes", "gift"), {"item": "tea", "amount": 2, "notes": "***", "gift": "***", "extra": {"token": "s3", "to": "Ada"}}),
    ],
    ids=["parameter", "extra", "star-and-default"],
)
def test_redacted(redact, expected):
    """Redacted names show three stars, and the call still gets the real values"""
    result, seen = place_order(["tea", 2, "iced"], {"token": "s3", "to": "Ada"}, redact)

    assert result == "2 x tea"
    assert [record["args"] for record in seen] == [expected]


@probe
def call_methods():
    """Calls of methods of every kind, on two instances."""
    from solution import audit

    seen = []

    class Till:
        def __init__(self, start):
            self.total = start

        @audit(seen.append)
        def add(self, price):
            self.total += price
            return self.total

        @classmethod
        @audit(seen.append)
        def named(cls, name):
            return cls.__name__ + name

        @staticmethod
        @audit(seen.append)
        def net(price, self=19):
            return price - self

    first, second = Till(0), Till(100)
    results = [first.add(5), second.add(7), first.add(1), Till.named("!"), first.net(50)]
    return results, [(record["name"].rpartition(".")[2], record["args"]) for record in seen]


@pytest.mark.points(4)
@pytest.mark.hint("Only the first parameter can be the object itself; further back the name self is a name like any other.")
def test_methods():
    """Methods work on each instance, and leave only a leading self or cls out"""
    results, calls = call_methods()

    assert results == [5, 107, 6, "Till!", 31]
    assert calls == [
        ("add", {"price": 5}),
        ("add", {"price": 7}),
        ("add", {"price": 1}),
        ("named", {"name": "!"}),
        ("net", {"price": 50, "self": 19}),
    ]


@probe
def stacked_calls():
    from solution import audit

    inner, outer = [], []

    @audit(outer.append, redact=("pin",))
    @audit(inner.append)
    def unlock(door, pin):
        return f"{door} open"

    return unlock("cellar", pin=1234), [record["args"] for record in inner], [record["args"] for record in outer]


@pytest.mark.points(2)
@pytest.mark.hint("The outer decorator sees what the inner one has made of the function. Does that still have the signature?")
def test_stacked():
    """Two audits on one function record it twice, each by its own rules"""
    assert stacked_calls() == ("cellar open", [{"door": "cellar", "pin": 1234}], [{"door": "cellar", "pin": "***"}])


# --- errors


@probe
def failing_call():
    """Whether the very exception object came through, and the records."""
    from solution import audit

    seen = []
    thrown = LookupError("no such item")

    @audit(seen.append)
    def find(item):
        raise thrown

    try:
        find("lamp")
    except Exception as caught:
        return caught is thrown, seen
    return "no exception", seen


@pytest.mark.points(4)
@pytest.mark.hint("A bare raise inside except hands on the exception as it is.")
def test_exception():
    """An exception is recorded once and goes on as the same object"""
    same, seen = failing_call()

    assert same is True
    assert [(record["ok"], record["error"], record["args"]) for record in seen] == [(False, "LookupError", {"item": "lamp"})]


@probe
def type_errors():
    """A TypeError of the call itself and one from inside the function: caught or not, and how many records after each."""
    from solution import audit

    seen = []

    @audit(seen.append)
    def add(left, right):
        return left + right

    steps = []
    for args in [(1, "2"), (1,), (1, 2, 3), (1, 2)]:
        try:
            steps.append((add(*args), len(seen)))
        except TypeError:
            steps.append(("TypeError", len(seen)))
    return steps, [record["error"] for record in seen]


@pytest.mark.points(4)
@pytest.mark.hint("There are two places a TypeError can come from: arguments that do not fit, and the function's own body.")
def test_type_errors():
    """Arguments that do not fit are not recorded, the function's own TypeError is"""
    assert type_errors() == ([("TypeError", 1), ("TypeError", 1), ("TypeError", 1), (3, 2)], ["TypeError", None])


@probe
def calls_with_broken_sink():
    """Outcomes of a good and a bad call while the sink raises."""
    from solution import audit

    attempts = []

    def sink(record):
        attempts.append(record["ok"])
        raise ConnectionError("audit log is down")

    @audit(sink)
    def halve(number):
        if number % 2:
            raise ArithmeticError("odd")
        return number // 2

    outcomes = []
    for number in (10, 7):
        try:
            outcomes.append(halve(number))
        except Exception as error:
            outcomes.append(type(error).__name__)
    return outcomes, attempts


@pytest.mark.points(4)
@pytest.mark.hint("Auditing must not break the work it watches. Which call may fail without anyone noticing?")
def test_broken_sink():
    """A failing sink changes neither the result nor the exception of the call"""
    assert calls_with_broken_sink() == ([5, "ArithmeticError"], [True, False])


@pytest.mark.hint("Try your decorator without the @: what do audit(sink) and audit(sink)(function) give?")
def test_plain_callbacks():
    """A function and a sink that are ordinary callables are served as well"""
    outcomes = []

    def sink(record):
        outcomes.append((record["ok"], record["error"]))

    def halve(number):
        if number % 2:
            raise ValueError("odd")
        return number // 2

    audited = audit(sink)(halve)

    assert audited(10) == 5
    with pytest.raises(ValueError, match="odd"):
        audited(7)
    assert outcomes == [(True, None), (False, "ValueError")]


# --- coroutines and metadata


@probe
async def fetch_page(page):
    """Order of events around one awaited call, and its outcome."""
    import asyncio

    from solution import audit

    events = []

    @audit(lambda record: events.append((record["args"], record["ok"], record["error"])))
    async def fetch(page):
        events.append("begins")
        await asyncio.sleep(0)
        events.append("ends")
        if page < 1:
            raise LookupError("no such page")
        return page * 10

    coroutine = fetch(page)
    events.append("created")
    try:
        outcome = await coroutine
    except LookupError as error:
        outcome = str(error)
    return outcome, events


@pytest.mark.points(3)
@pytest.mark.hint("Calling an async function only makes a coroutine. Where in your code has it finished?")
def test_async():
    """A coroutine is recorded when it has finished"""
    assert fetch_page(4) == (40, ["created", "begins", "ends", ({"page": 4}, True, None)])


@pytest.mark.points(3)
@pytest.mark.hint("An exception inside a coroutine appears where it is awaited.")
def test_async_exception():
    """An exception inside a coroutine is recorded and goes on"""
    assert fetch_page(-1) == ("no such page", ["created", "begins", "ends", ({"page": -1}, False, "LookupError")])


@probe
def metadata():
    """What a decorated function and a decorated coroutine function say about themselves."""
    import inspect

    from solution import audit

    seen = []

    def ship(order: int, *, to: str = "home") -> bool:
        """Send an order on its way."""
        return True

    async def track(order: int) -> str:
        """Where the order is."""
        return "here"

    ship.__module__ = track.__module__ = "shop.orders"
    shipped, tracked = audit(seen.append)(ship), audit(seen.append)(track)
    shipped(7)
    about = [(one.__name__, one.__doc__, one.__module__, str(inspect.signature(one))) for one in (shipped, tracked)]
    return about, [record["args"] for record in seen]


@pytest.mark.points(3)
@pytest.mark.hint("functools has a decorator for wrappers.")
def test_metadata():
    """The wrapper keeps name, docstring, module and signature"""
    about, seen = metadata()

    assert about == [
        ("ship", "Send an order on its way.", "shop.orders", "(order: int, *, to: str = 'home') -> bool"),
        ("track", "Where the order is.", "shop.orders", "(order: int) -> str"),
    ]
    assert seen == [{"order": 7, "to": "home"}]
