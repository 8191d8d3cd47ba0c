"""Exceptions of the submission as data: class, arguments, text, plain attributes and the frames of the learner's own files."""

import linecache
import os
from collections.abc import Callable
from types import TracebackType

from waymark_wire.plain import Json, Unsendable

MAX_FRAMES = 20
MAX_MESSAGE = 4096
MAX_CHAIN = 3


def describe_exception(
    error: BaseException,
    handle: Callable[[object], int],
    class_reference: Callable[[type], Json],
    encode: Callable[[object], Json],
    folder: str,
    chain: int = 0,
) -> Json:
    """``["x", handle, class, [args], text, attributes, frames, cause, context, notes]``; what cannot cross is left out."""
    cause, context = error.__cause__, error.__context__

    def chained(other: BaseException | None) -> Json:
        if other is None or other is error or chain >= MAX_CHAIN:
            return None
        return describe_exception(other, handle, class_reference, encode, folder, chain + 1)

    arguments: list[Json] = [attempt(encode, argument) for argument in error.args[:50]]
    own = getattr(error, "__dict__", None)
    attributes: list[Json] = []
    if type(own) is dict:
        for name, value in list(own.items())[:50]:
            if type(name) is str and not name.startswith("__"):
                attributes += [name, attempt(encode, value)]
    notes = own.get("__notes__") if type(own) is dict else None
    return [
        "x",
        handle(error),
        class_reference(type(error)),
        arguments,
        text_of(error),
        attributes,
        list(frames(error, folder)),
        chained(cause),
        None if error.__suppress_context__ else chained(context),
        [note[:MAX_MESSAGE] for note in notes[:10] if type(note) is str] if type(notes) is list else [],
    ]


def attempt(encode: Callable[[object], Json], value: object) -> Json:
    try:
        return encode(value)
    except Unsendable as reason:
        return f"<{type(value).__name__} left out: {reason}>"


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
            found.append([path, trace.tb_lineno, code.co_name, linecache.getline(code.co_filename, trace.tb_lineno).strip()[:300]])
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
