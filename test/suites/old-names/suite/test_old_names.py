import unittest
import warnings

import pytest

from old_names import FutureGone, area, circumference, size, strict_parse


def test_still_works():
    with pytest.warns(DeprecationWarning):
        assert size([1, 2]) == 2


def test_match():
    with pytest.warns(DeprecationWarning, match=r"use len\(\)"):
        size("abc")


def test_record():
    with pytest.warns() as record:
        area(2)
        circumference(1)
    assert [w.category for w in record] == [FutureGone, UserWarning]
    assert str(record[0].message) == "area() goes away"


def test_deprecated_call():
    with pytest.deprecated_call():
        size(())


def test_no_warning():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert strict_parse("5") == 5


def test_warning_as_error():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(DeprecationWarning):
            size([])


@pytest.mark.filterwarnings("error::UserWarning")
def test_mark():
    with pytest.raises(UserWarning, match="negative"):
        circumference(-1)


class WarningsTest(unittest.TestCase):
    def test_assert_warns(self):
        with self.assertWarns(FutureGone) as caught:
            area(1)
        self.assertEqual(str(caught.warning), "area() goes away")

    def test_assert_warns_regex(self):
        with self.assertWarnsRegex(DeprecationWarning, "len"):
            size([])

    def test_catch_warnings(self):
        with warnings.catch_warnings(record=True) as seen:
            warnings.simplefilter("always")
            size([])
            size([])
        self.assertEqual(len(seen), 2)
        self.assertTrue(issubclass(seen[-1].category, DeprecationWarning))
        self.assertIn("size() is old", str(seen[-1].message))

    def test_own_category(self):
        self.assertTrue(issubclass(FutureGone, FutureWarning))
