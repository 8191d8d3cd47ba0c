"""Which library modules are imported before a submission's first test."""

import pytest
from waymark_agent import preload
from waymark_agent.preload import listed, named


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("import json", {"json"}),
        ("import json, os.path as p, re", {"json", "os.path", "re"}),
        ("from dataclasses import dataclass, field", {"dataclasses"}),
        ("def f():\n    import asyncio\n", {"asyncio"}),
        ("from . import sibling", {"."}),
        ("text = 'import json'", set()),
        ("from collections.abc import Iterable\nimport collections", {"collections.abc", "collections"}),
    ],
)
def test_imports_are_found_as_text(source, expected):
    assert named([("solution.py", source.encode())]) == expected


def test_only_python_files_of_a_usual_size_are_looked_at():
    assert named([("data.txt", b"import json"), ("large.py", b"import json\n" * 100_000)]) == set()


def test_a_framework_brings_what_its_users_import_as_well(tmp_path, monkeypatch):
    (tmp_path / "web.txt").write_text("fastapi asyncio pydantic.v1\n\nflask\n")
    monkeypatch.setattr(preload, "LISTS", str(tmp_path))

    assert listed() == {"fastapi": ["asyncio", "pydantic.v1"], "flask": []}
