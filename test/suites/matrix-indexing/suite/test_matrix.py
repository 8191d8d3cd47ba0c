import operator

import pytest

from matrix import Bits, Grid, Sparse


@pytest.fixture
def grid():
    return Grid([[1, 2, 3], [4, 5, 6]])


def test_cell(grid):
    assert grid[1, 2] == 6
    assert grid[(0, 0)] == 1
    assert grid[-1, -1] == 6
    index = (1, 0)
    assert grid[*index] == 4


def test_row_and_column(grid):
    assert grid[0] == [1, 2, 3]
    assert grid[..., 0] == [1, 4]
    assert grid[:, 1] == [2, 5]


def test_slices_give_grids(grid):
    part = grid[1:, ::2]
    assert isinstance(part, Grid)
    assert part == Grid([[4, 6]])
    assert grid[:, :] == grid
    assert grid[:, :] is not grid


def test_errors(grid):
    with pytest.raises(IndexError, match=r"row 5"):
        grid[5, 0]
    with pytest.raises(TypeError, match="str"):
        grid["a"]


def test_assignment(grid):
    grid[0, 0] = 9
    grid[1, :] = [7, 8, 9]
    grid[0, 1] += 5
    assert grid.rows == [[9, 7, 3], [7, 8, 9]]


def test_deletion(grid):
    del grid[0]
    assert grid.rows == [[4, 5, 6]]


def test_membership_falls_back_to_iteration(grid):
    assert [1, 2, 3] in grid
    assert 99 not in grid
    assert [row[0] for row in grid] == [1, 4]


def test_powers_and_products():
    g = Grid([[1, 1], [1, 0]])
    assert g @ g == Grid([[2, 1], [1, 1]])
    assert g**5 == Grid([[8, 5], [5, 3]])
    assert pow(g, 10, 7) == Grid([[5, 6], [6, 6]])
    assert g * 2 == 2 * g == Grid([[2, 2], [2, 0]])


def test_call(grid):
    assert grid(lambda x: -x) == Grid([[-1, -2, -3], [-4, -5, -6]])
    assert grid.T == Grid([[1, 4], [2, 5], [3, 6]])


def test_bits():
    b = Bits(0b1100)
    assert (b << 1).value == 0b11000
    assert (b >> 2) == Bits(3)
    assert ~b == Bits(0b0011)
    assert (b & 0b0100) == Bits(4)
    assert (1 | b) == Bits(0b1101)
    assert (b ^ b) == Bits(0)
    assert b // 5 == Bits(2)
    assert b % 5 == Bits(2)
    assert 1 < Bits(2) < 3
    b <<= 1
    assert b == Bits(8)


@pytest.mark.parametrize("name, expected", [("and_", 8), ("or_", 14), ("xor", 6)])
def test_operator_module(name, expected):
    assert getattr(operator, name)(Bits(12), Bits(10)).value == expected


def test_sparse():
    table = Sparse({(0, 0): 1})
    assert table[0, 0] == 1
    assert table[5, 5] == 0
    assert (5, 5) not in table
    table[1, 1] = 4
    assert len(table) == 2
    assert table.get((9, 9)) is None
    assert {**table} == {(0, 0): 1, (1, 1): 4}
    assert isinstance(table, dict)
    assert table == {(0, 0): 1, (1, 1): 4}
