import sys
import unittest

import pytest

import marks
from marks import NotYet, half, parse

pytestmark = pytest.mark.filterwarnings("ignore")


@unittest.skip("replaced by other tests")
class OldTests(unittest.TestCase):
    def test_never(self):
        self.fail("must not run")


class MarksTest(unittest.TestCase):
    def test_plain(self):
        self.assertEqual(half(4), 2)

    @unittest.skipIf(sys.version_info < (3, 0), "old Python")
    def test_not_skipped(self):
        self.assertEqual(half(10), 5)

    @unittest.skipUnless(sys.platform.startswith("no-such"), "other platform")
    def test_skipped(self):
        self.fail("must not run")

    def test_skips_itself(self):
        if not hasattr(marks, "optional"):
            self.skipTest("no optional part")
        self.fail("must not run")

    @unittest.expectedFailure
    def test_known_bug(self):
        self.assertEqual(half(3), 1)

    @unittest.expectedFailure
    def test_known_error(self):
        parse("roman: IV")


@pytest.mark.xfail(raises=NotYet, strict=True)
def test_roman():
    parse("roman: IV")


@pytest.mark.xfail(reason="works by now", strict=False)
def test_passes_unexpectedly():
    assert half(2) == 1


@pytest.mark.skipif(not hasattr(marks, "optional"), reason="optional part missing")
def test_optional():
    raise AssertionError("must not run")


def test_skip_in_the_middle():
    assert parse("4") == 4
    pytest.skip("the rest is for later")


@pytest.mark.parametrize("text, expected", [
    ("1", 1),
    pytest.param("roman: I", 1, marks=pytest.mark.xfail(raises=NotYet)),
    pytest.param("x", 0, marks=pytest.mark.skip),
    ("-2", -2),
])
def test_parse(text, expected):
    assert parse(text) == expected


def test_imperative_xfail():
    try:
        parse("roman: X")
    except NotYet as error:
        pytest.xfail(str(error))
    raise AssertionError("NotYet expected")
