"""The submission's files as they were handed in, and whether a Python file is fit to be parsed.

Parsing is bounded before it begins: by bytes, then by tokens, which the tokenizer gives one at a time. CPython's parser answers
deep nesting with an exception; what it lets through and would be too deep for those who walk the tree is refused here.
"""

from __future__ import annotations

import ast
import io
import os
import tokenize
import warnings
from dataclasses import dataclass

from waymark_agent.kits.static import folder

MAX_FILE_BYTES = 256 * 1024
"""A larger file is not looked at: no exercise needs one, and a single value that crosses is no larger."""
MAX_TOKENS = 60_000
"""In one file. About 6,000 lines of ordinary code."""
MAX_LEVELS = 150
"""Of the syntax tree: someone who walks it by recursion needs some frames for each."""
MAX_BITS = 14_000
"""Of a number in the source: about the 4,300 digits that ``repr`` gives, and so ``ast.dump`` and ``ast.unparse``."""
MAX_TOTAL_BYTES = 1024 * 1024
"""Of all Python files together: what a tool and the judge have to look at in one go."""


class Unfit(Exception):
    """A file of the learner's cannot be looked at. The message is a sentence that begins with the file's path."""


@dataclass(frozen=True, slots=True)
class Source:
    """A Python file that can be parsed: text without a byte order mark, lines end with a line feed."""

    path: str
    text: str


def files() -> tuple[str, ...]:
    """All paths, relative, sorted."""
    home = folder()
    found = [os.path.relpath(os.path.join(place, name), home) for place, _, names in os.walk(home) for name in names]
    return tuple(sorted(found))


def read(path: str) -> tuple[str, object]:
    """``("ok", bytes)`` or ``("why", sentence)``."""
    try:
        return "ok", _bytes(path)
    except Unfit as why:
        return "why", str(why)


def parseable(path: str) -> tuple[str, object]:
    """``("ok", text in UTF-8)`` for a Python file that can be parsed within bounds, else ``("why", sentence)``."""
    try:
        return "ok", load(path).text.encode()
    except Unfit as why:
        return "why", str(why)


def modules() -> tuple[str, object]:
    """``("ok", paths of all Python files)`` or ``("why", sentence)``."""
    try:
        return "ok", _modules()
    except Unfit as why:
        return "why", str(why)


def load_all() -> list[Source]:
    return [load(path) for path in _modules()]


def _modules() -> tuple[str, ...]:
    found = tuple(path for path in files() if path.endswith(".py"))
    if sum(os.path.getsize(os.path.join(folder(), path)) for path in found) > MAX_TOTAL_BYTES:
        raise Unfit(f"the Python files have more than {MAX_TOTAL_BYTES // 1024} KiB together, and are not looked at")
    return found


def load(path: str) -> Source:
    text = _decoded(path, _bytes(path))
    unclear = _count_tokens(path, text)
    _measure(path, _parsed(path, text))
    if unclear is not None:
        raise Unfit(f"{path} does not parse: {unclear}")
    return Source(path, text)


def _bytes(path: str) -> bytes:
    home = folder()
    target = os.path.realpath(os.path.join(home, path))
    if not target.startswith(home + os.sep) or not os.path.isfile(target):
        there = files()
        shown = ", ".join(there[:12]) + (", ..." if len(there) > 12 else "")
        raise Unfit(f"{path} is missing. What was handed in: {shown or 'nothing'}")
    with open(target, "rb") as file:
        content = file.read(MAX_FILE_BYTES + 1)
    if len(content) > MAX_FILE_BYTES:
        raise Unfit(f"{path} is larger than {MAX_FILE_BYTES // 1024} KiB, and is not looked at")
    return content


def _decoded(path: str, content: bytes) -> str:
    """Only UTF-8: a file in another encoding could mean one thing to Python and another to a tool."""
    if b"\0" in content:
        raise Unfit(f"{path} has a null byte in line {_line_at(content, content.index(0))}, and is no Python source")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unfit(f"{path} is not UTF-8 in line {_line_at(content, error.start)}: save it as UTF-8") from None
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(content).readline)
    except SyntaxError:
        encoding = "an encoding that there is not"
    if encoding not in ("utf-8", "utf-8-sig", "ascii"):
        raise Unfit(f"{path} declares {encoding}, and only UTF-8 is looked at: take the declaration out")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _line_at(content: bytes, place: int) -> int:
    return content.count(b"\n", 0, place) + 1


def _count_tokens(path: str, text: str) -> str | None:
    """What the tokenizer has against the text: the parser most often finds the same fault, and says it better."""
    try:
        for count, _ in enumerate(tokenize.generate_tokens(io.StringIO(text).readline)):
            if count > MAX_TOKENS:
                raise Unfit(
                    f"{path} has more than {MAX_TOKENS:,} tokens, and is not looked at: make several files of it"
                )
    except (tokenize.TokenError, SyntaxError) as error:
        return str(error.args[0])[:200]
    return None


def _parsed(path: str, text: str) -> ast.Module:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text)
    except SyntaxError as error:
        raise Unfit(f"{path} does not parse: {str(error.msg)[:200]} (line {error.lineno or 1})") from None
    except (RecursionError, MemoryError):
        raise Unfit(f"{path} is nested too deep to be parsed") from None
    except ValueError as error:
        raise Unfit(f"{path} does not parse: {str(error)[:200]}") from None


def _measure(path: str, tree: ast.Module) -> None:
    """Level by level, for a deep tree is the very thing to look out for."""
    level: list[ast.AST] = [tree]
    for _ in range(MAX_LEVELS):
        level = [child for node in level for child in ast.iter_child_nodes(node)]
        if not level:
            return
        for node in level:
            if isinstance(node, ast.Constant) and isinstance(node.value, int) and node.value.bit_length() > MAX_BITS:
                raise Unfit(f"{path} has a number in line {node.lineno} that is longer than Python can write")
    line = next((node.lineno for node in level if isinstance(node, ast.expr | ast.stmt)), 1)
    raise Unfit(
        f"{path} is nested more than {MAX_LEVELS} levels deep in line {line}, and is not looked at: simplify it"
    )
