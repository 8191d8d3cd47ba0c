"""What tools make of the source. Nothing of the submission is run here."""

import pytest


@pytest.fixture
def source(static):
    """The source, once there is enough of it: what is not written yet has no style."""
    functions = static.functions("solution.py")
    assert any(function.complexity > 1 for function in functions), "there is too little code to judge; make it work first"
    return static


@pytest.mark.points(2)
@pytest.mark.hint("Run ruff check solution.py yourself; it says line and reason.")
def test_lint(source):
    """ruff has nothing to say"""
    source.ruff("solution.py", select=("E", "F", "I", "B", "SIM", "UP"), line_length=88).assert_clean()


@pytest.mark.points(1)
@pytest.mark.hint("Run black solution.py: it formats the file for you.")
def test_format(source):
    """The source is formatted as Black formats it"""
    source.black("solution.py").assert_clean()


@pytest.mark.points(2)
@pytest.mark.hint("Run mypy --strict solution.py. A type that accepts everything says nothing.")
def test_types(source):
    """Everything has a type, and none of them is Any"""
    source.mypy("solution.py").assert_clean()
    assert source.names("typing.Any", "typing.cast", paths=["solution.py"]) == []


@pytest.mark.points(1)
@pytest.mark.hint("A function with fewer branches is one that can be read. What could be looked up in a table?")
def test_simple(source):
    """No function has a complexity of more than five"""
    source.complexity("solution.py", at_most=5).assert_clean()


@pytest.mark.points(1)
@pytest.mark.hint("One sentence that says what a function gives, right below its first line.")
def test_documented(source):
    """Every function has a docstring"""
    assert [str(function) for function in source.functions("solution.py") if not function.has_docstring] == []
