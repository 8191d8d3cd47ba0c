"""Quotes, alerts and statistics of the price service."""

import asyncio
from decimal import Decimal

import pytest
from plans import make_app
from solution import DEMO_PROVIDERS, create_app

TIMEOUT_MS = 600
"""Long enough for a provider that answers at once, on a busy machine too."""

PATIENT = {"timeout_ms": 5000}
"""For what is not about time."""


def said(response):
    """Status and JSON of an answer."""
    return response.status_code, response.json()


# --- quotes


@pytest.mark.points(2)
@pytest.mark.hint("What does a Decimal lose on its way through a float? Say how it becomes text yourself.")
def test_best_price(quoting):
    """The lowest price wins, and prices are exact text"""
    client = quoting({"north": "10.10", "south": "9.50", "east": "9.500000000000000001", "west": "1E+2", "plain": "plain"})

    assert said(client.get("/quotes/ACME", params=PATIENT)) == (
        200,
        {
            "symbol": "ACME",
            "best": "7.00",
            "provider": "plain",
            "prices": {"north": "10.10", "south": "9.50", "east": "9.500000000000000001", "west": "100", "plain": "7.00"},
            "failed": {},
        },
    )


@pytest.mark.points(2)
@pytest.mark.hint("What do you compare by when two prices are the same? 4.2 and 4.20 are.")
def test_tie(quoting):
    """Among equal prices the name that sorts first wins"""
    answer = quoting({"zeta": "4.2", "beta": "4.20", "alpha": "4.21", "delta": "4.2"}).get("/quotes/A").json()

    assert (answer["provider"], answer["best"]) == ("beta", "4.20")
    assert answer["prices"]["delta"] == "4.2"


@pytest.mark.points(3)
@pytest.mark.hint(
    "These providers wait until all three have been asked. Who asks the second one while the first has not answered?"
)
def test_at_the_same_time(quoting):
    """All providers are asked at the same time"""
    answer = quoting({"c": "meet", "bb": "meet", "aaa": "meet"}).get("/quotes/ACME", params={"timeout_ms": TIMEOUT_MS})

    assert said(answer) == (
        200,
        {"symbol": "ACME", "best": "1", "provider": "c", "prices": {"c": "1", "bb": "2", "aaa": "3"}, "failed": {}},
    )


@pytest.mark.points(3)
@pytest.mark.hint("A blocking function stops everything in its thread. In which thread does the event loop run?")
def test_blocking_provider(quoting):
    """A blocking provider does not keep the others from answering"""
    client = quoting({"a": "block", "m": "free", "z": "block"})

    answer = client.get("/quotes/ACME", params=PATIENT)

    assert answer.json()["prices"] == {"a": "5.00", "m": "6.00", "z": "5.00"}


@pytest.mark.points(3)
@pytest.mark.hint(
    "Two requests share one event loop. What does the second one wait for while the first is with a blocking provider?"
)
def test_blocking_beside_other_requests(serve):
    """A blocking provider does not keep other requests from being answered"""
    client = serve.asynchronous(make_app({"a": "block", "m": "free"}, [], False))

    async def both():
        async with asyncio.TaskGroup() as tasks:
            held = tasks.create_task(client.get("/quotes/HOLD", params=PATIENT))
            free = tasks.create_task(client.get("/quotes/FREE", params=PATIENT))
        return held.result().json()["prices"], free.result().json()["prices"]

    assert asyncio.run(both()) == ({"a": "5.00", "m": "6.00"}, {"a": "5.00", "m": "6.00"})


@pytest.mark.points(3)
@pytest.mark.hint("Whatever happens to one provider should become a value before it meets the others.")
def test_mixed(quoting):
    """Prices, a timeout, errors and an unknown symbol stand side by side"""
    plan = {"late": "hang", "broken": "error", "good": "3.30", "unsure": None, "breaks": "breaks", "better": "2.20"}

    answer = quoting(plan).get("/quotes/ACME", params={"timeout_ms": TIMEOUT_MS})

    assert said(answer) == (
        200,
        {
            "symbol": "ACME",
            "best": "2.20",
            "provider": "better",
            "prices": {"good": "3.30", "better": "2.20"},
            "failed": {"late": "timeout", "broken": "error", "breaks": "error"},
        },
    )


@pytest.mark.points(2)
@pytest.mark.hint("Who would still wait for a provider whose time is up?")
def test_late_is_cancelled(quoting):
    """A provider that is too late is cancelled"""
    seen = []
    client = quoting({"late": "hang", "later": "hang"}, seen=seen)

    answer = client.get("/quotes/ACME", params={"timeout_ms": 50})

    assert said(answer) == (502, {"detail": "no provider available", "failed": {"late": "timeout", "later": "timeout"}})
    assert sorted(seen) == [["late", "cancelled"], ["later", "cancelled"]]


@pytest.mark.points(2)
@pytest.mark.hint(
    "There are two reasons to have no price: nobody knows the symbol, or nobody could say. When is which of them true?"
)
def test_no_price(quoting):
    """Without a price, one provider that does not know the symbol makes it 404, otherwise it is 502"""
    unknown = (404, {"detail": "unknown symbol"})

    assert said(quoting({"a": None, "b": None}).get("/quotes/ACME", params=PATIENT)) == unknown
    assert said(quoting({"a": "error", "b": None}).get("/quotes/ACME", params=PATIENT)) == unknown
    assert said(quoting({"a": "error", "b": "breaks"}).get("/quotes/ACME", params=PATIENT)) == (
        502,
        {"detail": "no provider available", "failed": {"a": "error", "b": "error"}},
    )


@pytest.mark.points(2)
@pytest.mark.hint("Say in the types of the parameters and of the body what is allowed. Are the limits themselves inside?")
def test_validation(quoting):
    """Symbols, timeouts and alerts that are not valid are 422"""
    client = quoting({"a": "1.00"})

    assert client.get("/quotes/ABCDEF?timeout_ms=10").status_code in (200, 502)
    assert client.post("/alerts", json={"symbol": "ABCDEF", "below": 0.01}).status_code == 202
    assert client.get("/quotes/A?timeout_ms=5000").status_code == 200
    for path in ("acme", "ABCDEFG", "A1", "A?timeout_ms=9", "A?timeout_ms=5001", "A?timeout_ms=x", "A%0A"):
        assert (path, client.get(f"/quotes/{path}").status_code) == (path, 422)
    for alert in (
        {},
        {"symbol": "acme", "below": "1"},
        {"symbol": "A", "below": "x"},
        {"symbol": "A", "below": 0},
        {"symbol": "A"},
    ):
        assert (alert, client.post("/alerts", json=alert).status_code) == (alert, 422)


@pytest.mark.points(2)
@pytest.mark.hint("FastAPI finds an override by the function that stands in Depends(...).")
def test_override(quoting):
    """The providers can be replaced through the dependency"""
    answer = quoting({"replaced": "8.00"}, override=True).get("/quotes/ACME").json()

    assert (answer["best"], answer["prices"]) == ("8.00", {"replaced": "8.00"})


# --- alerts


@pytest.mark.points(4)
@pytest.mark.hint("The one who asked should not wait for the notification. When is the answer on its way?")
def test_notify(serve):
    """An alert is notified once, after its answer, by a function of either kind"""
    told = []

    async def notify_async(alert):
        told.append(alert)

    def notify_plain(alert):
        told.append(alert)

    for notify in (notify_async, notify_plain):
        client = serve(create_app({}, notify))
        told.clear()

        assert said(client.post("/alerts", json={"symbol": "ACME", "below": "9.750"})) == (202, {"id": 1})
        assert told == []
        client.settle()
        assert told == [{"id": 1, "symbol": "ACME", "below": Decimal("9.750")}]
        assert str(told[0]["below"]) == "9.750"
        assert said(client.post("/alerts", json={"symbol": "B", "below": 2})) == (202, {"id": 2})
        client.settle()
        assert told[1:] == [{"id": 2, "symbol": "B", "below": Decimal(2)}]


@pytest.mark.points(2)
@pytest.mark.hint("Follow an exception of notify upwards, from caller to caller: where does it end?")
def test_notify_fails(serve):
    """A notification that fails affects nobody, and without notify there is none"""
    called = []

    def notify(alert):
        called.append(alert["id"])
        raise ConnectionError("no mail today")

    # What gets out of the app would be the server's to deal with; here it would fail the test.
    client, silent = (serve(app, raise_app_exceptions=True) for app in (create_app({}, notify), create_app({})))

    assert said(client.post("/alerts", json={"symbol": "ACME", "below": "1"})) == (202, {"id": 1})
    assert said(client.post("/alerts", json={"symbol": "ACME", "below": "1"})) == (202, {"id": 2})
    client.settle()
    assert called == [1, 2]
    assert said(silent.post("/alerts", json={"symbol": "ACME", "below": "1"})) == (202, {"id": 1})


# --- statistics


@pytest.mark.points(4)
@pytest.mark.hint("An app can be started more than once. What runs at each start, and only then?")
def test_stats(serve):
    """Requests and calls are counted, anew whenever the app is started"""
    app = make_app({"a": "1.00", "b": "error", "c": None}, [], False)

    for _ in range(2):
        with serve(app) as client:
            assert said(client.get("/stats")) == (200, {"requests": 0, "provider_calls": 0})
            for symbol in ("A", "B", "invalid"):
                client.get(f"/quotes/{symbol}")
            assert said(client.get("/stats")) == (200, {"requests": 2, "provider_calls": 6})


@pytest.mark.hint(
    "Which three functions of your own are in DEMO_PROVIDERS, and what do they say about a symbol nobody has heard of?"
)
def test_demo(client):
    """The app of the module asks three providers of its own, which have a price for every symbol"""
    for symbol in ("ACME", "X"):
        answer = client.get(f"/quotes/{symbol}", params=PATIENT).json()
        assert (sorted(answer["prices"]), answer["failed"]) == (sorted(DEMO_PROVIDERS), {})
    assert said(client.get("/stats")) == (200, {"requests": 2, "provider_calls": 6})
