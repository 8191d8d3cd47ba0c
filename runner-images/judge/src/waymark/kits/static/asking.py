"""The judge's side of what ``waymark_agent.kits.static`` tells: plain data, checked, and remembered for a grading.

Nothing of the submission runs in a worker that looks at source, so one answer holds for all tests of a grading.
"""

from __future__ import annotations

import ast
import warnings
from typing import TYPE_CHECKING

from waymark.errors import SuiteFault
from waymark.kits.static.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Mapping

    from waymark.kits.beside import Beside

type Memory = dict[str, tuple[object, ...]]


class Asking:
    def __init__(self, beside: Beside, memory: Memory) -> None:
        self.beside = beside
        self.memory = memory

    def files(self) -> list[str]:
        return [str(path) for path in self.ask("sources", "files")]

    def modules(self) -> list[str]:
        """Paths of all Python files."""
        (found,) = self.accepted(self.ask("sources", "modules"))
        return [str(path) for path in found] if type(found) is tuple else []

    def content(self, path: str) -> bytes:
        return self.bytes_of(self.ask("sources", "read", path))

    def source(self, path: str) -> str:
        """The text of a Python file that can be parsed."""
        return self.bytes_of(self.ask("sources", "parseable", path)).decode("utf-8")

    def tree(self, path: str) -> ast.Module:
        """A new one each time, for a suite may change it. The sandbox has parsed the same text before, with the same Python."""
        source = self.source(path)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                return ast.parse(source)
            except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
                raise AssertionError(f"{path} cannot be parsed: {type(error).__name__}") from None

    def suppressions(self) -> list[Finding]:
        (found,) = self.accepted(self.ask("comments", "suppressions"))
        return [finding(path, line, column, "suppression", comment) for path, line, column, comment in rows(found, 4)]

    def tool(
        self, tool: str, options: Mapping[str, object], paths: list[str], extra: Mapping[str, str], *, allow: bool
    ) -> tuple[list[Finding], int]:
        """What it found, and how much that is in all."""
        answer = self.ask("tools", "run", tool, dict(options), paths, dict(extra), allow)
        match answer:
            case ("absent",):
                raise SuiteFault(f'{tool} is not in this exercise\'s image: set "image" to "quality" in exercise.json')
            case ("author", str(said)):
                raise SuiteFault(f"{tool} cannot be run with these options, whatever the submission. It said: {said}")
        found, total = self.accepted(answer)
        return [finding(*row) for row in rows(found, 5)], total if type(total) is int else 0

    def ask(self, module: str, function: str, *arguments: object) -> tuple[object, ...]:
        key = repr((module, function, arguments))
        if key not in self.memory:
            answer = self.beside.call(f"static.{module}", function, *arguments)
            # A failure is told with the last call before it. This one is none of the suite's.
            self.beside.crossing.last_call = None
            if type(answer) is not tuple:
                raise AssertionError("the submission's files cannot be looked at")
            self.memory[key] = answer
        return self.memory[key]

    def bytes_of(self, answer: tuple[object, ...]) -> bytes:
        (content,) = self.accepted(answer)
        if type(content) is not bytes:
            raise AssertionError("the submission's files cannot be looked at")
        return content

    def accepted(self, answer: tuple[object, ...]) -> tuple[object, ...]:
        """What came with "ok"; the learner's failure otherwise."""
        match answer:
            case ("ok", *values):
                return tuple(values)
            case ("why", str(sentence)):
                raise AssertionError(sentence)
        raise AssertionError("the submission's files cannot be looked at")


def rows(found: object, width: int) -> list[tuple[object, ...]]:
    if type(found) is not tuple or not all(type(row) is tuple and len(row) == width for row in found):
        raise AssertionError("the submission's files cannot be looked at")
    return list(found)


def finding(path: object, line: object, column: object, code: object, message: object) -> Finding:
    place = [value if type(value) is int else 1 for value in (line, column)]
    return Finding(str(path), place[0], place[1], str(code), str(message))
