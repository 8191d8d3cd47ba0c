"""What the judge's ``cli`` fixture asks for: programs of the submission, each in a folder of its own.

A program is started, fed, read and ended here; whether it did right is judged there. Only plain data goes back, as tuples. What
a run left (both streams and the files of its folder) lies here as one text of bytes, which the judge fetches in pieces.
"""

from __future__ import annotations

import itertools
import os
import sys

from waymark_agent.kits.program_folder import Changes, Folder, changes, read_submission, remember
from waymark_agent.kits.program_process import Program

PIECE_BYTES = 256 * 1024
"""Of what a run left, in one answer."""
ROOT = "/tmp"  # noqa: S108  the sandbox's own; the submission's folder is the worker's, and a program gets a copy

type Given = tuple[tuple[str, tuple[bytes, ...]], ...]
"""Files for a run: paths, and their contents in parts."""
type Order = tuple[tuple[str, ...], tuple[str, ...], Given, tuple[tuple[str, str | None], ...], str | None]
"""What to start (``("file", path)``, ``("module", name)`` or ``("command", word ...)``), its arguments, files to put beside it,
variables, and the folder of an earlier run, or None for a fresh one."""
type Answer = tuple[object, ...]
"""Its first word says what it is. ``("missing", name, files of the submission)`` when there is no such program."""


class Run:
    """A started program, the folder it works in, and what it left once it has ended."""

    def __init__(self, program: Program, folder: Folder) -> None:
        self.program = program
        self.folder = folder
        self.left: bytes | None = None


_submission: dict[str, bytes] = {}
_folders: dict[str, Folder] = {}
_runs: dict[int, Run] = {}
_numbers = itertools.count(1)


def before_import() -> None:
    """Remember the submission's files as they were handed in, before any of its code runs."""
    _submission.update(read_submission(sys.path[0]))


def run(order: Order, stdin: tuple[bytes, ...], seconds: float | None) -> Answer:
    """Start a program, give it all of its input, wait for its end: the answer is that of ``finish``."""
    started = start(order, tty=False, live=False)
    match started:
        case ("started", int(number)):
            write(number, stdin, close=True)
            return finish(number, seconds)
    return started


def start(order: Order, *, tty: bool, live: bool = True) -> Answer:
    """``("started", number)``."""
    what, arguments, files, variables, folder = order
    place = _folders.get(folder) if folder is not None else None
    if place is None:
        place = new_folder()
    os.makedirs(place.path, 0o700, exist_ok=True)
    for path, parts in files:
        place.write(path, b"".join(parts))
    command = words(what, place.path)
    if command is None:
        return "missing", what[1], tuple(sorted(_submission)[:50])
    place.before = remember(place.path)
    try:
        program = Program([*command, *arguments], place.path, environment(place.path, variables, live=live), tty=tty)
    except (FileNotFoundError, PermissionError):
        return "missing", command[0], ()
    number = next(_numbers)
    _runs[number] = Run(program, place)
    return "started", number


def words(what: tuple[str, ...], folder: str) -> list[str] | None:
    """The command, up to the program's own arguments; None when the submission has no such file."""
    kind, *rest = what
    if kind == "command":
        return rest
    if kind == "module":
        return [sys.executable, "-m", *rest]
    return [sys.executable, *rest] if os.path.isfile(os.path.join(folder, rest[0])) else None


def environment(folder: str, variables: tuple[tuple[str, str | None], ...], *, live: bool) -> dict[str, str]:
    """Small, and the same for every run. A program somebody talks to does not hold its output back."""
    made = {
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "HOME": folder,
        "TERM": "dumb",
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    if live:
        made["PYTHONUNBUFFERED"] = "1"
    for name, value in variables:
        if value is None:
            made.pop(name, None)
        else:
            made[name] = value
    return made


def write(number: int, parts: tuple[bytes, ...], *, close: bool = False) -> Answer:
    """Give the program input. What it does not take at once waits here; a program that has ended takes nothing."""
    _runs[number].program.write(b"".join(parts), close=close)
    return ()


def listen(number: int, heard: tuple[int, int], seconds: float | None) -> tuple[bytes, bytes, bool]:
    """What stdout and stderr have beyond ``heard``, waiting for some, and whether that is all there will ever be."""
    program = _runs[number].program

    def news() -> bool:
        return any(len(stream.kept) > known for stream, known in zip(program.streams, heard, strict=True))

    program.attend(news, seconds)
    out, err = (
        bytes(stream.kept[known : known + PIECE_BYTES]) for stream, known in zip(program.streams, heard, strict=True)
    )
    complete = all(
        len(stream.kept) <= known + PIECE_BYTES for stream, known in zip(program.streams, heard, strict=True)
    )
    return out, err, program.ended and complete


def running(number: int) -> Answer:
    program = _runs[number].program
    program.attend(lambda: False, 0)
    return (not program.ended,)


def send_signal(number: int, signal_number: int) -> Answer:
    _runs[number].program.send_signal(signal_number)
    return ()


def finish(number: int, seconds: float | None) -> Answer:
    """Wait for the end. ``("running",)`` when it has not come in time; else what the run left, and its first piece:

    ``("ended", number, return code, folder, flooded, files written, stdout's size, stderr's size, (path, size) of each file,
    (path, reason) of what was left out, paths of what is gone, piece)``
    """
    run = _runs[number]
    program = run.program
    program.attend(lambda: False, seconds)
    if not program.ended:
        return ("running",)
    found = Changes((), (), (), 0) if program.flooded else changes(run.folder)
    out, err = (bytes(stream.kept) for stream in program.streams)
    run.left = b"".join((out, err, *(content for _, content in found.files)))
    return (
        "ended",
        number,
        program.code,
        run.folder.path,
        program.flooded,
        found.written,
        len(out),
        len(err),
        tuple((path, len(content)) for path, content in found.files),
        found.left_out,
        found.removed,
        run.left[:PIECE_BYTES],
    )


def piece(number: int, offset: int) -> Answer:
    return ((_runs[number].left or b"")[offset : offset + PIECE_BYTES],)


def new_folder() -> Folder:
    for number in itertools.count(len(_folders) + 1):
        path = f"{ROOT}/run-{number}"
        try:
            os.mkdir(path, 0o700)
        except FileExistsError:
            continue
        break
    place = _folders[path] = Folder(path)
    for name, content in _submission.items():
        place.write(name, content)
    return place
