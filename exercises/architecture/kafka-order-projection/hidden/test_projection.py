import json

import pytest
from solution import Projector, lag, produce
from waymark import probe

DB = "orders.db"


@probe
def select(path, statement):
    import sqlite3

    return [tuple(row) for row in sqlite3.connect(path).execute(statement)]


@probe
def crash(settings, topic, path, statement):
    """Run a projector in a process that ends at this SQL statement, counted from 1, or when it would commit to Kafka.

    Gives True when it has ended there, False when it has come to the end of its run.
    """
    import os
    import sqlite3

    import kafka
    import solution

    pid = os.fork()
    if pid != 0:
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 42

    connect = sqlite3.connect
    seen = 0

    def trace(_):
        nonlocal seen
        seen += 1
        if seen >= statement:
            os._exit(42)

    def traced(*arguments, **options):
        connection = connect(*arguments, **options)
        connection.set_trace_callback(trace)
        return connection

    try:
        sqlite3.connect = traced
        for name, value in list(vars(solution).items()):
            if value is connect:
                setattr(solution, name, traced)
        for name in ("commit", "commit_async"):
            setattr(kafka.KafkaConsumer, name, lambda *_, **__: os._exit(42))
        solution.Projector(settings, topic, path).run()
    finally:
        os._exit(0)


def event(order, seq, kind, **data):
    return {"event_id": f"{order}-{seq}", "order_id": order, "seq": seq, "type": kind, "data": data}


def placed(order, seq=1):
    return event(order, seq, "placed")


def item(order, seq, price_cents, quantity=1):
    return event(order, seq, "item_added", price_cents=price_cents, quantity=quantity)


def view():
    return select(DB, "SELECT order_id, status, total_cents, items, last_seq FROM orders_view ORDER BY order_id")


def counts(applied=0, ignored=0, dead=0, anomalies=0):
    return {"applied": applied, "ignored": ignored, "dead": dead, "anomalies": anomalies}


# --- produce


@pytest.mark.points(3)
@pytest.mark.hint("What decides into which partition a record goes?")
def test_produce(kafka, settings):
    """Events of one order stay together and in order"""
    events = [item(order, seq, 100 * seq) for seq in range(1, 9) for order in ("A1", "B1", "C1", "A2", "B2")]

    produce(settings, "orders", events)

    records = kafka.records("orders")
    assert sorted(json.loads(record.value)["event_id"] for record in records) == sorted(one["event_id"] for one in events)
    for order in ("A1", "B1", "C1", "A2", "B2"):
        mine = [record for record in records if json.loads(record.value)["order_id"] == order]
        assert {record.key for record in mine} == {order.encode()}
        assert len({record.partition for record in mine}) == 1
        assert [json.loads(record.value) for record in mine] == [one for one in events if one["order_id"] == order]


@pytest.mark.points(2)
@pytest.mark.hint("Sending is not having sent. What do you hold in your hands for each event until the broker has answered?")
def test_produce_says_where(kafka, settings):
    """produce returns partition and offset of each event, in the order of the events"""
    events = [placed(f"{letter}{number}") for number in range(4) for letter in "CAB"]

    places = produce(settings, "orders", events)

    found = {(record.partition, record.offset): json.loads(record.value) for record in kafka.records("orders")}
    assert [found.get(tuple(place)) for place in places] == events
    assert produce(settings, "orders", []) == []


# --- Projector


@pytest.mark.points(3)
@pytest.mark.hint("What does each type of event change in the row of its order, and what does it leave?")
def test_view(settings, put):
    """The view shows status, exact total, items and last seq of each order"""
    put(placed("A1"), item("A1", 2, 1999, 3), item("A1", 3, 1), event("A1", 4, "paid"))
    put(placed("B1"), item("B1", 2, 500), event("B1", 5, "cancelled"))
    put(placed("C1"), *(item("C1", seq, 333, seq) for seq in range(2, 40)))
    put(placed("C2"), event("C2", 2, "paid"), event("C2", 3, "cancelled"))

    assert Projector(settings, "orders", DB).run() == counts(applied=49)

    assert view() == [
        ("A1", "paid", 5998, 4, 4),
        ("B1", "cancelled", 500, 1, 5),
        ("C1", "placed", 333 * 779, 779, 39),
        ("C2", "cancelled", 0, 0, 3),
    ]


@pytest.mark.points(2)
@pytest.mark.hint("The offset to store is that of the next record to read.")
def test_goes_on(settings, put):
    """The next run begins where the last one ended"""
    put(placed("A1"), item("A1", 2, 100), placed("B1"))
    assert Projector(settings, "orders", DB).run() == counts(applied=3)
    assert select(DB, "SELECT part, next_offset FROM offsets WHERE next_offset > 0 ORDER BY part") == [(0, 2), (1, 1)]

    put(item("A1", 3, 50), placed("C1"))
    assert Projector(settings, "orders", DB).run() == counts(applied=2)
    assert view() == [("A1", "placed", 150, 2, 3), ("B1", "placed", 0, 0, 1), ("C1", "placed", 0, 0, 1)]


@pytest.mark.points(2)
@pytest.mark.hint("What does the database know of the events that it has seen of an order?")
def test_repeated_and_late(settings, put):
    """Events that are repeated or late are ignored"""
    put(placed("A1"), item("A1", 2, 100), item("A1", 2, 100), item("A1", 4, 10), item("A1", 3, 1000), placed("A1"))

    assert Projector(settings, "orders", DB).run() == counts(applied=3, ignored=3)
    assert view() == [("A1", "placed", 110, 2, 4)]
    assert select(DB, "SELECT count(*) FROM anomalies") == [(0,)]


@pytest.mark.points(3)
@pytest.mark.hint(
    "Look at the table of types: what is asked of an order before anything is changed? What stays as it is when the answer is no?"
)
def test_illegal(settings, put):
    """What an order's status does not allow is an anomaly, and changes nothing"""
    put(placed("A1"), event("A1", 2, "cancelled"), event("A1", 3, "paid"), event("A1", 4, "cancelled"))
    put(placed("B1"), event("B1", 2, "paid"), item("B1", 3, 100), event("B1", 4, "paid"), placed("B1", 5))
    put(item("C1", 1, 100), placed("C1", 2))

    assert Projector(settings, "orders", DB).run() == counts(applied=5, anomalies=6)

    assert view() == [("A1", "cancelled", 0, 0, 2), ("B1", "paid", 0, 0, 2), ("C1", "placed", 0, 0, 2)]
    rows = select(DB, "SELECT event_id, order_id, reason FROM anomalies ORDER BY event_id")
    assert [row[:2] for row in rows] == [
        ("A1-3", "A1"),
        ("A1-4", "A1"),
        ("B1-3", "B1"),
        ("B1-4", "B1"),
        ("B1-5", "B1"),
        ("C1-1", "C1"),
    ]
    assert all(isinstance(reason, str) and reason for _, _, reason in rows)


@pytest.mark.points(3)
@pytest.mark.hint("A record that cannot be used today cannot be used tomorrow. Where does it go, and who goes on?")
def test_dead_letters(kafka, settings, put):
    """What cannot be understood goes to the dead letters, with key, reason and place, and the rest goes on"""
    put(placed("A1"))
    incomplete = [{name: value for name, value in placed("A1", 2).items() if name != missing} for missing in placed("A1")]
    bad = [b"{not json", b"[1, 2]", *(json.dumps(one).encode() for one in (event("A1", 2, "refunded"), *incomplete))]
    places = [kafka.send("orders", value, key=b"A1", partition=0) for value in bad]
    put(item("A1", 2, 700))

    assert Projector(settings, "orders", DB).run() == counts(applied=2, dead=8)

    assert view() == [("A1", "placed", 700, 1, 2)]
    letters = kafka.records("orders.dlq")
    assert [(letter.key, letter.value) for letter in letters] == [(b"A1", value) for value in bad]
    headers = [dict(letter.headers) for letter in letters]
    assert [(one.get("partition"), one.get("offset")) for one in headers] == [
        (str(partition).encode(), str(offset).encode()) for partition, offset in places
    ]
    assert all(one.get("reason") for one in headers)


@pytest.mark.points(2)
@pytest.mark.hint("Without a value there is no event to be read. Where does the record say which order it is about?")
def test_tombstone(kafka, settings, put):
    """A record without a value removes the order"""
    put(placed("A1"), item("A1", 2, 100), placed("A2"))
    kafka.send("orders", None, key=b"A1", partition=0)
    kafka.send("orders", None, key=b"A9", partition=0)

    assert Projector(settings, "orders", DB).run() == counts(applied=5)
    assert view() == [("A2", "placed", 0, 0, 1)]
    assert kafka.records("orders.dlq") == []


@pytest.mark.points(2)
@pytest.mark.hint("Whose word counts for how far the view has come: the database's or the broker's?")
def test_rebuilt(settings, put):
    """With a new database the view is built anew from the beginning"""
    put(placed("A1"), item("A1", 2, 100), placed("B1"))
    Projector(settings, "orders", DB).run()

    assert Projector(settings, "orders", "second.db").run() == counts(applied=3)
    rows = select("second.db", "SELECT order_id, total_cents FROM orders_view ORDER BY order_id")
    assert rows == [("A1", 100), ("B1", 0)]


@pytest.mark.points(3)
@pytest.mark.hint("If the program ends between two steps, which of them has happened? When must both happen or neither?")
def test_crashes(kafka, settings, put):
    """Wherever the program is killed, nothing is lost and nothing is done twice"""
    put(placed("A1"), item("A1", 2, 100), event("A1", 3, "paid"), event("A1", 4, "paid"), item("A1", 5, 1))
    crashed = [crash(settings, "orders", DB, statement) for statement in (16, 60)]
    kafka.send("orders", b"?", key=b"A1", partition=0)
    put(placed("A2"), item("A3", 1, 5), placed("A3", 2))
    crashed.append(crash(settings, "orders", DB, 9))

    Projector(settings, "orders", DB).run()

    assert any(crashed)
    assert view() == [("A1", "paid", 100, 1, 3), ("A2", "placed", 0, 0, 1), ("A3", "placed", 0, 0, 2)]
    assert select(DB, "SELECT event_id FROM anomalies ORDER BY event_id") == [("A1-4",), ("A1-5",), ("A3-1",)]
    assert {letter.value for letter in kafka.records("orders.dlq")} == {b"?"}


# --- lag


@pytest.mark.points(2)
@pytest.mark.hint("Where a partition ends, the broker knows. How far the view has come, it does not.")
def test_lag(settings, put):
    """lag says for each partition how many records are not projected yet"""
    assert lag(settings, "orders", DB) == {0: 0, 1: 0, 2: 0}
    put(placed("A1"), item("A1", 2, 100), placed("B1"))
    assert lag(settings, "orders", DB) == {0: 2, 1: 1, 2: 0}

    Projector(settings, "orders", DB).run()
    put(placed("B2"), placed("B3"), placed("C1"))
    assert lag(settings, "orders", DB) == {0: 0, 1: 2, 2: 1}
