"""What the module does when it runs: the same as the one without types."""

from dataclasses import dataclass

import pytest
from solution import DuplicateId, NotFound, Page, Repository, first_value


@dataclass(frozen=True)
class Customer:
    id: int
    name: str


def customers(*ids):
    repository = Repository()
    for number in ids:
        repository.add(Customer(number, f"customer {number}"))
    return repository


@pytest.mark.hint("legacy_repo.py does this already. What did you change besides the types?")
def test_add_and_get():
    """What was added can be had again, until it is removed"""
    repository = customers()
    ada = Customer(3, "Ada")

    assert repository.add(ada) == ada
    assert repository.get(3) == repository.require(3) == ada
    assert [repository.get(4), repository.get(4, "nobody"), repository.get(3, "nobody")] == [None, "nobody", ada]
    assert [repository.remove(3), repository.remove(3), repository.get(3)] == [True, False, None]


@pytest.mark.points(2)
@pytest.mark.hint("Look before you store: is there an entity with this id?")
def test_errors():
    """An id is used once, and require wants one that is there"""
    repository = customers(1)

    with pytest.raises(DuplicateId):
        repository.add(Customer(1, "another"))
    assert repository.require(1).name == "customer 1"
    with pytest.raises(NotFound):
        repository.require(2)


@pytest.mark.hint("A dict keeps the order in which its keys were added.")
def test_find():
    """find keeps the order in which entities were added"""
    repository = customers(5, 2, 9, 4)

    assert [one.id for one in repository.find(lambda one: one.id != 9)] == [5, 2, 4]
    assert repository.find(lambda one: one.id > 9) == []


@pytest.mark.points(2)
@pytest.mark.hint("When is there a next page? Try with a page that ends exactly at the last entity.")
def test_page():
    """Pages come in the order of the ids, and the last one has no next"""
    repository = customers(5, 2, 9, 4)

    first, last, beyond = repository.page(0, 3), repository.page(2, 2), repository.page(7, 2)

    assert isinstance(first, Page)
    assert ([one.id for one in first.items], first.total, first.next_offset) == ([2, 4, 5], 4, 3)
    assert ([one.id for one in last.items], last.total, last.next_offset) == ([5, 9], 4, None)
    assert (list(beyond.items), beyond.total, beyond.next_offset) == ([], 4, None)


@pytest.mark.points(2)
@pytest.mark.hint("Which is the smallest page, and which the first offset?")
def test_page_bounds():
    """A page of nothing, or before the first, is a ValueError"""
    repository = customers(1, 2)

    assert [one.id for one in repository.page(0, 1).items] == [1]
    for offset, limit in ((0, 0), (0, -1), (-1, 1)):
        with pytest.raises(ValueError):
            repository.page(offset, limit)


@pytest.mark.hint("Three kinds of values are passed over: missing ones, those of another type, and one particular text.")
def test_first_value():
    """first_value skips what is no text, and empty texts"""
    form = {"nick": "", "age": 41, "name": "Ada", "mail": "ada@example.org", "tags": ["x"]}

    assert first_value(form, "nick", "age", "tags", "name", "mail") == "Ada"
    assert first_value(form, "mail", "name") == "ada@example.org"
    assert first_value(form, "nick", "nothing") is None
    assert first_value(form) is None
