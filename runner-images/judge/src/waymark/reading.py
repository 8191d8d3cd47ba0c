"""What the submission reads: its ``input()`` and ``sys.stdin`` are answered by what the test put in their place."""

from __future__ import annotations

import builtins
import sys

from waymark_wire.plain import Json, Malformed

INPUT = -1
"""The number under which the sandbox asks for input, and gives up on something it waited for."""
CANCEL = "cancel"


def read_for(member: Json, args: list[object]) -> object:
    """A line or text; None at the end, and where the test gave no input at all."""
    match member, args:
        case [["call"], [str(prompt)]]:
            return _line_for(prompt)
        case [["readline"], [int(size)]]:
            return _stdin_read("readline", size)
        case [["read"], [int(size)]]:
            return _stdin_read("read", size)
    raise Malformed("a read that is none")


def _line_for(prompt: str) -> object:
    """``input()``: a patched one answers and decides whether the prompt is shown; the real one shows it, then reads."""
    replaced = getattr(builtins, "input", None)
    if replaced is not _REAL_INPUT and callable(replaced):
        # As many arguments as the submission gave: most replacements count them.
        return replaced(prompt) if prompt else replaced()
    sys.stdout.write(prompt)
    line = _stdin_read("readline", -1)
    return line.removesuffix("\n") if line else None


def _stdin_read(method: str, size: int) -> str | None:
    stream = sys.stdin
    if stream is None or stream is sys.__stdin__ or type(stream).__module__.startswith("_pytest"):
        return None
    said = getattr(stream, method)(size)
    return said if isinstance(said, str) else None


_REAL_INPUT = builtins.input
