"""Mutants of a reference solution: its files with one change each.

What a change is, an operator says (``operators``), on parso's tree, as cosmic-ray has it; where there may be one, ``zones``
does, on Python's own tree, which knows annotations, docstrings and scopes. A change counts when the file still compiles and is
another program than before and than every other mutant.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cosmic_ray.ast import ast_nodes, get_ast

from waymark_author.operators import CHOICES, OF_ARGUMENTS, OF_TEXTS
from waymark_author.sources import Source, SourceFault, parse
from waymark_author.zones import Zones, find_zones, within

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from waymark_author.leaves import Node
    from waymark_author.operators import Choice
    from waymark_author.sources import SourceText, Span


@dataclass(frozen=True, slots=True)
class Mutant:
    path: str
    operator: str
    scope: str
    """Qualified name of the function or class around the change; empty for the module."""
    line: int
    before: str
    after: str
    text: str


def mutants_of(files: Iterable[SourceText]) -> list[Mutant]:
    """By path and line. Raises SourceFault."""
    sources = [Source.read(file) for file in files if file.is_python]
    return [mutant for source in sorted(sources, key=lambda source: source.path) for mutant in _mutants(source)]


def _mutants(source: Source) -> list[Mutant]:
    zones = find_zones(source)
    scopes = _scopes(source)
    programs = {ast.dump(source.tree)}
    found: list[tuple[Span, Mutant]] = []
    for choice, span, text in _changes(source, zones):
        try:
            program = ast.dump(parse(text, source.path))
        except SourceFault:
            continue
        if program in programs:
            continue
        programs.add(program)
        scope = max(((start, name) for (start, end), name in scopes if start <= span[0] < end), default=(0, ""))[1]
        found.append((span, Mutant(source.path, choice.name, scope, *_difference(source.text, text), text)))
    # Changes of one place stay in the order of the operators.
    return [mutant for _, mutant in sorted(found, key=lambda pair: (pair[1].line, pair[0]))]


def _changes(source: Source, zones: Zones) -> Iterator[tuple[Choice, Span, str]]:
    for node in list(ast_nodes(get_ast(source.text))):
        for choice in CHOICES:
            for index, (start, end) in enumerate(list(choice.operator.mutation_positions(node))):
                span = source.offset(start), source.offset(end)
                if choice.applies(node) and _may_change(choice, span, (start[0], end[0]), zones):
                    yield choice, span, _changed(source, node, span, choice, index)


def _may_change(choice: Choice, span: Span, lines: tuple[int, int], zones: Zones) -> bool:
    if within(span, zones.frozen) or not zones.kept_lines.isdisjoint(lines):
        return False
    if choice.name in OF_TEXTS:
        return not within(span, zones.words)
    return choice.name not in OF_ARGUMENTS or not within(span, zones.messages)


def _changed(source: Source, node: Node, span: Span, choice: Choice, index: int) -> str:
    """The text with the change, and no white space other than before: operators do not care for it, an author who reads does."""
    start = source.offset(node.get_start_pos_of_prefix())
    end = source.offset(node.end_pos)
    state = _state(node)
    mutated = choice.operator.mutate(node, index)
    code = "" if mutated is None else mutated.get_code()
    _restore(state)
    # What the operator has left around the place it named, and what it has put there.
    tail = source.text[span[1] : end]
    new = (code[: len(code) - len(tail)] if code.endswith(tail) else code)[
        max(0, _same(code, source.text, start, span)) :
    ]
    new = new.strip()
    before, after = source.text[: span[0]], source.text[span[1] :]
    if not new and mutated is None:
        # A line or more: its indentation goes with it.
        return before[: before.rfind("\n") + 1] + after
    if not new and before.endswith((" ", "=", "(", "[")):
        return before + after.lstrip(" ")
    if before and new and (before[-1] + new[0]).isidentifier():
        return f"{before} {new}{after}"
    return before + new + after


def _same(code: str, text: str, start: int, span: Span) -> int:
    """How much of the code comes before the place that changed."""
    head = text[start : span[0]]
    return len(head) if code.startswith(head) else len(head.rstrip())


def _state(node: Node) -> list[tuple[Node, dict[str, object]]]:
    """Operators write into the tree; one tree for all of them is a twentieth of the time."""
    return [
        (
            each,
            {"children": list(each.children)}
            if hasattr(each, "children")
            else {"value": each.value, "prefix": each.prefix},
        )
        for each in ast_nodes(node)
    ]


def _restore(state: list[tuple[Node, dict[str, object]]]) -> None:
    for node, values in state:
        for name, value in values.items():
            setattr(node, name, value)


def _scopes(source: Source) -> list[tuple[Span, str]]:
    found: list[tuple[Span, str]] = []

    def look(node: ast.AST, around: str) -> None:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                name = f"{around}.{child.name}" if around else child.name
                start, end = source.span(child)
                first = min((source.span(decorator)[0] for decorator in child.decorator_list), default=start + 1)
                found.append(((min(start, first - 1), end), name))
                look(child, name)
            else:
                look(child, around)

    look(source.tree, "")
    return found


def _difference(before: str, after: str) -> tuple[int, str, str]:
    """The first line that changed, from 1, and the lines that changed, before and after."""
    old, new = before.split("\n"), after.split("\n")
    shorter = min(len(old), len(new))
    same = next((place for place in range(shorter) if old[place] != new[place]), shorter)
    rest = next((place for place in range(shorter - same) if old[-1 - place] != new[-1 - place]), shorter - same)
    changed, change = ("\n".join(map(str.strip, lines[same : len(lines) - rest])) for lines in (old, new))
    return same + 1, changed, change
