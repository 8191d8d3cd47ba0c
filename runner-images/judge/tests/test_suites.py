"""What a suite may do across the bridge as if submission and tests were one process."""

import textwrap

import pytest


def case(name, submission, suite):
    return pytest.param(textwrap.dedent(submission), textwrap.dedent(suite), id=name)


CROSSES = [
    case(
        "values, keyword arguments and exceptions",
        """
        class Refused(ValueError):
            pass

        def half(n, *, exact=False):
            if n % 2 and exact:
                raise Refused("odd", n)
            return n / 2
        """,
        """
        import pytest
        from solution import Refused, half

        def test_it():
            assert half(4) == 2.0
            with pytest.raises(Refused, match="odd") as caught:
                half(3, exact=True)
            assert caught.value.args == ("odd", 3)
            assert isinstance(caught.value, ValueError)
        """,
    ),
    case(
        "objects, operators, iteration and with",
        """
        class Bag:
            def __init__(self, *items): self.items = list(items)
            def __add__(self, other): return Bag(*self.items, *other.items)
            def __eq__(self, other): return isinstance(other, Bag) and self.items == other.items
            def __len__(self): return len(self.items)
            def __iter__(self): return iter(self.items)
            def __contains__(self, item): return item in self.items
            def __getitem__(self, index): return self.items[index]
            def __enter__(self): return self
            def __exit__(self, *_): self.items.clear()
        """,
        """
        from solution import Bag

        def test_it():
            both = Bag(1) + Bag(2)
            assert both == Bag(1, 2) and both != Bag(1)
            assert len(both) == 2 and list(both) == [1, 2] and 2 in both and both[-1] == 2
            with both as inside:
                assert inside is both
            assert not list(both)
        """,
    ),
    case(
        "a list stays one list",
        """
        KEPT = []
        class Basket:
            def __init__(self, items): self.items = items
            def add(self, item): self.items.append(item)
        def keep(items):
            KEPT.append(items)
        def count():
            return sum(map(len, KEPT))
        """,
        """
        import solution
        from solution import Basket, count, keep

        def test_it():
            mine = [1]
            basket = Basket(mine)
            basket.add(2)
            assert mine == [1, 2]
            mine.append(3)
            assert basket.items is mine
            basket.items.append(4)
            assert Basket(basket.items).items == [1, 2, 3, 4]
            keep(mine)
            mine.clear()
            assert count() == 0
            solution.KEPT.append([1, 2])
            assert count() == 2
        """,
    ),
    case(
        "functions, generators and mocks of the test",
        """
        def call(function, *args): return function(*args)
        def total(numbers): return sum(numbers)
        def send(mailer, text):
            mailer.open("host")
            return mailer.send(text)
        """,
        """
        from unittest.mock import Mock
        from solution import call, send, total

        class Own:
            def __init__(self): self.seen = []
            def note(self, value): self.seen.append(value)

        def test_it():
            own, mailer = Own(), Mock()
            mailer.send.return_value = "sent"
            assert call(lambda a, b: a - b, 5, 3) == 2
            call(own.note, 7)
            assert own.seen == [7]
            assert total(n * n for n in range(4)) == 14
            assert send(mailer, "hi") == "sent"
            mailer.open.assert_called_once_with("host")
        """,
    ),
    case(
        "exceptions and classes of the test",
        """
        def retry(work, on):
            try:
                return work()
            except on as error:
                error.add_note("seen")
                raise RuntimeError("gave up") from error
        def name(thing): return type(thing).__name__
        """,
        """
        import pytest
        from solution import name, retry

        class Flaky(Exception):
            def __init__(self, attempt):
                super().__init__(f"attempt {attempt}")
                self.attempt = attempt

        def test_it():
            problem = Flaky(3)
            def work():
                raise problem
            with pytest.raises(RuntimeError) as caught:
                retry(work, Flaky)
            assert caught.value.__cause__ is problem
            assert problem.__notes__ == ["seen"]
            assert name(problem) == "Flaky"
        """,
    ),
    case(
        "a class of the submission as a base",
        """
        from abc import ABC, abstractmethod
        class Shape(ABC):
            @abstractmethod
            def area(self): ...
            def describe(self): return f"{type(self).__name__} of {self.area()}"
        """,
        """
        import pytest
        from solution import Shape

        class Square(Shape):
            def __init__(self, side): self.side = side
            def area(self): return self.side ** 2
            def describe(self): return super().describe() + "!"

        def test_it():
            assert Square(3).describe() == "Square of 9!"
            assert isinstance(Square(1), Shape)
            with pytest.raises(TypeError):
                Shape()
        """,
    ),
    case(
        "patches of the library and of the submission",
        """
        import os, random, time
        def roll(): return random.randint(1, 6)
        def now():
            time.sleep(100)
            return int(time.time())
        def listing(): return sorted(os.listdir("/nowhere"))
        def greet(): return "Hello, " + input("Name? ")
        def shout(): print("loud")
        def read(path):
            with open(path) as file:
                return file.read()
        """,
        """
        import random
        from unittest.mock import mock_open, patch
        import solution

        @patch("time.sleep")
        @patch("time.time", return_value=5.9)
        def test_it(fake_time, fake_sleep, monkeypatch):
            assert solution.now() == 5
            fake_sleep.assert_called_once_with(100)
            monkeypatch.setattr("os.listdir", lambda path: ["b", "a"])
            assert solution.listing() == ["a", "b"]
            with patch("random.randint", side_effect=[3, 4]):
                assert [solution.roll(), solution.roll()] == [3, 4]
            with patch("builtins.input", return_value="Ada") as fake:
                assert solution.greet() == "Hello, Ada"
            fake.assert_called_once_with("Name? ")
            with patch("builtins.print") as fake:
                solution.shout()
            fake.assert_called_once_with("loud")
            with patch("builtins.open", mock_open(read_data="text")):
                assert solution.read("x") == "text"
            with patch.object(solution, "roll", lambda: 99):
                assert solution.roll() == 99
            assert 1 <= solution.roll() <= 6

        def test_seed():
            random.seed(7)
            mine = [random.randint(1, 6) for _ in range(5)]
            random.seed(7)
            assert [solution.roll() for _ in range(5)] == mine
        """,
    ),
    case(
        "output, input, arguments and environment",
        """
        import os, sys
        def main():
            name = sys.argv[1] if len(sys.argv) > 1 else sys.stdin.readline().strip()
            print("Hello,", name)
            print(os.environ.get("MODE", "none"), file=sys.stderr)
            os.environ["DONE"] = "yes"
        """,
        """
        import io, os, sys
        from solution import main

        def test_it(capsys, monkeypatch):
            monkeypatch.setattr(sys, "argv", ["prog", "Ada"])
            monkeypatch.setenv("MODE", "dark")
            main()
            captured = capsys.readouterr()
            assert (captured.out, captured.err) == ("Hello, Ada\\n", "dark\\n")
            assert os.environ["DONE"] == "yes"
            monkeypatch.setattr(sys, "argv", ["prog"])
            monkeypatch.setattr(sys, "stdin", io.StringIO("Bob\\n"))
            monkeypatch.delenv("MODE")
            main()
            assert capsys.readouterr() == ("Hello, Bob\\n", "none\\n")

        def test_the_environment_is_its_own_again():
            assert "MODE" not in os.environ
        """,
    ),
    case(
        "files below tmp_path",
        """
        from pathlib import Path
        def copy(source, target): Path(target).write_text(Path(source).read_text().upper())
        def here(name): Path(name).write_text("here")
        """,
        """
        from solution import copy, here

        def test_it(tmp_path, monkeypatch):
            (tmp_path / "in.txt").write_text("text")
            copy(tmp_path / "in.txt", str(tmp_path / "out.txt"))
            assert (tmp_path / "out.txt").read_text() == "TEXT"
            monkeypatch.chdir(tmp_path)
            here("new.txt")
            assert (tmp_path / "new.txt").read_text() == "here"
        """,
    ),
    case(
        "log records and warnings",
        """
        import logging, warnings
        log = logging.getLogger("shop")
        class Old(DeprecationWarning):
            pass
        def work(n):
            log.info("did %d", n)
            warnings.warn("old", Old, stacklevel=2)
        """,
        """
        import logging, pytest
        from solution import Old, work

        def test_it(caplog):
            caplog.set_level(logging.INFO, logger="shop")
            with pytest.warns(DeprecationWarning, match="old"):
                work(3)
            assert caplog.record_tuples == [("shop", logging.INFO, "did 3")]
            with pytest.warns(Old):
                work(4)
        """,
    ),
    case(
        "two event loops taking turns",
        """
        import asyncio
        async def shout(text):
            await asyncio.sleep(0)
            return text.upper()
        async def wait(event):
            await event.wait()
            return "seen"
        async def numbers(n):
            for i in range(n):
                yield i
        """,
        """
        import asyncio, pytest
        from solution import numbers, shout, wait

        async def scenario():
            assert await asyncio.gather(shout("a"), shout("b")) == ["A", "B"]
            event = asyncio.Event()
            task = asyncio.create_task(wait(event))
            await asyncio.sleep(0)
            assert not task.done()
            event.set()
            assert await task == "seen"
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(wait(asyncio.Event()), 0.05)
            assert [n async for n in numbers(3)] == [0, 1, 2]

        def test_it():
            assert asyncio.run(shout("x")) == "X"
            asyncio.run(scenario())
        """,
    ),
    case(
        "names at collection time",
        """
        import enum
        class Light(enum.Enum):
            RED = 1
            GREEN = 2
        def next_light(light): return Light.GREEN if light is Light.RED else Light.RED
        """,
        """
        import pytest
        import solution
        from solution import Light, next_light

        try:
            from solution import extra
        except ImportError:
            extra = None

        @pytest.mark.parametrize("light", Light)
        def test_it(light):
            assert next_light(next_light(light)) is light

        @pytest.mark.skipif(hasattr(solution, "extra"), reason="only without")
        def test_without():
            assert extra is None
        """,
    ),
    case(
        "a fixture that several tests share",
        """
        class Library:
            def __init__(self): self.books = []
        """,
        """
        import pytest, unittest
        from solution import Library

        @pytest.fixture(scope="module")
        def library():
            return Library()

        def test_one(library):
            library.books.append("a")

        def test_two(library):
            assert library.books == ["a"]

        class ClassTest(unittest.TestCase):
            @classmethod
            def setUpClass(cls): cls.library = Library()
            def test_a(self): self.library.books.append(1)
            def test_b(self): self.assertEqual(self.library.books, [1])
        """,
    ),
    case(
        "pickles, copies, source and eval, all in the sandbox",
        """
        from dataclasses import dataclass
        @dataclass
        class Point:
            x: int
            y: int = 0
        """,
        """
        import ast, copy, dataclasses, inspect, pickle
        import solution
        from solution import Point

        def test_it():
            point = Point(1, 2)
            assert pickle.loads(pickle.dumps(point)) == point
            assert eval(repr(point)) == point
            assert copy.deepcopy(point) == point
            assert dataclasses.asdict(point) == {"x": 1, "y": 2}
            assert "dataclass" in inspect.getsource(solution)
            assert isinstance(ast.parse(inspect.getsource(solution)), ast.Module)
            assert str(inspect.signature(Point)) == "(x: int, y: int = 0) -> None"
        """,
    ),
    case(
        "subclasses of plain types, enums and named tuples",
        """
        import enum
        from typing import NamedTuple
        class Day(enum.IntEnum):
            MON = 1
        class Loud(str):
            def shout(self): return self.upper()
        class Point(NamedTuple):
            x: int
            y: int
        class Table(dict):
            def __missing__(self, key): return 0
        """,
        """
        import enum
        from solution import Day, Loud, Point, Table

        def test_it():
            assert Day.MON == 1 and Day.MON is Day(1) and issubclass(Day, enum.IntEnum) and ["a", "b"][Day.MON] == "b"
            assert Loud("a") == "a" and Loud("a").shout() == "A" and isinstance(Loud("a"), str) and "-".join([Loud("b")]) == "b"
            assert Point(1, 2) == (1, 2) and Point(1, 2).x == 1
            assert Table(a=1) == {"a": 1} and isinstance(Table(), dict) and Table()["b"] == 0
        """,
    ),
]


@pytest.mark.parametrize(("submission", "suite"), CROSSES)
def test_it_crosses(grade, submission, suite):
    graded = grade(submission, suite)

    assert graded.end == "finished", graded.said
    assert graded.cases
    assert [case for case in graded.cases if case["status"] != "passed"] == []


def test_a_failed_subtest_fails_its_test_and_says_which(grade):
    graded = grade(
        "def double(n): return 4",
        """
import unittest
from solution import double

class DoubleTest(unittest.TestCase):
    def test_doubles(self):
        for n in (1, 2, 3):
            with self.subTest("case", n=n):
                self.assertEqual(double(n), 2 * n)

def test_fixture(subtests):
    for n in (2, 5):
        with subtests.test(n=n):
            assert double(n) == 2 * n
""",
    )

    assert graded.statuses == {"test_doubles": "failed", "test_fixture": "failed"}
    assert graded.case("test_doubles")["parts"] == ["[case] (n=1)", "[case] (n=3)"]
    assert graded.case("test_fixture")["parts"] == ["(n=5)"]


def test_a_missing_name_fails_the_tests_that_use_it_and_no_other(grade):
    graded = grade(
        "def slugify(text): return text",
        "from solution import slugify, slugfy\ndef test_a(): slugify('a')\ndef test_b(): slugfy('a')\n",
    )

    assert graded.statuses == {"test_a": "passed", "test_b": "error"}
    assert 'Did you mean "slugify"?' in graded.case("test_b")["text"]


def test_a_submission_that_cannot_be_imported_is_said_to_be_so_once(grade):
    graded = grade("import nothing_of_that_name", "from solution import f\ndef test_a(): f()\ndef test_b(): f()\n")

    assert graded.end == "import-failed"
    assert graded.said["type"] == "ModuleNotFoundError"
    assert graded.said["frames"] == [["solution.py", 1, "<module>", "import nothing_of_that_name"]]


def test_what_cannot_be_collected_beside_a_submission_is_told_by_file(grade):
    graded = grade(
        "def make(): return None\ndef fine(): return 1",
        {
            "test_a.py": "from solution import make\nTHING = make().thing\ndef test_a(): pass\n",
            "test_b.py": "from solution import fine\nX = fine()\ndef test_b(): assert X == 1\n",
        },
    )

    assert graded.end == "finished"
    assert graded.statuses == {"test_b": "passed"}
    assert [error["file"] for error in graded.said["errors"]] == ["test_a.py"]


def test_nothing_collected_beside_a_submission_is_its_own_doing(grade):
    graded = grade("def make(): return None", "from solution import make\nTHING = make().thing\ndef test_a(): pass\n")

    assert graded.end == "not-collected"
    assert graded.said["touched"].startswith("beside this submission: AttributeError")


@pytest.mark.parametrize(("shared", "end"), [(True, "finished"), (False, "import-failed")])
def test_a_helper_of_the_suite_lies_beside_the_submission_only_where_that_is_wanted(grade, shared, end):
    graded = grade(
        {"kitchen.py": "from prices import PRICES\ndef price(x): return PRICES[x]"},
        {
            "prices.py": "PRICES = {'soup': 4}",
            "test_kitchen.py": "from kitchen import price\ndef test_it(): assert price('soup') == 4\n",
        },
        shareHelpers=shared,
    )

    assert graded.end == end


def test_a_suite_that_is_broken_itself_is_the_authors(grade):
    graded = grade("x = 1", "import nothing_of_that_name\ndef test_a(): pass\n")

    assert graded.end == "not-collected"
    assert graded.said["touched"] is None
    assert "nothing_of_that_name" in graded.said["errors"][0]
