import unittest

import pytest

from bus import Bus, Event, StopEvent


@pytest.fixture
def bus():
    return Bus()


def test_publish(bus):
    got = []
    bus.subscribe("ping", got.append)
    assert bus.publish("ping", n=1) == 1
    assert len(got) == 1
    event = got[0]
    assert isinstance(event, Event)
    assert event.name == "ping"
    assert event.data == {"n": 1}


def test_object_is_the_same_on_return(bus):
    event = Event("ping", {})
    seen = []
    bus.subscribe("ping", lambda e: seen.append(e))
    bus.send(event)
    assert seen[0] is event
    assert bus.history == [event]
    assert bus.history[0] is event


def test_decorator(bus):
    calls = []

    @bus.on("save")
    def saved(event):
        calls.append(event.data["path"])

    bus.publish("save", path="/tmp/x")
    assert calls == ["/tmp/x"]
    assert saved.__name__ == "saved"
    assert saved in bus.listeners("save")


def test_order_by_priority(bus):
    order = []
    bus.subscribe("go", lambda e: order.append("late"), priority=1)
    bus.subscribe("go", lambda e: order.append("early"), priority=9)
    bus.publish("go")
    assert order == ["early", "late"]


def test_once(bus):
    count = []
    bus.once("x", lambda e: count.append(1))
    bus.publish("x")
    bus.publish("x")
    assert count == [1]


def test_stop(bus):
    def stopper(event):
        raise StopEvent("enough")

    reached = []
    bus.subscribe("x", stopper)
    bus.subscribe("x", reached.append)
    assert bus.publish("x") == 1
    assert reached == []


def test_errors_are_collected(bus):
    class Mine(Exception):
        pass

    problem = Mine("mine")

    def bad(event):
        raise problem

    bus.subscribe("x", bad)
    bus.publish("x")
    assert len(bus.errors) == 1
    assert bus.errors[0] is problem


def test_collects_results(bus):
    bus.subscribe("ask", lambda e: 1)
    bus.subscribe("ask", lambda e: None)
    bus.subscribe("ask", lambda e: ["list"])
    assert bus.ask("ask") == [1, ["list"]]


def test_event_changed_by_listeners(bus):
    def add(event):
        event.data["total"] = event.data.get("total", 0) + 1

    bus.subscribe("sum", add)
    bus.subscribe("sum", add)
    assert bus.send(Event("sum", {})).data == {"total": 1}
    bus.subscribe("sum", lambda e: add(e))
    assert bus.send(Event("sum", {})).data == {"total": 2}


class ListenerTest(unittest.TestCase):
    def setUp(self):
        self.bus = Bus()
        self.events = []

    def listen(self, event):
        self.events.append(event.name)

    def test_bound_method_can_be_taken_off(self):
        self.bus.subscribe("a", self.listen)
        self.assertIn(self.listen, self.bus.listeners("a"))
        self.bus.publish("a")
        self.bus.unsubscribe("a", self.listen)
        self.bus.publish("a")
        self.assertEqual(self.events, ["a"])

    def test_not_registered(self):
        with self.assertRaises(ValueError):
            self.bus.unsubscribe("a", self.listen)

    def test_publishing_inside_a_listener(self):
        self.bus.subscribe("outer", lambda e: self.bus.publish("inner"))
        self.bus.subscribe("inner", self.listen)
        self.bus.publish("outer")
        self.assertEqual(self.events, ["inner"])
