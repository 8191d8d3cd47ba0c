"""What a suite declares of each test: its id, title, points and hint."""

from __future__ import annotations

import inspect
import re
import types
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

    from waymark.outcomes import Fact


def declare(item: pytest.Item) -> Fact:
    """Id, title, points and hint of a test. One that the suite itself always skips is worth nothing."""
    points: float = 1
    for marker in item.iter_markers("points"):
        points = marker.args[0] if marker.args else 1
        break
    hint = next((str(marker.args[0]) for marker in item.iter_markers("hint") if marker.args), None)
    return {
        "id": item.nodeid,
        "title": title_of(item),
        "points": 0 if always_skipped(item) else points,  # type: ignore[dict-item]
        "hint": hint,
    }


def title_of(item: pytest.Item) -> str:
    function = own_function(item)
    doc = inspect.getdoc(function) if function is not None else None
    name = getattr(item, "originalname", None) or item.name
    text = doc.strip().splitlines()[0].strip() if doc and doc.strip() else readable(name)
    spec = getattr(item, "callspec", None)
    return f"{text} [{spec.id}]" if spec is not None else text


def own_function(item: pytest.Item) -> object:
    """The test's function; None where a decorator of the submission has put an object of its own in its place."""
    function = getattr(item, "obj", None)
    plain = function.__func__ if type(function) is types.MethodType else function
    return function if type(plain) is types.FunctionType else None


def readable(name: str) -> str:
    words = re.sub(r"^test_?", "", name, flags=re.IGNORECASE).replace("_", " ").strip() or name
    return words[0].upper() + words[1:]


def always_skipped(item: pytest.Item) -> bool:
    if any(True for _ in item.iter_markers("skip")) or any(True for _ in item.iter_markers("xfail")):
        return True
    if any(
        marker.args and not isinstance(marker.args[0], str) and bool(marker.args[0])
        for marker in item.iter_markers("skipif")
    ):
        return True
    owners = (own_function(item), getattr(item, "cls", None))
    return any(
        getattr(owner, flag, False) is True
        for owner in owners
        for flag in ("__unittest_skip__", "__unittest_expecting_failure__")
    )
