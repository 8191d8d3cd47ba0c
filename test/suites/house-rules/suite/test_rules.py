import ast
import inspect
import pathlib
import re

import pytest

import house
from house import biggest, count_down, my_sum, power, unique_in_order


@pytest.fixture(autouse=True)
def no_shortcuts(monkeypatch):
    def boom(*args, **kwargs):
        raise AssertionError("do it without the built-in")

    for name in ("sum", "max", "sorted", "pow"):
        monkeypatch.setattr(house, name, boom, raising=False)


def test_sum():
    assert my_sum([1, 2, 3]) == 6
    assert my_sum([]) == 0


def test_biggest():
    assert biggest([3, 9, 2]) == 9
    with pytest.raises(ValueError):
        biggest([])


def test_unique():
    assert unique_in_order([3, 1, 3, 2, 1]) == [3, 1, 2]


def test_power_is_recursive(monkeypatch):
    calls = []
    original = house.power

    def counting(base, exponent):
        calls.append(exponent)
        return original(base, exponent)

    monkeypatch.setattr(house, "power", counting)
    assert house.power(2, 5) == 32
    assert calls == [5, 4, 3, 2, 1, 0]


def test_no_import_in_the_source():
    tree = ast.parse(inspect.getsource(house))
    assert not [n for n in ast.walk(tree) if isinstance(n, (ast.Import, ast.ImportFrom))]


def test_no_loop_in_count_down():
    tree = ast.parse(inspect.getsource(count_down))
    assert not any(isinstance(n, (ast.For, ast.While)) for n in ast.walk(tree))
    assert count_down(3) == [3, 2, 1]


def test_no_sum_in_the_text():
    source = inspect.getsource(my_sum)
    assert re.search(r"\bsum\(", source.replace("my_sum(", "")) is None
    assert len(source.splitlines()) <= 10


def test_file_is_readable():
    text = pathlib.Path(house.__file__).read_text(encoding="utf-8")
    assert text.count("def ") == 5
    assert house.__file__.endswith("house.py")


def test_code_object():
    assert "sorted" not in unique_in_order.__code__.co_names
    assert power.__code__.co_argcount == 2
