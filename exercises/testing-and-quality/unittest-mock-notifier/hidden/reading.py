"""What is asked of the text of a suite: read as data, never run here."""

import ast


def tree(learner_tests, path="test_notifier.py"):
    try:
        return ast.parse(learner_tests.source(path))
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise AssertionError(f"{path} cannot be read as Python: {error}") from None


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


def imported(module):
    """Top-level names of the modules that are imported."""
    found = [node for node in ast.walk(module) if isinstance(node, ast.Import | ast.ImportFrom)]
    whole = [node.module or "" if isinstance(node, ast.ImportFrom) else alias.name for node in found for alias in node.names]
    return {name.partition(".")[0] for name in whole}


def bases(module):
    """Names of the classes that classes are derived from."""
    return {
        name_of(base).rpartition(".")[2] for node in ast.walk(module) if isinstance(node, ast.ClassDef) for base in node.bases
    }


def contexts(module, last_name):
    """`with` and `async with` that enter a call of this name."""
    entered = [
        item.context_expr for node in ast.walk(module) if isinstance(node, ast.With | ast.AsyncWith) for item in node.items
    ]
    return [node for node in entered if isinstance(node, ast.Call) and name_of(node).rpartition(".")[2] == last_name]
