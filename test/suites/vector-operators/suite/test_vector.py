import operator

import pytest

from vector import Vector


@pytest.fixture
def v():
    return Vector(3, 4)


def test_add_and_sub(v):
    assert v + Vector(1, 1) == Vector(4, 5)
    assert v - Vector(1, 1) == Vector(2, 3)


def test_scaling_from_both_sides(v):
    assert v * 2 == Vector(6, 8)
    assert 2 * v == Vector(6, 8)
    assert v / 2 == Vector(1.5, 2.0)


def test_dot(v):
    assert v @ Vector(2, 1) == 10


def test_unary(v):
    assert -v == Vector(-3, -4)
    assert +v == v
    assert abs(v) == 5


def test_in_place_changes_the_same_object(v):
    alias = v
    v += Vector(1, 0)
    assert alias is v
    assert (alias.x, alias.y) == (4, 4)


def test_in_place_falls_back_to_a_new_object(v):
    alias = v
    v -= Vector(1, 0)
    assert alias is not v
    assert v == Vector(2, 4)


def test_truth():
    assert Vector(0, 1)
    assert not Vector(0, 0)
    assert bool(Vector(0, 0)) is False


def test_unpacking(v):
    x, y = v
    assert (x, y) == (3, 4)
    assert [*v] == [3, 4]
    assert tuple(v) == (3, 4)


def test_round_floor_mod():
    w = Vector(2.718, 3.14159)
    assert round(w) == Vector(3, 3)
    assert round(w, 2) == Vector(2.72, 3.14)
    assert divmod(Vector(7, 9), 4) == (Vector(1, 2), Vector(3, 1))


def test_strings(v):
    assert str(v) == "(3, 4)"
    assert repr(v) == "Vector(3, 4)"
    assert f"{v:.1f}" == "(3.0, 4.0)"
    assert "{0!r} and {0}".format(v) == "Vector(3, 4) and (3, 4)"


def test_foreign_operands(v):
    assert v != (3, 4)
    assert v != "Vector(3, 4)"
    assert not v == None  # noqa: E711
    with pytest.raises(TypeError):
        v + 1
    with pytest.raises(TypeError, match="unsupported operand"):
        "a" - v


@pytest.mark.parametrize("op, expected", [
    (operator.add, Vector(4, 6)),
    (operator.sub, Vector(2, 2)),
    (operator.matmul, 11),
], ids=["add", "sub", "dot"])
def test_operator_functions(op, expected, v):
    assert op(v, Vector(1, 2)) == expected


def test_sum_with_start(v):
    assert sum([v, v, v], Vector(0, 0)) == Vector(9, 12)


def test_sum_without_start(v):
    assert sum([v, v]) == Vector(6, 8)


def test_hash(v):
    assert hash(v) == hash(Vector(3, 4))
    assert len({v, Vector(3, 4), Vector(4, 3)}) == 2
