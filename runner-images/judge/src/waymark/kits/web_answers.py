"""What the sandbox says of an app's answers, believed only to be plain data of these shapes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from waymark.kits.beside import Beside

type Pairs = list[tuple[bytes, bytes]]

MAX_SENTENCE = 1000
MAX_CHUNKS = 100_000


@dataclass(frozen=True, slots=True)
class Head:
    """The first part of an answer. ``is_more``: the body goes on after ``chunks``."""

    status: int
    reason: str
    headers: Pairs
    dropped: int
    chunks: tuple[bytes, ...]
    is_more: bool


class Cut(Exception):
    """The answer broke off."""


def read_head(beside: Beside, answer: object) -> Head:
    """Raises Cut; fails the test when the app does not keep to the rules."""
    __tracebackhide__ = True
    match answer:
        case ("answer", int(status), str(reason), tuple(headers), int(dropped), tuple(chunks), bool(is_more)):
            if 200 <= status <= 599 and len(reason) <= 1000 and len(headers) <= 1000 and are_bytes(chunks):
                return Head(status, reason, pairs(beside, headers), dropped, chunks, is_more)
    raise refusal(beside, answer)


def read_chunks(beside: Beside, answer: object) -> tuple[tuple[bytes, ...], bool]:
    """The next pieces of a body, and whether more will follow."""
    __tracebackhide__ = True
    match answer:
        case ("chunks", tuple(chunks), bool(is_more)) if are_bytes(chunks):
            return chunks, is_more
    raise refusal(beside, answer)


def expect(beside: Beside, answer: object, word: str) -> None:
    """An answer of one word."""
    __tracebackhide__ = True
    match answer:
        case (str(said), *_) if said == word:
            return
    raise refusal(beside, answer)


def refusal(beside: Beside, answer: object) -> BaseException:
    """What any other answer raises: what the app did wrong, or that it cannot be believed."""
    match answer:
        case ("failed", str(sentence)):
            return pytest.fail.Exception(sentence[:1].upper() + sentence[1:MAX_SENTENCE], pytrace=False)
        case ("cut", str(sentence)):
            return Cut(sentence[:1].upper() + sentence[1:MAX_SENTENCE])
    return beside.crossing.line.give_up("no answer of a web app")


def pairs(beside: Beside, headers: tuple[object, ...]) -> Pairs:
    made: Pairs = []
    for header in headers:
        match header:
            case (str(name), str(value)):
                made.append((name.encode("latin-1", "replace"), value.encode("latin-1", "replace")))
            case _:
                raise beside.crossing.line.give_up("a header that is none")
    return made


def are_bytes(chunks: tuple[object, ...]) -> bool:
    return len(chunks) <= MAX_CHUNKS and all(type(chunk) is bytes for chunk in chunks)
