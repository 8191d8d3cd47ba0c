"""Linters, formatters and type checkers, run on a clean copy with the configuration that the judge asks for and no other.

A tool that ends as no tool should is tried on an empty file with the same options: when that fails too, the options are at
fault, which is the author's affair; otherwise it is the learner's source that the tool cannot stand.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from waymark_agent.kits.static.commands import COMMANDS, Command, Finding
from waymark_agent.kits.static.comments import without
from waymark_agent.kits.static.copies import Copy
from waymark_agent.kits.static.sources import Source, Unfit, load, load_all

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_OUTPUT_BYTES = 8 * 1024 * 1024
"""What a tool may say. It is stopped there; what it had said until then counts."""
MAX_FINDINGS = 1000
MAX_MESSAGE = 300


@dataclass(frozen=True, slots=True)
class Ended:
    """How a tool's process ended: ``code`` as subprocess gives it, and what it said."""

    code: int
    out: str
    err: str
    cut: bool


def run(
    tool: str, options: Mapping[str, object], paths: list[str], extra: Mapping[str, str], allow: bool
) -> tuple[object, ...]:
    """Findings of one tool: ``("ok", ((path, line, column, code, message) ...), how many there are)``.

    ``paths``: what is found in these files, in all when empty. ``extra``: files of the suite that lie beside them. ``allow``:
    comments that suppress findings do so. Otherwise ``("why", sentence)`` for the learner, ``("absent",)`` where the image lacks
    the tool, or ``("author", what the tool said)``.
    """
    command = COMMANDS[tool]
    if importlib.util.find_spec(command.module) is None:
        return ("absent",)
    try:
        sources = load_all()
        for path in paths:
            load(path)
    except Unfit as why:
        return "why", str(why)
    if not sources and not extra:
        return "why", "there is no Python file in what was handed in"
    copy = Copy(sources if allow else [without(source) for source in sources], extra, paths)
    tried = _tried(command, options, copy, allow)
    if tried.found is not None:
        shown = tuple((*place, message[:MAX_MESSAGE]) for *place, message in tried.found[:MAX_FINDINGS])
        return "ok", shown, len(tried.found)
    unspoilt = _tried(command, options, Copy([Source("empty.py", "")], {}, []), allow)
    # One that was killed is no word against the options: what memory there is may be taken by the learner's source.
    if unspoilt.found is None and not unspoilt.killed:
        return "author", unspoilt.reason
    return "why", f"{tool} could not look at this source: {tried.reason}"


@dataclass(frozen=True, slots=True)
class Tried:
    """``found`` is None when the tool came to no result; ``reason`` says why."""

    found: list[Finding] | None
    reason: str
    killed: bool


def _tried(command: Command, options: Mapping[str, object], copy: Copy, allow: bool) -> Tried:
    """The copy is used up."""
    try:
        ended = _run(command.arguments(copy, options, allow), copy)
        found = sorted(command.read(ended.out, copy.folder))
        if ended.cut or (ended.code in command.codes and (found or ended.code == 0)):
            return Tried([one for one in found if one[0] in copy.named], "", killed=False)
        return Tried(None, _reason(ended, found), killed=ended.code < 0)
    finally:
        shutil.rmtree(os.path.dirname(copy.folder), ignore_errors=True)


def _run(arguments: list[str], copy: Copy) -> Ended:
    with open(os.path.join(copy.scratch, "stderr"), "wb+") as errors:
        process = subprocess.Popen(
            # Not -I: it would ignore PYTHONHASHSEED, and findings could come in another order. The environment is ours.
            [sys.executable, "-sP", *arguments],
            cwd=copy.folder,
            env={
                "HOME": copy.scratch,
                "TMPDIR": copy.scratch,
                "PATH": "/usr/local/bin:/usr/bin:/bin",
                "LANG": "C.UTF-8",
                "PYTHONHASHSEED": "0",
                "PYTHONDONTWRITEBYTECODE": "1",
                "NO_COLOR": "1",
                # One thread: the number of processors must not decide whether there are threads enough.
                "RAYON_NUM_THREADS": "1",
            },
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
        )
        assert process.stdout is not None  # noqa: S101  it was asked for
        out = process.stdout.read(MAX_OUTPUT_BYTES + 1)
        cut = len(out) > MAX_OUTPUT_BYTES
        if cut:
            process.kill()
            out = out[: out.rindex(b"\n") + 1] if b"\n" in out else b""
        process.stdout.close()
        code = process.wait()
        errors.seek(max(0, errors.tell() - 2000))
        err = errors.read(2000)
    return Ended(code, out.decode("utf-8", "replace"), err.decode("utf-8", "replace"), cut)


def _reason(ended: Ended, found: list[Finding]) -> str:
    if ended.code == -9:
        return "it needed more memory than there is"
    if ended.code < 0:
        return f"it crashed (signal {-ended.code})"
    if found:
        path, line, _, _, message = found[0]
        return f"{path}:{line}: {message[:MAX_MESSAGE]}"
    last = " ".join((ended.err.strip() or ended.out.strip())[-300:].split()) or "nothing"
    return f"it ended with exit code {ended.code}. It said: {last}"
