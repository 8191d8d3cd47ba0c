"""What mypy makes of the module, and of code that uses it. Nothing of the submission is run here."""

import pytest

ENTITIES = """
from dataclasses import dataclass
from typing import NamedTuple

from solution import HasId, Page, Repository, first_value


@dataclass(frozen=True)
class Customer:
    id: int
    name: str


class Invoice(NamedTuple):
    id: int
    amount: int


class Ticket:
    def __init__(self, number: int) -> None:
        self.id = number


customers: Repository[Customer] = Repository()
"""


@pytest.mark.points(3)
@pytest.mark.hint("Run mypy --strict solution.py yourself; it says line and reason.")
def test_strict(static):
    """mypy --strict finds nothing in solution.py"""
    static.mypy("solution.py").assert_clean()
    static.assert_types(ENTITIES)


@pytest.mark.points(2)
@pytest.mark.hint("A type checker that is told to look away finds nothing.")
def test_no_escape(static):
    """Every function has its types, and there is no Any, cast or type: ignore"""
    functions = static.functions("solution.py")
    assert len(functions) >= 8, "Repository and first_value have at least eight functions together"
    assert [str(function) for function in functions if not function.is_annotated] == []
    hatches = ("Any", "cast", "no_type_check", "TYPE_CHECKING")
    assert static.names(*(f"typing.{name}" for name in hatches), paths=["solution.py"]) == []
    assert [found for found in static.imports("solution.py") if found.names == ("*",)] == []
    assert list(static.suppressions("solution.py")) == []


@pytest.mark.points(3)
@pytest.mark.hint("What a protocol declares as a plain attribute must be writable. Which entities have an id that is not?")
def test_entities(static):
    """Frozen dataclasses, named tuples and plain classes are entities, without deriving from anything"""
    static.assert_types(
        ENTITIES
        + """
def number(entity: HasId) -> int:
    return entity.id


number(Customer(1, "Ada"))
number(Invoice(1, 20))
number(Ticket(1))
reveal_type(customers.add(Customer(2, "Bo")))                # R: use.Customer
invoices = Repository[Invoice]()
reveal_type(invoices.require(1).amount)                      # R: int
reveal_type(Repository[Ticket]().add(Ticket(7)).id)          # R: int
"""
    )


@pytest.mark.points(2)
@pytest.mark.hint("What may the type variable of Repository stand for?")
def test_wrong_entities(static):
    """What has no id, or is of another kind, is rejected"""
    static.assert_types(
        ENTITIES
        + """
class Named:
    id: str = "x"


customers.add(Invoice(1, 20))                                # E: arg-type
customers.add("Ada")                                         # E: arg-type
texts: Repository[str]                                       # E: type-var
named: Repository[Named]                                     # E: type-var
customers.require("1")                                       # E: arg-type
customers.remove(Customer(1, "Ada"))                         # E: arg-type
invoice: Invoice = customers.require(1)                      # E: assignment
"""
    )


@pytest.mark.points(2)
@pytest.mark.hint("What does get give when there is no such entity? The type has to say so.")
def test_optional(static):
    """The result of get may be None, that of require may not"""
    static.assert_types(
        ENTITIES
        + """
reveal_type(customers.get(1))                                # R: use.Customer | None
customers.get(1).name                                        # E: union-attr
found = customers.get(1)
if found is not None:
    reveal_type(found)                                       # R: use.Customer
reveal_type(customers.require(1))                            # R: use.Customer
reveal_type(customers.remove(1))                             # R: bool
"""
    )


@pytest.mark.points(3)
@pytest.mark.hint("One signature cannot say both. typing.overload lets a function have two.")
def test_default(static):
    """With a default, get gives an entity or what the default is"""
    static.assert_types(
        ENTITIES
        + """
guest = Customer(0, "guest")
reveal_type(customers.get(1, guest))                         # R: use.Customer
reveal_type(customers.get(1, "nobody"))                      # R: use.Customer | str
reveal_type(customers.get(1, None))                          # R: use.Customer | None
customers.get(1, guest).name
customers.get(1, 0).name                                     # E: union-attr
customers.get()                                              # E: call-overload
"""
    )


@pytest.mark.points(2)
@pytest.mark.hint("A page can be read only. Which of the types in collections.abc says that?")
def test_page_types(static):
    """A page knows what it holds, and its items cannot be changed"""
    static.assert_types(
        ENTITIES
        + """
page = customers.page(0, 10)
reveal_type(page)                                            # R: solution.Page[use.Customer]
reveal_type(page.items[0])                                   # R: use.Customer
reveal_type(page.total)                                      # R: int
reveal_type(page.next_offset)                                # R: int | None
page.items.append(Customer(1, "Ada"))                        # E: attr-defined
customers.page(page.next_offset, 10)                         # E: arg-type
for customer in page.items:
    customer.amount                                          # E: attr-defined
"""
    )


@pytest.mark.points(2)
@pytest.mark.hint(
    "collections.abc has a type for functions, in which their parameters can be named. What may the values of the mapping be?"
)
def test_function_types(static):
    """find takes a predicate for its entities, and first_value gives a text or None"""
    static.assert_types(
        ENTITIES
        + """
reveal_type(customers.find(lambda customer: customer.name == "Ada"))   # R: list[use.Customer]
customers.find(lambda customer: customer.amount > 1)         # E: attr-defined


def is_large(invoice: Invoice) -> bool:
    return invoice.amount > 1000


customers.find(is_large)                                     # E: arg-type
reveal_type(first_value({"a": 1, "b": "x"}, "a", "b"))       # R: str | None
numbers: dict[str, int] = {}
first_value(numbers, "a")
first_value({1: "x"}, "a")                                   # E: dict-item
first_value(numbers, 1)                                      # E: arg-type
"""
    )
