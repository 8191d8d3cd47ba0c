"""How a suite asks for a name of the submission, seen from the place that asks."""

from __future__ import annotations

import ast
import linecache
import opcode
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import types

_CAUGHT = ("ImportError", "AttributeError", "Exception")


def is_guarded(frame: types.FrameType | None) -> bool:
    """Whether an import stands in a ``try`` that would catch that it fails: then it has to fail at once."""
    frame = _importing(frame)
    if frame is None or frame.f_code.co_name != "<module>":
        return False
    return any(first <= frame.f_lineno <= last for first, last in _guarded_lines(frame.f_code.co_filename))


def is_tried(frame: types.FrameType | None, folder: str) -> bool:
    """Whether the suite asks by ``hasattr`` or ``getattr``: it wants to know, and any answer but the true one misleads."""
    if frame is None or not frame.f_code.co_filename.startswith(folder):
        return False
    return opcode.opname[frame.f_code.co_code[frame.f_lasti]].startswith("CALL")


def _importing(frame: types.FrameType | None) -> types.FrameType | None:
    while frame is not None and (
        frame.f_code.co_filename.startswith("<frozen importlib") or frame.f_code.co_filename == __file__
    ):
        frame = frame.f_back
    return frame


@cache
def _guarded_lines(file: str) -> tuple[tuple[int, int], ...]:
    try:
        tree = ast.parse("".join(linecache.getlines(file)))
    except SyntaxError:
        return ()
    tries = [node for node in ast.walk(tree) if isinstance(node, ast.Try) and any(map(_catches, node.handlers))]
    return tuple((node.body[0].lineno, node.body[-1].end_lineno or node.body[-1].lineno) for node in tries)


def _catches(handler: ast.ExceptHandler) -> bool:
    return handler.type is None or any(name in ast.unparse(handler.type) for name in _CAUGHT)
