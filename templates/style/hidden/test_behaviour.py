import pytest
from solution import parse_size


@pytest.mark.points(1)
@pytest.mark.hint("Run your code with these after each change: it should do what it did before.")
def test_sizes():
    """Sizes are read as before"""
    assert [parse_size(text) for text in ("0", "7", "1k", "3K", "2m", " 10M ")] == [0, 7, 1024, 3072, 2097152, 10485760]


@pytest.mark.points(1)
@pytest.mark.hint("The unit is for texts that have none of their own.")
def test_unit():
    """A text without a unit has the given one"""
    assert [parse_size("2", "k"), parse_size("3", unit="m"), parse_size("2m", "k")] == [2048, 3145728, 2097152]


@pytest.mark.points(1)
@pytest.mark.hint("What is no size was a ValueError before, and still is.")
def test_no_size():
    """What is no size is a ValueError"""
    for text in ("", "k", "1x", "1kk", "1.5k", "-1", "two"):
        with pytest.raises(ValueError):
            parse_size(text)
    assert parse_size("1") == 1
