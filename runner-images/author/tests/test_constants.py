"""Submissions with one answer: what is hollowed out, and what stays so that they can be imported."""

import asyncio
import sys
import types

import pytest
from waymark_author.constants import constant_answers
from waymark_author.sources import SourceFault, SourceText


def lazy(source, answer):
    (text,) = [
        one.files[0].text for one in constant_answers([SourceText("solution.py", source)]) if one.answer == answer
    ]
    return text


def load(source, answer):
    module = types.ModuleType("lazy")
    sys.modules["lazy"] = module
    exec(lazy(source, answer), module.__dict__)
    return module


def test_answers_have_names_for_people():
    answers = [one.answer for one in constant_answers([SourceText("solution.py", "def f(): return 7")])]

    assert answers == [
        *("True", "False", "None", "0", "1", "-1", '""', '"a"', "[]", "{}", "()"),
        "the first argument",
        *("raise ValueError", "raise TypeError", "raise KeyError", "raise NotImplementedError", "raise Exception"),
    ]


SHOP = """\
import functools, contextlib, enum
from dataclasses import dataclass, field

LIMIT = 3

def total(prices, *, tax=0.2):
    return sum(prices) * tax

async def fetch(name):
    return name.upper()

async def stream(names):
    for name in names:
        yield name

@contextlib.contextmanager
def open_till(till):
    yield till

@functools.lru_cache
def costly(key):
    return [key]

double = lambda x: 2 * x

@dataclass(frozen=True)
class Item:
    name: str
    tags: list = field(default_factory=list)
    price: int = 3

    def label(self, prefix):
        return prefix + self.name

    @property
    def cost(self):
        return self.price

    @staticmethod
    def parse(text):
        return Item(text)

    @classmethod
    def empty(cls, name="x"):
        return cls(name)

class Colour(enum.StrEnum):
    RED = "red"
    BLUE = enum.auto()

    def dark(self):
        return self is Colour.BLUE

class Amount(int):
    def __new__(cls, value, currency):
        self = super().__new__(cls, value)
        self.currency = currency
        return self

class Meta(type):
    def __new__(mcs, name, bases, namespace, **options):
        return super().__new__(mcs, name, bases, namespace)

class Model(metaclass=Meta):
    def __init_subclass__(cls, *, table, **rest):
        cls.table = table

class User(Model, table="users"):
    pass
"""


@pytest.mark.parametrize(
    ("answer", "value"), [("True", True), ("-1", -1), ('"a"', "a"), ("[]", []), ("{}", {}), ("()", ()), ("None", None)]
)
def test_every_kind_of_function_gives_the_answer_whatever_it_is_asked(answer, value):
    shop = load(SHOP, answer)
    item = shop.Item("a", 2, colour="red")

    given = [
        shop.total(1, 2, 3, nothing=4),
        asyncio.run(shop.fetch()),
        asyncio.run(shop.stream()),
        shop.open_till(),
        shop.costly([]),
        shop.double(),
        item.label(),
        item.cost,
        shop.Item.parse(),
        shop.Item.empty(1, 2, 3),
        shop.Colour.RED.dark(),
    ]

    assert given == [value] * len(given)


def test_the_first_argument_comes_after_self():
    shop = load(SHOP, "the first argument")

    assert shop.total(5, 6) == 5
    assert shop.total(prices=7) == 7
    assert shop.total() is None
    assert shop.Item().label("a") == "a"
    assert shop.Item().cost is None
    assert shop.Item.parse("b") == "b"
    assert shop.Item.empty("c") == "c"


@pytest.mark.parametrize("name", ["ValueError", "TypeError", "KeyError", "NotImplementedError", "Exception"])
def test_an_exception_is_raised_by_functions_and_not_by_making_objects(name):
    shop = load(SHOP, f"raise {name}")

    with pytest.raises(getattr(__builtins__, name, None) or __builtins__[name]):
        shop.total(1)
    assert type(shop.Item(1)).__name__ == "Item"


def test_what_raises_can_be_imported_all_the_same():
    made = load(FACTORIES, "raise KeyError")

    with pytest.raises(KeyError):
        made.work()


def test_classes_keep_what_makes_them():
    shop = load(SHOP, "True")

    assert shop.LIMIT == 3
    assert list(shop.Colour) == ["red", "blue"]
    assert isinstance(shop.Amount(3, "EUR"), int)
    assert isinstance(shop.User, shop.Meta)
    assert shop.Item.price == 3
    assert not hasattr(shop.Item, "tags")


FACTORIES = """\
import functools

def retry(times):
    def decorate(function):
        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            return function(*args, **kwargs)
        return wrapper
    return decorate

def counter():
    count = 0
    def more():
        nonlocal count
        count += 1
        return count
    return more

def called():
    def inner():
        return 5
    return inner() + 1

class Registry:
    def register(self, name):
        def keep(function):
            return function
        return keep

registry = Registry()

@registry.register("x")
@retry(3)
def work():
    return 6

def prepare():
    return 7

prepare()
"""


def test_what_gives_functions_away_keeps_its_body_and_they_give_the_answer():
    made = load(FACTORIES, "0")

    assert made.retry(3)(len)([1, 2]) == 0
    assert made.counter()() == 0
    assert made.called() == 0
    assert made.work(1, 2) == 0


APP = """\
from somewhere import FastAPI, Depends

def settings(name: str = "x"):
    return name

def unread(a):
    return a

def create_app():
    app = FastAPI()

    @app.get("/items/{number}")
    async def item(number: int, found=Depends(settings)) -> dict:
        return {"number": number}

    return app

app = FastAPI()

@app.get("/health")
def health(verbose: bool = False):
    return {"ok": True}
"""


def test_signatures_stay_where_a_framework_reads_them():
    text = lazy(APP, "True")

    assert "async def item(number: int, found=Depends(settings)) -> dict:\n            return True" in "\n".join(
        line if line.strip() else ""
        for line in text.replace("        return True", "            return True").split("\n")
    )
    assert "@app.get('/health')\ndef health(verbose: bool=False):\n" in text
    assert "def settings(name: str='x'):\n" in text
    assert "def unread(*args, **kwargs):\n" in text


def test_files_that_are_no_python_stay():
    given = [SourceText("solution.py", "def f(): return 1"), SourceText("rules.json", "[1]")]

    assert {one.files[1] for one in constant_answers(given)} == {given[1]}


def test_a_file_that_does_not_parse_is_named():
    with pytest.raises(SourceFault, match=r"^a.py, line 1: "):
        constant_answers([SourceText("a.py", "def")])
