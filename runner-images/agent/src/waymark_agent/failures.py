"""Exceptions of the submission as data: class, arguments, text, plain attributes and the frames of the learner's own files."""

from __future__ import annotations

import linecache
import os
from types import GetSetDescriptorType, MemberDescriptorType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import TracebackType

    from waymark_wire.plain import Json

    from waymark_agent.border import Border

MAX_FRAMES = 20
MAX_MESSAGE = 4096
MAX_CHAIN = 3

_SLOTS = frozenset(
    [
        "errno",
        "strerror",
        "filename",
        "filename2",
        "name",
        "path",
        "code",
        "value",
        "start",
        "end",
        "object",
        "encoding",
        "reason",
        "msg",
        "lineno",
        "offset",
        "text",
        "obj",
    ]
)


def describe_exception(error: BaseException, border: Border, chain: int = 0) -> Json:
    """``["x", handle, class, [args], text, attributes, frames, cause, context, context is hidden, notes]``"""

    def chained(other: BaseException | None) -> Json:
        if other is None or other is error or chain >= MAX_CHAIN:
            return None
        number = border.judge_errors.get(id(other))
        return border.error(other) if number is not None else describe_exception(other, border, chain + 1)

    return [
        "x",
        border.objects.handle(error),
        border.objects.class_reference(type(error)),
        [border.attempt(argument) for argument in error.args[:50]],
        text_of(error),
        attributes_of(error, border),
        list(frames(error, border.folder)),
        chained(error.__cause__),
        chained(error.__context__),
        bool(error.__suppress_context__),
        notes_of(error),
    ]


def attributes_of(error: BaseException, border: Border) -> list[Json]:
    """Names and values in turn: what is in its dictionary, and the fields built-in exceptions keep elsewhere."""
    attributes: list[Json] = []
    for base in type(error).__mro__:
        if base.__module__ == "builtins":
            for name, member in vars(base).items():
                if name in _SLOTS and type(member) in (GetSetDescriptorType, MemberDescriptorType):
                    value = getattr(error, name, None)
                    if value is not None:
                        attributes += [name, border.attempt(value)]
    own = getattr(error, "__dict__", None)
    if type(own) is dict:
        for name, value in list(own.items())[:50]:
            if type(name) is str and not name.startswith(("__", "_wm_")):
                attributes += [name, border.attempt(value)]
    return attributes


def notes_of(error: BaseException) -> list[Json]:
    own = getattr(error, "__dict__", None)
    notes = own.get("__notes__") if type(own) is dict else None
    return [note[:MAX_MESSAGE] for note in notes[:10] if type(note) is str] if type(notes) is list else []


def text_of(error: BaseException) -> str:
    try:
        text = str(error)
    except Exception as second:
        return f"<no text: its __str__ raised {type(second).__name__}>"
    return text if len(text) <= MAX_MESSAGE else text[:MAX_MESSAGE] + f"... ({len(text) - MAX_MESSAGE} characters cut)"


def frames(error: BaseException, folder: str) -> list[Json]:
    """``[file, line, function, source]`` for frames of the submission, outermost first, ends kept when there are many."""
    found: list[Json] = []
    trace: TracebackType | None = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        path = inside(code.co_filename, folder)
        if path is not None:
            found.append(
                [
                    path,
                    trace.tb_lineno,
                    code.co_name,
                    linecache.getline(code.co_filename, trace.tb_lineno).strip()[:300],
                ]
            )
            if len(found) > 10 * MAX_FRAMES:
                del found[MAX_FRAMES // 2 : -MAX_FRAMES]
        trace = trace.tb_next
    if isinstance(error, SyntaxError) and type(error.filename) is str and type(error.lineno) is int:
        path = inside(error.filename, folder)
        if path is not None:
            source = error.text if type(error.text) is str else ""
            found.append([path, error.lineno, "<module>", source.strip()[:300]])
    if len(found) > MAX_FRAMES:
        found = found[: MAX_FRAMES // 2] + found[-MAX_FRAMES // 2 :]
    return found


def inside(path: str, folder: str) -> str | None:
    return path[len(folder) + 1 :] if path.startswith(folder + os.sep) else None
