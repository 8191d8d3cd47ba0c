"""Comments that tell a tool to look away: ``# noqa``, ``# type: ignore``, ``# fmt: off`` and their like.

A tool's own switch against them is used where there is one. The others lose one character in the copy a tool works on, so
that they say nothing any more and every column stays where it was.
"""

from __future__ import annotations

import io
import re
import tokenize

from waymark_agent.kits.static.sources import Source, Unfit, load_all

MAX_COMMENTS = 500

_NOQA = re.compile("noqa", re.IGNORECASE)
_DIRECTIVE = re.compile(
    r"\b(type(?=\s*:\s*ignore)|(?:mypy|pyright|ruff|flake8|pylint|isort|fmt|yapf)(?=\s*:))(\s*):", re.IGNORECASE
)
_MYPY_LINE = re.compile(r"^# mypy:", re.MULTILINE)
"""mypy's own configuration in a file. It may look for these at the beginning of any line, a text's lines too."""


def suppressions() -> tuple[str, object]:
    """``("ok", ((path, line, column, comment) ...))`` or ``("why", sentence)``."""
    try:
        sources = load_all()
    except Unfit as why:
        return "why", str(why)
    found = [
        (source.path, line, column + 1, comment[:200])
        for source in sources
        for line, column, comment in _suppressing(source.text)
    ]
    return "ok", tuple(found[:MAX_COMMENTS])


def without(source: Source) -> Source:
    """The same file with the same columns, in which no comment tells a tool to look away."""
    lines = source.text.split("\n")
    for number, column, comment in _suppressing(source.text):
        line = lines[number - 1]
        lines[number - 1] = line[:column] + _silenced(comment) + line[column + len(comment) :]
    return Source(source.path, _MYPY_LINE.sub("# mypy_", "\n".join(lines)))


def _suppressing(text: str) -> list[tuple[int, int, str]]:
    """Line from 1, column from 0, and the comment."""
    found = [
        (*token.start, token.string)
        for token in tokenize.generate_tokens(io.StringIO(text).readline)
        if token.type == tokenize.COMMENT
    ]
    return [one for one in found if _silenced(one[2]) != one[2]]


def _silenced(comment: str) -> str:
    comment = _NOQA.sub(lambda found: f"{found[0][:2]}_{found[0][3:]}", comment)
    return _DIRECTIVE.sub(lambda found: f"{found[1]}{found[2]}_", comment)
