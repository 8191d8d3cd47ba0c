"""A suite with canaries in it: words that nobody but the suite can know, so that whoever says one has seen the suite.

They stand in comments, in the names of test files and tests, and in the texts a test expects; nowhere else, because what a test
hands to the submission is the submission's to know. Number and order of the tests stay as they were.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from waymark_author.expectations import expected_texts
from waymark_author.sources import Source, SourceText, edited, last_name, parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from waymark_author.sources import Span

_TEST_FILE = re.compile(r"test_[^/]*\.py|[^/]*_test\.py")
_CODING = re.compile(r"#.*coding[:=]")
_CLOSING = re.compile(r"'''|\"\"\"|'|\"")


class CanaryFault(Exception):
    """The canary could not stand in a name."""


def plant(files: Iterable[SourceText], canary: str) -> list[SourceText]:
    """Raises SourceFault, CanaryFault."""
    if not (canary.isascii() and canary.isidentifier()):
        raise CanaryFault(f"{canary!r} is no word that could be part of a name")
    given = list(files)
    imported = {name for file in given if file.is_python for name in _imported(Source.read(file).tree)}
    renamed = _renamed([file.path for file in given], imported, canary)
    return [_planted(file, renamed.get(file.path, file.path), canary) for file in given]


def _planted(file: SourceText, path: str, canary: str) -> SourceText:
    name = PurePosixPath(file.path).name
    if not (_TEST_FILE.fullmatch(name) or name == "conftest.py"):
        # A helper may be what a suite sends to the sandbox.
        return file
    source = Source.read(file)
    edits: dict[Span, str] = {}
    comments: set[int] = {_first_line(source)}
    if name != "conftest.py":
        names: dict[str, str] = {}
        for test, is_method in _tests(source.tree):
            comments.add(min(node.lineno for node in (test, *test.decorator_list)))
            names |= {} if is_method else {test.name: f"{test.name}_{canary}"}
            span = _name_span(source, test)
            edits[span] = f"{test.name}_{canary}"
        edits |= {span: names[name] for span, name in _uses(source, names)}
    edits |= {(end, end): canary for end in (_text_end(source, node) for node in expected_texts(source.tree))}
    for line in comments:
        start = source.offset((line, 0))
        text = source.lines[line - 1] if line <= len(source.lines) else ""
        indent = text[: len(text) - len(text.lstrip())]
        edits[start, start] = f"{indent}# {canary}\n"
    text = edited(source.text, edits)
    parse(text, file.path)
    return SourceText(path, text)


def _renamed(paths: list[str], imported: set[str], canary: str) -> dict[str, str]:
    """New names of test files: all, or none where pytest would then take them in another order."""
    new: dict[str, str] = {}
    for path in paths:
        place = PurePosixPath(path)
        if not _TEST_FILE.fullmatch(place.name) or place.stem in imported:
            continue
        is_ending = not place.name.startswith("test_")
        stem = f"{place.stem.removesuffix('_test')}_{canary}_test" if is_ending else f"{place.stem}_{canary}"
        new[path] = str(place.with_name(f"{stem}.py"))
    before = sorted(paths, key=_order)
    after = sorted(paths, key=lambda path: _order(new.get(path) or path))
    return new if before == after else {}


def _order(path: str) -> list[tuple[bool, str]]:
    """pytest takes the files of a folder before its folders, each by name."""
    *folders, name = PurePosixPath(path).parts
    return [*((True, folder) for folder in folders), (False, name)]


def _imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (part for name in node.names for part in name.name.split("."))
        elif isinstance(node, ast.ImportFrom):
            yield from (node.module or "").split(".")
            yield from (name.name for name in node.names)


def _first_line(source: Source) -> int:
    """Below what has to be at the top: ``#!`` and the encoding."""
    tops = [place for place, line in enumerate(source.lines[:2], 1) if line.startswith("#!") or _CODING.match(line)]
    return max(tops, default=0) + 1


def _tests(tree: ast.Module) -> Iterator[tuple[ast.FunctionDef | ast.AsyncFunctionDef, bool]]:
    """What pytest collects, and whether it is a method."""

    def of(body: list[ast.stmt], *, is_method: bool) -> Iterator[tuple[ast.FunctionDef | ast.AsyncFunctionDef, bool]]:
        for node in body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                if node.name.startswith("test") and "fixture" not in map(last_name, node.decorator_list):
                    yield node, is_method
            elif isinstance(node, ast.ClassDef):
                if node.name.startswith("Test") or any(last_name(base).endswith("TestCase") for base in node.bases):
                    yield from of(node.body, is_method=True)
            elif isinstance(node, ast.If | ast.Try | ast.With):
                yield from of(node.body, is_method=is_method)
                yield from of([*getattr(node, "orelse", [])], is_method=is_method)

    yield from of(tree.body, is_method=False)


def _name_span(source: Source, test: ast.FunctionDef | ast.AsyncFunctionDef) -> Span:
    start = source.span(test)[0]
    place = source.text.index(test.name, source.text.index("def", start) + 3)
    return place, place + len(test.name)


def _uses(source: Source, names: dict[str, str]) -> Iterator[tuple[Span, str]]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Name) and node.id in names:
            yield source.span(node), node.id


def _text_end(source: Source, node: ast.expr) -> int:
    """Before the closing quotes of a text, the last of them where several stand side by side."""
    start, end = source.span(node)
    lines = io.StringIO(f"({source.text[start:end]})").readline
    last = [
        token for token in tokenize.generate_tokens(lines) if token.type in (tokenize.STRING, tokenize.FSTRING_END)
    ][-1]
    if last.type == tokenize.FSTRING_END:
        return end - len(last.string)
    opening = _CLOSING.search(last.string)
    return end - (1 if opening is None else len(opening[0]))
