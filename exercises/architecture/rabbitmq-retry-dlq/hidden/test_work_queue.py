import contextlib
import json
import time
import uuid

import pika
import pytest
from conftest import LONG
from solution import NotConfirmed, Publisher, Unroutable, Worker, redrive
from waymark import probe


@probe
def work(url, plan, count, delays, **options):
    """Runs a worker for `count` messages. `plan` says, by "n" of a body, what the handler raises at each attempt."""
    import threading

    import solution

    seen = []

    def handler(body, meta):
        seen.append([body, meta])
        raises = plan.get(str(body.get("n")), [])
        what = raises[meta["attempt"] - 1] if meta["attempt"] <= len(raises) else None
        if what is not None:
            raise (solution.Reject if what == "Reject" else ValueError)(f"cannot do {body['n']}")

    worker = solution.Worker(url, "mail", handler, delays=delays, **options)
    return worker.run(threading.Event(), max_messages=count), seen


class Stop:
    """A threading.Event of the suite's."""

    def __init__(self):
        self.is_it = False

    def set(self):
        self.is_it = True

    def is_set(self):
        return self.is_it


@pytest.mark.points(2)
@pytest.mark.hint("What is declared with other properties than before is refused. Which ones does the task name?")
def test_setup(broker):
    """setup declares exchange and queues, as often as it is called"""
    broker.set_up()
    broker.set_up()

    broker.channel.exchange_declare("mail", "topic", durable=True)
    for queue in ("mail.work", "mail.delay.0", "mail.delay.1", "mail.dead"):
        assert broker.channel.queue_declare(queue, passive=True).method.consumer_count == 0
    with pytest.raises(pika.exceptions.ChannelClosedByBroker):
        broker.channel.queue_declare("mail.delay.2", passive=True)


@pytest.mark.points(2)
@pytest.mark.hint("Everything but the body travels in the properties of a message. Which of them does the task name?")
def test_publish(broker):
    """A message is JSON, persistent, and has an id"""
    broker.set_up()
    publisher = Publisher(broker.url, "mail")

    made = publisher.publish("mail.new", {"to": "Zoë"})
    kept = publisher.publish("mail.old", {}, message_id="m-77")

    body, key, properties = broker.take("mail.work")
    assert (json.loads(body), key, properties.message_id, properties.delivery_mode) == ({"to": "Zoë"}, "mail.new", made, 2)
    assert (str(uuid.UUID(made)), properties.content_type) == (made, "application/json")
    assert (kept, broker.take("mail.work")[2].message_id) == ("m-77", "m-77")


@pytest.mark.points(2)
@pytest.mark.hint(
    "By default a broker drops what no queue wants, without a word. There is a flag, and there is a mode of the channel."
)
def test_unroutable(broker):
    """What no queue takes is Unroutable"""
    broker.set_up()
    publisher = Publisher(broker.url, "mail")
    publisher.publish("mail.new", {"n": 1})
    broker.channel.queue_unbind("mail.work", "mail", "#")

    with pytest.raises(Unroutable):
        publisher.publish("mail.new", {"n": 2})
    broker.channel.queue_bind("mail.work", "mail", "#")
    publisher.publish("mail.new", {"n": 3})
    assert [json.loads(broker.take("mail.work")[0])["n"] for _ in range(2)] == [1, 3]


@pytest.mark.points(3)
@pytest.mark.hint("A connection may be gone for a long time before somebody uses it.")
def test_lost_connection(broker):
    """After a lost connection it connects once more, and sends the message under its id"""
    broker.set_up()
    publisher = Publisher(broker.url, "mail")
    publisher.publish("mail.new", {"n": 1})

    for number in (2, 3):
        broker.service.cut()
        broker.service.heal()
        publisher.publish("mail.new", {"n": number}, message_id=f"id-{number}")

    taken = [broker.take("mail.work") for _ in range(3)]
    assert [json.loads(body)["n"] for body, _, _ in taken] == [1, 2, 3]
    assert [properties.message_id for _, _, properties in taken[1:]] == ["id-2", "id-3"]


@pytest.mark.points(3)
@pytest.mark.hint("Two things have to be said of two kinds, or a message is only as safe as the broker's memory.")
def test_restart(broker):
    """While the broker is down there is NotConfirmed; afterwards queues and messages are there again"""
    broker.set_up()
    broker.send({"n": 1}, {"n": 2})
    assert work(broker.url, {"1": ["ValueError"], "2": ["Reject"]}, 2, LONG)[0] == {"ok": 0, "retried": 1, "dead": 1}
    publisher = Publisher(broker.url, "mail")
    publisher.publish("mail.new", {"n": 3})

    broker.service.stop()
    with pytest.raises(NotConfirmed):
        publisher.publish("mail.new", {"n": 4})
    with pytest.raises(NotConfirmed):
        Publisher(broker.url, "mail").publish("mail.new", {"n": 4})
    broker.service.start()
    broker.connect()
    publisher.publish("mail.new", {"n": 5})

    assert [broker.ready(queue) for queue in ("mail.delay.0", "mail.dead")] == [1, 1]
    assert [json.loads(broker.take("mail.work")[0])["n"] for _ in range(2)] == [3, 5]


@pytest.mark.points(2)
@pytest.mark.hint(
    "What would leave a message in the queue after it was handled? Where does the broker say how a message came to you?"
)
def test_work(broker):
    """Messages are handled in order, and gone afterwards"""
    broker.set_up()
    broker.send({"n": 1}, {"n": 2}, {"n": 3})

    counts, seen = work(broker.url, {}, 3, LONG)

    assert counts == {"ok": 3, "retried": 0, "dead": 0}
    assert [body["n"] for body, _ in seen] == [1, 2, 3]
    assert seen[1][1] == {"message_id": "m-1", "routing_key": "mail.new", "attempt": 1, "redelivered": False}
    assert broker.becomes("mail.work", 0) == 0


@pytest.mark.points(3)
@pytest.mark.hint("A message that is put back at once comes back at once. Where can it wait without anybody waiting for it?")
def test_delay_queues(broker):
    """A failed message waits in the delay queue for its attempt, with all that it came with"""
    broker.set_up()
    broker.send({"n": 1}, headers={"trace": "abc"}, delivery_mode=1)
    broker.send({"n": 1}, headers={"x-attempt": 2}, message_id="second")
    broker.send({"n": 1}, headers={"x-attempt": 3}, message_id="third")

    counts, seen = work(broker.url, {"1": ["ValueError"] * 3}, 3, LONG)

    assert counts == {"ok": 0, "retried": 3, "dead": 0}
    assert [meta["attempt"] for _, meta in seen] == [1, 2, 3]
    assert [broker.becomes(queue, count) for queue, count in (("mail.delay.0", 1), ("mail.delay.1", 2))] == [1, 2]
    body, _, first = broker.take("mail.delay.0")
    assert (json.loads(body), first.message_id, first.delivery_mode) == ({"n": 1}, "m-0", 2)
    assert (first.headers["trace"], first.headers["x-attempt"]) == ("abc", 2)
    assert [broker.take("mail.delay.1")[2].headers["x-attempt"] for _ in range(2)] == [3, 4]


@pytest.mark.points(3)
@pytest.mark.hint("Where a message comes from after its delay decides which routing key it has.")
def test_comes_back(broker):
    """It comes back under its routing key, and succeeds in the end"""
    broker.set_up([0.05, 0.1])
    broker.send({"n": 1}, key="mail.urgent.de")

    counts, seen = work(broker.url, {"1": ["ValueError", "ValueError"]}, 3, [0.05, 0.1])

    assert counts == {"ok": 1, "retried": 2, "dead": 0}
    assert [(meta["attempt"], meta["routing_key"], meta["message_id"]) for _, meta in seen] == [
        (1, "mail.urgent.de", "m-0"),
        (2, "mail.urgent.de", "m-0"),
        (3, "mail.urgent.de", "m-0"),
    ]
    assert [broker.ready(queue) for queue in ("mail.work", "mail.delay.0", "mail.delay.1", "mail.dead")] == [0, 0, 0, 0]


@pytest.mark.points(3)
@pytest.mark.hint("There are three ways into the dead queue. For which of them is the handler not asked at all?")
def test_dead(broker):
    """What cannot be done goes to the dead queue, with the reason"""
    broker.set_up()
    broker.send({"n": 1}, headers={"x-attempt": 3, "trace": "abc"}, key="mail.last")
    broker.send({"n": 2}, b"{not json", b"[1]")

    counts, seen = work(broker.url, {"1": ["ValueError"] * 3, "2": ["Reject"]}, 4, LONG, max_attempts=3)

    assert counts == {"ok": 0, "retried": 0, "dead": 4}
    assert [body["n"] for body, _ in seen] == [1, 2]
    dead = [broker.take("mail.dead") for _ in range(4)]
    assert [properties.headers["x-reason"] for _, _, properties in dead] == ["attempts", "rejected", "malformed", "malformed"]
    assert [properties.headers["x-error"] for _, _, properties in dead[:2]] == ["cannot do 1", "cannot do 2"]
    assert dead[0][2].headers["trace"] == "abc"
    assert [body for body, _, _ in dead[2:]] == [b"{not json", b"[1]"]


@pytest.mark.points(3)
@pytest.mark.hint("Who has the message while your handler works, if your worker dies in that moment?")
def test_worker_dies(broker):
    """A message is acknowledged only after it was handled"""
    broker.set_up()
    broker.send({"n": 1})

    def dying(body, meta):
        broker.service.cut()

    with pytest.raises(Exception):  # noqa: B017  whatever its driver says of a connection that broke
        Worker(broker.url, "mail", dying, delays=LONG).run(Stop(), max_messages=1)
    broker.service.heal()

    assert broker.becomes("mail.work", 1) == 1
    counts, seen = work(broker.url, {}, 1, LONG)
    assert (counts["ok"], seen[0][1]["redelivered"], seen[0][1]["attempt"]) == (1, True, 1)


@pytest.mark.points(3)
@pytest.mark.hint("For a moment the message is there twice, or not at all. Which of the two is better, and what makes it so?")
def test_copy_first(broker):
    """The original is kept until the broker has the copy"""
    broker.set_up()
    broker.send({"n": 1})
    broker.channel.queue_delete("mail.delay.0")

    with contextlib.suppress(Exception):
        work(broker.url, {"1": ["ValueError"]}, 1, LONG)

    assert broker.becomes("mail.work", 1) == 1


@pytest.mark.points(2)
@pytest.mark.hint("What has been delivered and not acknowledged is nobody else's to do.")
def test_stop(broker):
    """It takes no more than prefetch, and gives back what it has not begun"""
    broker.set_up()
    broker.send(*({"n": n} for n in range(12)))

    def run(ready, **options):
        """Handles two messages, and says how many were ready meanwhile."""
        stop, left = Stop(), []

        def handler(body, meta):
            expected = ready[len(left)]
            left.append(broker.becomes("mail.work", expected))
            if len(left) == 2:
                stop.set()

        counts = Worker(broker.url, "mail", handler, delays=LONG, **options).run(stop)
        assert counts == {"ok": 2, "retried": 0, "dead": 0}
        return left

    assert run([2, 1]) == [2, 1], "ten of twelve are taken where nothing is said"
    assert broker.becomes("mail.work", 10) == 10
    assert run([8, 7], prefetch=2) == [8, 7]
    assert broker.becomes("mail.work", 8) == 8


class Impatient:
    """An event that is set when it is looked at for the third time."""

    def __init__(self):
        self.looks = 0

    def is_set(self):
        self.looks += 1
        return self.looks > 2


@pytest.mark.points(1)
@pytest.mark.hint("Nothing comes, and nothing will. Who looks whether it is time to go?")
def test_stops_without_messages(broker):
    """It looks often enough whether to stop when there is nothing to do"""
    broker.set_up()
    worker = Worker(broker.url, "mail", print, delays=LONG)
    began = time.monotonic()

    assert worker.run(Impatient()) == {"ok": 0, "retried": 0, "dead": 0}
    # Three looks take a second and a half at most; the rest is for a slow machine.
    assert time.monotonic() - began < 2.5


@pytest.mark.points(2)
@pytest.mark.hint("Which end of a queue do you take from, and which header makes the next attempt the first?")
def test_redrive(broker):
    """redrive moves the oldest of the dead back, for a first attempt"""
    broker.set_up()
    broker.send(*({"n": n} for n in range(4)), key="mail.odd", headers={"x-attempt": 4})
    work(broker.url, {str(n): ["ValueError"] * 4 for n in range(4)}, 4, LONG)

    assert redrive(broker.url, "mail", 3) == 3
    assert [broker.becomes("mail.work", 3), broker.ready("mail.dead")] == [3, 1]
    counts, seen = work(broker.url, {}, 3, LONG)
    assert counts["ok"] == 3
    assert [(body["n"], meta["attempt"], meta["routing_key"]) for body, meta in seen] == [(n, 1, "mail.odd") for n in range(3)]
    assert [redrive(broker.url, "mail", 3), redrive(broker.url, "mail", 3)] == [1, 0]
