"""What is asked of the text of a suite: read as data, never run here."""

import ast


def tree(learner_tests, path="test_pricing.py"):
    try:
        return ast.parse(learner_tests.source(path))
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise AssertionError(f"{path} cannot be read as Python: {error}") from None


def functions_named_test(module):
    """Functions that pytest takes for tests."""
    found = [node for node in ast.walk(module) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    return [node for node in found if node.name.startswith("test")]


def name_of(node):
    """``pytest.mark.parametrize`` for what is written so; empty for anything else than names and attributes."""
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=value, attr=attribute):
            return f"{name_of(value)}.{attribute}"
        case ast.Call(func=function):
            return name_of(function)
    return ""


def calls(module, *last_names):
    """Calls of functions whose name ends like this: ``raises`` and ``pytest.raises`` alike."""
    found = [node for node in ast.walk(module) if isinstance(node, ast.Call)]
    return [node for node in found if name_of(node).rpartition(".")[2] in last_names]


def names(module):
    """All names and attributes that occur."""
    return {
        text
        for node in ast.walk(module)
        for text in (getattr(node, "id", None), getattr(node, "attr", None))
        if isinstance(text, str)
    }
