import traceback

import pytest

from taxonomy import (
    ConfigError,
    MissingKey,
    ParseError,
    load,
    load_all,
    parse_line,
)


def test_hierarchy():
    assert issubclass(MissingKey, ConfigError)
    assert issubclass(MissingKey, KeyError)
    assert issubclass(ParseError, (ConfigError, ValueError))
    assert not issubclass(ParseError, LookupError)


def test_attributes():
    with pytest.raises(ParseError) as info:
        parse_line("no equals sign", 7)
    error = info.value
    assert info.type is ParseError
    assert error.line == "no equals sign"
    assert error.number == 7
    assert str(error) == "line 7: cannot read 'no equals sign'"
    assert error.args == ("no equals sign", 7)
    assert info.typename == "ParseError"


def test_match_uses_the_own_str():
    with pytest.raises(ConfigError, match=r"^line \d+: cannot read"):
        parse_line("broken", 1)
    with pytest.raises((KeyError, ValueError), match="line 3"):
        parse_line("broken", 3)


def test_cause():
    with pytest.raises(ParseError) as info:
        parse_line("port = abc", 2)
    assert isinstance(info.value.__cause__, ValueError)
    assert "abc" in str(info.value.__cause__)
    assert info.value.__suppress_context__ is True
    assert info.value.__context__ is info.value.__cause__


def test_from_none():
    with pytest.raises(MissingKey) as info:
        load("a = 1", need="b")
    assert info.value.__cause__ is None
    assert info.value.__suppress_context__ is True
    assert info.value.key == "b"
    assert str(info.value) == "key 'b' is missing"


def test_implicit_context():
    with pytest.raises(RuntimeError) as info:
        load(None)
    assert isinstance(info.value.__context__, AttributeError)
    assert info.value.__cause__ is None


def test_notes():
    with pytest.raises(ConfigError) as info:
        load("a = 1\nbroken")
    assert info.value.__notes__ == ["while loading 2 lines"]


def test_caught_by_builtin_base():
    try:
        load("a = 1", need="b")
    except LookupError as error:
        assert type(error) is MissingKey
        assert type(error).__name__ == "MissingKey"
    else:
        pytest.fail("nothing was raised")


def test_not_caught_by_sibling():
    with pytest.raises(MissingKey):
        try:
            load("a = 1", need="b")
        except ParseError:
            pytest.fail("caught by the wrong clause")


def test_group():
    with pytest.raises(ExceptionGroup) as info:
        load_all(["a = 1", "broken", "x"], need="a")
    assert len(info.value.exceptions) == 2
    assert info.value.message == "2 files failed"
    assert all(isinstance(e, ParseError) for e in info.value.exceptions)


def test_except_star():
    seen = []
    try:
        load_all(["broken", "b = 1"], need="a")
    except* ParseError as group:
        seen.append([e.line for e in group.exceptions])
    except* MissingKey as group:
        seen.append([e.key for e in group.exceptions])
    assert seen == [["broken"], ["a"]]


def test_raised_by_the_suite():
    with pytest.raises(ConfigError) as info:
        raise ParseError("x", 1)
    assert info.value.number == 1
    made = MissingKey("k")
    assert made.key == "k"
    assert isinstance(made, Exception)


def test_traceback_ends_in_the_submission():
    with pytest.raises(ParseError) as info:
        parse_line("broken", 1)
    assert "ParseError" in traceback.format_exception_only(type(info.value), info.value)[-1]
