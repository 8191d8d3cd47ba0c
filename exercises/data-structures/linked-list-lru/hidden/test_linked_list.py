import random

import pytest
from solution import LinkedList, Node
from waymark import probe


def both_ways(items):
    """The values front to back, after the other direction, the number and the links were held against them."""
    forward = list(items)
    assert list(reversed(items)) == forward[::-1]
    assert len(items) == len(forward)
    return forward


@pytest.mark.points(2)
@pytest.mark.hint("The first node of an empty list is its last one, too.")
def test_push():
    """Both ends take new values"""
    items = LinkedList()
    assert both_ways(items) == []

    node = items.push_front("b")
    items.push_front("a")
    items.push_back("c")

    assert isinstance(node, Node)
    assert (node.value, node.prev.value, node.next.value) == ("b", "a", "c")
    assert (node.prev.prev, node.next.next) == (None, None)
    assert both_ways(items) == ["a", "b", "c"]


@pytest.mark.points(2)
@pytest.mark.hint("A node may have no neighbour on one side, or on both. What has to change then?")
@pytest.mark.parametrize("place", ["only", "head", "middle", "tail"])
def test_remove(place):
    """A node is removed wherever it stands"""
    items = LinkedList()
    nodes = [items.push_back(value) for value in (["x"] if place == "only" else ["x", "y", "z"])]
    node = nodes[{"only": 0, "head": 0, "middle": 1, "tail": -1}[place]]
    left = [other.value for other in nodes if other is not node]
    value = node.value

    assert items.remove(node) == value
    assert (node.prev, node.next) == (None, None)
    assert both_ways(items) == left
    items.push_back("end")
    items.push_front("start")
    assert both_ways(items) == ["start", *left, "end"]


@pytest.mark.points(2)
@pytest.mark.hint("How can a node tell, without a search, which list it is in?")
def test_foreign():
    """A node that is not in this list is a ValueError, and nothing changes"""
    items, others = LinkedList(), LinkedList()
    node, stays = items.push_back(1), items.push_back(2)
    foreign = others.push_back(3)
    assert items.remove(node) == 1

    for strange in (node, foreign):
        with pytest.raises(ValueError):
            items.remove(strange)
        with pytest.raises(ValueError):
            items.move_to_front(strange)

    assert (both_ways(items), both_ways(others)) == ([2], [3])
    assert items.remove(stays) == 2


@pytest.mark.points(2)
@pytest.mark.hint("Which end of the list changes when its last node moves?")
def test_move_to_front():
    """A node moves to the front from anywhere"""
    items = LinkedList()
    a, b, c = (items.push_back(value) for value in "abc")

    items.move_to_front(c)
    assert both_ways(items) == ["c", "a", "b"]
    items.move_to_front(a)
    assert both_ways(items) == ["a", "c", "b"]
    items.move_to_front(a)
    assert both_ways(items) == ["a", "c", "b"]
    assert items.remove(b) == "b"
    assert items.remove(a) == "a"
    items.move_to_front(c)
    assert both_ways(items) == ["c"]


@pytest.mark.points(1)
@pytest.mark.hint("What does reversing mean for the two links of one node, and for the two ends of the list?")
@pytest.mark.parametrize("size", [0, 1, 2, 7])
def test_reverse(size):
    """reverse turns the order around and keeps the nodes"""
    items = LinkedList()
    nodes = [items.push_back(value) for value in range(size)]

    items.reverse()

    assert both_ways(items) == list(range(size))[::-1]
    items.push_back("last")
    assert both_ways(items) == [*list(range(size))[::-1], "last"]
    assert [items.remove(node) for node in nodes] == list(range(size))
    assert both_ways(items) == ["last"]


@pytest.mark.points(2)
@pytest.mark.hint("Write down after which operation the two directions differ for the first time: which link was not changed?")
def test_random_operations():
    """Both directions agree after any operations"""
    random.seed(25)
    items, model = LinkedList(), []
    for number in range(150):
        step = random.choice(["front", "back", "remove", "move", "reverse"])
        if step == "front":
            model.insert(0, items.push_front(number))
        elif step == "back":
            model.append(items.push_back(number))
        elif step == "reverse":
            items.reverse()
            model.reverse()
        elif model:
            node = model.pop(random.randrange(len(model)))
            if step == "remove":
                items.remove(node)
            else:
                items.move_to_front(node)
                model.insert(0, node)
    assert both_ways(items) == [node.value for node in model]
    assert len(model) > 10


@probe
def long_list(n):
    from solution import LinkedList

    items = LinkedList()
    return items, [items.push_back(number) for number in range(n)]


@probe
def change_it(items, nodes):
    """Eight operations, some of them on nodes far from both ends."""
    quarter = len(nodes) // 4
    items.move_to_front(nodes[2 * quarter])
    items.move_to_front(nodes[-1])
    items.move_to_front(nodes[3 * quarter])
    items.remove(nodes[quarter])
    items.remove(nodes[2 * quarter - 1])
    items.push_front("new")
    items.push_back("newer")
    return len(items)


@pytest.mark.points(3)
@pytest.mark.hint("A node knows its neighbours. What else would you need to search for?")
def test_constant_time(assert_growth):
    """Pushing, removing, moving and len take O(1)"""
    assert_growth(
        change_it,
        long_list,
        at_most="1",
        sizes=(16, 64, 256, 1024, 4096),
        expect=lambda n: n,
        name="An operation of LinkedList",
    )


@probe
def there_and_back(items, nodes):
    yield from items
    yield from reversed(items)


@pytest.mark.points(2)
@pytest.mark.hint("What does a function give that uses `yield`, and how much of the list does it hold at a time?")
def test_no_copy(assert_growth):
    """Going through the list makes no copy of it"""
    assert_growth(
        there_and_back,
        long_list,
        at_most="1",
        what="memory",
        consume=True,
        sizes=(1000, 2000, 4000, 8000),
        name="The memory to go through a LinkedList",
    )
