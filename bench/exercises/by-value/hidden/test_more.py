# One claim a test, one line a claim: the suites of other graders are made from these lines.
from solution import slugify


def test_spaces():
    """A run of spaces becomes one dash"""
    assert slugify(" left \t and\n right ") == "left-and-right"


def test_accents():
    """Accents are taken off"""
    assert slugify("Très énorme pâté") == "tres-enorme-pate"


def test_digits():
    """Digits stay"""
    assert slugify("Top 10 of 2024: 7.5 million") == "top-10-of-2024-7-5-million"


def test_nothing():
    """Nothing stays nothing"""
    assert slugify("") == ""


def test_only_punctuation():
    """Nothing but punctuation becomes nothing"""
    assert slugify("?! ... !?") == ""


def test_cut():
    """A long title is cut"""
    assert slugify("abcde " * 10) == "abcde-abcde-abcde-abcde-abcde-abcde-abcd"


def test_shorter():
    """The length can be chosen"""
    assert slugify("one two three", longest=5) == "one-t"


def test_no_dash_at_the_end():
    """No dash is left where it was cut"""
    assert slugify("one two three", longest=8) == "one-two"


def test_twice():
    """A slug stays as it is"""
    assert slugify(slugify("Once is Enough")) == "once-is-enough"
