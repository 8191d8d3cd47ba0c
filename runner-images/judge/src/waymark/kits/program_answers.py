"""Asks the sandbox for programs and reads what comes back: plain data of bounded size, whoever answered."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING, NoReturn

from waymark.kits.program_results import ProgramResult, fail

if TYPE_CHECKING:
    from waymark.kits.beside import Beside
    from waymark.kits.program_orders import Order, Parts

MAX_STREAM_BYTES = 1024 * 1024 + 64 * 1024
"""Of each stream, as the other half keeps it; it notices an excess after the read that brought it."""
MAX_LEFT_BYTES = 4 * 1024 * 1024
MAX_FILES = 200
_REASONS = {
    "link": "a symbolic link, which is not followed",
    "special": "no regular file",
    "large": "too large: one file may have 256 KiB, all together 1 MiB",
    "unreadable": "closed even to its owner",
}

type Answer = tuple[object, ...]


class Programs:
    """One test's programs. ``folders`` are those it has seen results of."""

    def __init__(self, beside: Beside) -> None:
        self.beside = beside
        self.folders: set[str] = set()

    def run(self, order: Order, stdin: Parts, seconds: float | None) -> ProgramResult:
        __tracebackhide__ = True
        answer = self.ask(order.shown, "run", _told(order), stdin, seconds)
        if answer[:1] == ("ended",):
            return self.result(order.shown, answer, seconds)
        return refuse(order.shown, answer, seconds)

    def start(self, order: Order, *, tty: bool) -> int:
        __tracebackhide__ = True
        answer = self.ask(order.shown, "start", _told(order), tty=tty)
        match answer:
            case ("started", int(number)):
                return number
        return refuse(order.shown, answer, None)

    def finish(self, number: int, shown: str, seconds: float | None) -> ProgramResult:
        __tracebackhide__ = True
        return self.result(shown, self.ask(shown, "finish", number, seconds), seconds)

    def ask(self, shown: str, function: str, *args: object, **keywords: object) -> Answer:
        """A function's answer. ``shown`` is what the report names as the last call."""
        __tracebackhide__ = True
        try:
            answer = self.beside.call("programs", function, *args, **keywords)
        except Exception as error:
            said = f"{type(error).__name__}: {str(error)[:300]}"
            fail(f"{shown} could not be run in the sandbox: {said}")
        finally:
            self.beside.name_last_call(shown)
        if type(answer) is not tuple or not _is_plain(answer):
            damaged()
        return answer

    def result(self, shown: str, answer: Answer, seconds: float | None) -> ProgramResult:
        """An answer as of ``finish`` beside the submission; what has not come with it is fetched."""
        __tracebackhide__ = True
        match answer:
            case ("ended", int(number), int(code), str(folder), bool(flooded), int(count), int(out), int(err), *rest):
                files, left_out, removed, first = _rest(rest)
            case _:
                refuse(shown, answer, seconds)
        if flooded:
            fail(f"{shown} printed more than 1 MiB and was stopped. Look for a loop that prints without end.")
        if count > MAX_FILES:
            fail(f"{shown} wrote {count} files into its folder; at most {MAX_FILES} can be looked at.")
        if not -64 <= code <= 255 or not 0 <= out <= MAX_STREAM_BYTES or not 0 <= err <= MAX_STREAM_BYTES:
            damaged()
        content = self.fetch(number, shown, first, out + err + sum(size for _, size in files))
        found, start = {}, out + err
        for path, size in files:
            found[path] = content[start : start + size]
            start += size
        self.folders.add(folder)
        return ProgramResult(
            command=shown,
            exit_code=code if code >= 0 else None,
            signal=_signal_name(-code) if code < 0 else None,
            stdout_bytes=content[:out],
            stderr_bytes=content[out : out + err],
            files=found,
            left_out={path: _REASONS.get(why, "not to be read") for path, why in left_out},
            removed=removed,
            folder=folder,
        )

    def fetch(self, number: int, shown: str, first: bytes, size: int) -> bytes:
        """All that a run left, of which ``first`` has come already."""
        __tracebackhide__ = True
        if size > MAX_LEFT_BYTES:
            damaged()
        content = bytearray(first)
        while len(content) < size:
            answer = self.ask(shown, "piece", number, len(content))
            if len(answer) != 1 or not isinstance(answer[0], bytes) or answer[0] == b"":
                damaged()
            content += answer[0]
        if len(content) != size:
            damaged()
        return bytes(content)


def refuse(shown: str, answer: Answer, seconds: float | None) -> NoReturn:
    """Fails the test with what an answer says that is no result."""
    __tracebackhide__ = True
    match answer:
        case ("running",):
            fail(f"{shown} was still running after {seconds} s.")
        case ("missing", str(name), tuple(there)) if there:
            names = ", ".join(str(one)[:100] for one in there[:10])
            fail(f"{shown} cannot be run: the submission has no file {name[:100]}. It has {names}.")
        case ("missing", str(name), _):
            fail(f"{shown} cannot be run: there is no {name[:100]} in the sandbox.")
    damaged()


def damaged() -> NoReturn:
    __tracebackhide__ = True
    fail(
        "What the sandbox said about the program cannot be read. Code of the submission has reached into the process "
        "that runs it; leave processes alone that yours did not start."
    )


def _told(order: Order) -> tuple[object, ...]:
    return order.what, order.arguments, order.files, order.variables, order.folder


type _Sizes = tuple[tuple[str, int], ...]
type _Words = tuple[tuple[str, str], ...]


def _rest(rest: list[object]) -> tuple[_Sizes, _Words, tuple[str, ...], bytes]:
    __tracebackhide__ = True
    match rest:
        case [tuple(files), tuple(left_out), tuple(removed), bytes(first)]:
            sizes = tuple((path, size) for path, size in _pairs(files) if isinstance(size, int) and size >= 0)
            words = tuple((path, why) for path, why in _pairs(left_out) if isinstance(why, str))
            gone = tuple(path for path in removed if isinstance(path, str))
            if max(len(sizes), len(words), len(gone)) <= MAX_FILES and len(sizes) == len(files):
                return sizes, words, gone, first
    damaged()


def _pairs(values: tuple[object, ...]) -> list[tuple[str, object]]:
    return [
        (value[0], value[1])
        for value in values
        if isinstance(value, tuple) and len(value) == 2 and isinstance(value[0], str)
    ]


def _is_plain(value: object) -> bool:
    """Made of nothing but these, exactly: patterns and methods then mean what they say."""
    if type(value) is tuple:
        return all(_is_plain(part) for part in value)
    return value is None or type(value) in (bool, int, str, bytes)


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
