"""A container that both sides have stays one container, whichever side changes it."""

import gc
import sys
from collections import Counter, deque

import pytest
from waymark_wire.decoding import Decoder
from waymark_wire.encoding import Encoder, learn
from waymark_wire.links import MAX_ITEMS, MAX_LINKS, Links
from waymark_wire.plain import Malformed, Unsendable


def refuse(_coder, value):
    raise Unsendable(f"{value!r}")


class Side:
    """One end of a conversation: what a worker or a judge does with its links around each message."""

    def __init__(self, parity):
        self.links = Links(parity)

    def say(self, *values):
        learn(sys.modules)
        changed, commit = self.links.changes(lambda: Encoder(refuse, self.links))
        encoded = [Encoder(refuse, self.links).encode(value) for value in values]
        commit()
        return changed, encoded, self.links.drops()

    def hear(self, message):
        changed, encoded, dropped = message
        self.links.apply(changed, lambda: Decoder(refuse, self.links))
        values = [Decoder(refuse, self.links).decode(value) for value in encoded]
        self.links.forget(dropped)
        return values


@pytest.fixture
def sides():
    return Side(0), Side(1)


@pytest.mark.parametrize(
    ("container", "change"),
    [
        ([1], lambda c: c.append(2)),
        ({"a": 1}, lambda c: c.update(b=2)),
        ({1}, lambda c: c.add(2)),
        (bytearray(b"a"), lambda c: c.append(98)),
        (deque([1]), lambda c: c.appendleft(0)),
        (Counter("a"), lambda c: c.update("ab")),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_change_on_either_side_reaches_the_other_in_place(sides, container, change):
    here, there = sides
    (copy,) = there.hear(here.say(container))

    change(copy)
    here.hear(there.say())

    assert container == copy
    assert type(container) is type(copy)


def test_the_same_container_comes_back_as_itself(sides):
    here, there = sides
    mine = [[1], [2]]
    (copy,) = there.hear(here.say(mine))

    (back, inner) = here.hear(there.say(copy, copy[0]))

    assert back is mine
    assert inner is mine[0]


def test_what_one_side_adds_is_linked_too(sides):
    here, there = sides
    mine = {}
    (copy,) = there.hear(here.say(mine))
    added = copy["a"] = [1]
    here.hear(there.say())

    mine["a"].append(2)
    there.hear(here.say())

    assert added == [1, 2]


def test_a_list_may_hold_itself(sides):
    here, there = sides
    mine = []
    mine.append(mine)

    (copy,) = there.hear(here.say(mine))

    assert copy[0] is copy


def test_what_nobody_uses_any_more_is_dropped_on_both_sides(sides):
    here, there = sides
    copies = there.hear(here.say([1], {"a": [2]}))
    here.links.drops()
    del copies
    gc.collect()
    there.hear(here.say())
    here.hear(there.say())
    there.hear(here.say())

    assert not here.links.entries
    assert not there.links.entries


def test_a_message_that_is_not_sent_leaves_no_links(sides):
    here, there = sides
    with pytest.raises(Unsendable):
        here.say([1], object())
    here.links.take_back()

    mine = [1]
    (copy,) = there.hear(here.say(mine))

    assert copy == [1]
    assert len(here.links.entries) == 1


def test_a_container_that_comes_to_hold_what_cannot_cross_stays_behind(sides):
    here, there = sides
    mine = [1]
    (copy,) = there.hear(here.say(mine))

    mine.append(object())
    there.hear(here.say())

    assert copy == [1]
    assert not there.links.entries


def test_there_is_room_for_so_many_containers_and_items_and_the_rest_crosses_alone(sides):
    here, there = sides
    many = [[number] for number in range(2 * MAX_LINKS)]
    large = list(range(MAX_ITEMS + 1))

    copies = there.hear(here.say(*many, large))

    assert copies == [*many, large]
    assert len(there.links.entries) == MAX_LINKS
    assert here.links.number_of(large) is None


@pytest.mark.parametrize(
    "sent",
    [
        ["a", 1],
        ["L", 0, ["l"]],
        ["L", -1, ["l"]],
        ["L", "1", ["l"]],
        ["L", 1, ["t"]],
        ["L", 1, ["L", 3, ["l"]]],
        ["L", 1, 5],
        ["l", ["L", 1, ["l"]], ["L", 1, ["l"]]],
    ],
    ids=str,
)
def test_a_number_that_cannot_be_is_refused(sent):
    with pytest.raises(Malformed):
        Decoder(refuse, Links(0)).decode(sent)


def test_a_change_must_be_of_the_same_kind(sides):
    here, there = sides
    mine = [1]
    there.hear(here.say(mine))

    with pytest.raises(Malformed, match="another kind"):
        here.hear(([[0, ["d"]]], [], []))
