import dataclasses

import pytest

from parts import Bolt, Crate, Coordinate, total_weight


def test_equality_is_by_value():
    assert Bolt("M3", 12) == Bolt("M3", 12)
    assert Bolt("M3", 12) != Bolt("M3", 13)
    assert Bolt("M3", 12) is not Bolt("M3", 12)
    assert Bolt("M3", 12) != ("M3", 12)


def test_ordering():
    bolts = [Bolt("M5", 1), Bolt("M3", 9), Bolt("M3", 2)]
    assert sorted(bolts) == [Bolt("M3", 2), Bolt("M3", 9), Bolt("M5", 1)]
    assert Bolt("M1", 1) < Bolt("M2", 0)
    with pytest.raises(TypeError):
        Crate() < Crate()


def test_repr():
    assert repr(Bolt("M3", 12)) == "Bolt(size='M3', length=12, weight=1.5)"


def test_frozen():
    point = Coordinate(1, 2)
    with pytest.raises(dataclasses.FrozenInstanceError):
        point.x = 5
    with pytest.raises(AttributeError, match="x"):
        del point.x
    assert hash(point) == hash(Coordinate(1, 2))
    assert {point: "here"}[Coordinate(1, 2)] == "here"


def test_dataclass_helpers():
    assert dataclasses.is_dataclass(Bolt)
    assert dataclasses.is_dataclass(Bolt("M3", 1))
    assert [f.name for f in dataclasses.fields(Bolt)] == ["size", "length", "weight"]
    assert dataclasses.fields(Bolt)[2].default == 1.5
    assert dataclasses.asdict(Bolt("M3", 12)) == {"size": "M3", "length": 12, "weight": 1.5}
    assert dataclasses.astuple(Coordinate(1, 2)) == (1, 2)


def test_replace():
    old = Coordinate(1, 2)
    new = dataclasses.replace(old, y=9)
    assert new == Coordinate(1, 9)
    assert old.y == 2
    assert isinstance(new, Coordinate)


def test_nested_asdict():
    crate = Crate("A", [Bolt("M3", 1)])
    assert dataclasses.asdict(crate) == {
        "label": "A",
        "content": [{"size": "M3", "length": 1, "weight": 1.5}],
        "tags": {},
    }


def test_default_factory_is_not_shared():
    one, two = Crate(), Crate()
    one.content.append(Bolt("M3", 1))
    assert two.content == []
    assert one.content is not two.content


def test_post_init():
    assert Crate("  a ").label == "A"
    with pytest.raises(ValueError):
        Coordinate(-1, 0)


def test_weight():
    assert total_weight(Crate("x", [Bolt("M3", 1), Bolt("M4", 2, weight=2.5)])) == 4.0
    assert total_weight(Crate()) == 0


@pytest.mark.parametrize("value, expected", [
    (Coordinate(0, 0), "origin"),
    (Coordinate(0, 7), "on the axis at 7"),
    (Coordinate(3, 4), "3/4"),
    (Bolt("M3", 1), "a bolt"),
    (5, "unknown"),
])
def test_match(value, expected):
    match value:
        case Coordinate(0, 0):
            got = "origin"
        case Coordinate(x=0, y=y):
            got = f"on the axis at {y}"
        case Coordinate(x, y):
            got = f"{x}/{y}"
        case Bolt():
            got = "a bolt"
        case _:
            got = "unknown"
    assert got == expected
