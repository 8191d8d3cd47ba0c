"""Python in the text of a task: does it parse? A block with prompts is read by them."""

from __future__ import annotations

import ast
import doctest
import textwrap
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@dataclass(frozen=True, slots=True)
class Fault:
    block: int
    """From 0."""
    line: int
    """Of the block, from 1."""
    message: str


def faults_of(blocks: Iterable[str]) -> list[Fault]:
    found = []
    for number, block in enumerate(blocks):
        fault = next(_faults(block), None)
        if fault is not None:
            found.append(Fault(number, *fault))
    return found


def _faults(block: str) -> Iterator[tuple[int, str]]:
    if not any(line.lstrip().startswith(">>>") for line in block.split("\n")):
        yield from _faults_of(textwrap.dedent(block), 0)
        return
    try:
        examples = doctest.DocTestParser().get_examples(block)
    except ValueError as error:
        yield 1, str(error)
        return
    for example in examples:
        yield from _faults_of(example.source, example.lineno)


def _faults_of(source: str, lines_before: int) -> Iterator[tuple[int, str]]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(source, "<block>", "exec", ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    except SyntaxError as error:
        yield lines_before + (error.lineno or 1), error.msg
    except (ValueError, RecursionError, MemoryError) as error:
        yield lines_before + 1, str(error) or "nested too deeply"
