"""What a suite asks ``cli`` to run, checked before it leaves: what is impossible here is the author's to mend."""

from __future__ import annotations

import os
import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING

from waymark.errors import SuiteFault

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

MAX_GIVEN_BYTES = 8 * 1024 * 1024
"""Input and files of one run together: they travel in one message."""
_PART_BYTES = 128 * 1024

type Parts = tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Order:
    """A program to be started. ``shown`` is the command as the learner would type it."""

    what: tuple[str, ...]
    arguments: tuple[str, ...]
    files: tuple[tuple[str, Parts], ...]
    variables: tuple[tuple[str, str | None], ...]
    folder: str | None
    shown: str


def make_order(
    modules: Sequence[str],
    folders: Collection[str],
    *,
    args: Sequence[str],
    env: Mapping[str, str | None] | None,
    files: Mapping[str, str | bytes] | None,
    cwd: str | None,
    program: str | None,
    module: str | None,
    command: Sequence[str] | None,
) -> Order:
    """``modules`` are the submission's, ``folders`` those of earlier results. Raises SuiteFault for what cannot be."""
    what, words = _program(modules, program, module, command)
    arguments = _texts(args, "args")
    if cwd is not None and cwd not in folders:
        raise SuiteFault("cli: cwd is the folder of an earlier result of the same test, or None for a fresh one")
    given = tuple((_path(path), parts_of(content, f"files[{path!r}]")) for path, content in (files or {}).items())
    if sum(len(part) for _, parts in given for part in parts) > MAX_GIVEN_BYTES:
        raise SuiteFault(f"cli: the files of one run may have {MAX_GIVEN_BYTES} bytes together")
    variables = tuple((name, value) for name, value in (env or {}).items())
    _texts([text for pair in variables for text in pair if text is not None], "names and values of env")
    return Order(what, arguments, given, variables, cwd, _cut(shlex.join((*words, *arguments))))


def parts_of(content: str | bytes, name: str) -> Parts:
    """A content as it travels: in parts, each small enough for a value."""
    data = content.encode() if isinstance(content, str) else content
    if not isinstance(data, bytes):
        raise SuiteFault(f"cli: {name} has to be text or bytes, not {type(content).__name__}")
    if len(data) > MAX_GIVEN_BYTES:
        raise SuiteFault(f"cli: {name} has {len(data)} bytes, and {MAX_GIVEN_BYTES} can be passed at once")
    return tuple(data[start : start + _PART_BYTES] for start in range(0, len(data), _PART_BYTES))


def _program(
    modules: Sequence[str], program: str | None, module: str | None, command: Sequence[str] | None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What to start, for the sandbox and as the learner would type it."""
    if sum(said is not None for said in (program, module, command)) > 1:
        raise SuiteFault("cli: say one of program, module and command")
    if command is not None:
        words = _texts(command, "command")
        if not words or ("/" in words[0] and not words[0].startswith("/")):
            raise SuiteFault(
                "cli: nothing in the writable folders of the sandbox can be executed by itself: put the interpreter first, "
                'as in command=["sh", "run.sh"]'
            )
        return ("command", *words), words
    if module is not None:
        _texts([module], "module")
        return ("module", module), ("python", "-m", module)
    if program is None:
        if len(modules) != 1:
            raise SuiteFault("cli: this exercise has not one entry file: say which program, module or command to run")
        program = f"{modules[0]}.py"
    return ("file", _path(program)), ("python", program)


def _texts(words: Sequence[str], name: str) -> tuple[str, ...]:
    if isinstance(words, str | bytes) or not all(isinstance(word, str) for word in words):
        raise SuiteFault(f"cli: {name} must be a list of texts")
    return tuple(str(word) for word in words)


def _path(path: object) -> str:
    if not isinstance(path, str) or path == "" or path != os.path.normpath(path) or path.startswith(("/", "..")):
        raise SuiteFault(f"cli: {path!r} has to be a path inside the program's folder, such as data/in.txt")
    return path


def _cut(text: str) -> str:
    return text if len(text) <= 300 else text[:297] + "..."
