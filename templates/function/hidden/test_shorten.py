import pytest
from solution import shorten


@pytest.mark.points(1)
@pytest.mark.hint("Which texts need no cut? Think of the longest of them.")
def test_fits():
    """A text that fits stays as it is"""
    assert shorten("tea", 5) == "tea"
    assert shorten("bread", 5) == "bread"
    assert shorten("", 5) == ""


@pytest.mark.points(2)
@pytest.mark.hint("The mark takes room too: how many characters of the text are left beside it?")
@pytest.mark.parametrize(
    ("text", "width", "short"),
    [("breads", 5, "br..."), ("one long line of text", 10, "one lon...")],
    ids=["one too many", "long"],
)
def test_cut(text, width, short):
    """A longer text is cut, and ends with the mark"""
    assert shorten(text, width) == short


@pytest.mark.points(1)
@pytest.mark.hint("What does the task say about a call without a width?")
def test_usual_width():
    """Twenty characters are the usual width"""
    assert shorten("abcdefghijklmnopqrst") == "abcdefghijklmnopqrst"
    assert shorten("abcdefghijklmnopqrstu") == "abcdefghijklmnopq..."


@pytest.mark.points(2)
@pytest.mark.hint("Marks differ in length; the one that was given decides where to cut.")
def test_own_mark():
    """The mark can be another one, or none"""
    assert shorten("breadcrumbs", 6, "~") == "bread~"
    assert shorten("breadcrumbs", 6, mark="") == "breadc"


@pytest.mark.points(2)
@pytest.mark.hint("What is the smallest width that the mark fits into? It is a width like any other.")
def test_no_room():
    """A width without room for the mark is a ValueError"""
    assert shorten("breads", 3) == "..."
    with pytest.raises(ValueError):
        shorten("breads", 2)
    with pytest.raises(ValueError):
        shorten("a", 0)
