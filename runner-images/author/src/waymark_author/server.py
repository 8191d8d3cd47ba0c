"""Answers requests one after another, on stdin and stdout, in frames. An answer has the ``id`` of its request.

- ``mutants``: ``{"files": [{"path", "text"}]}`` gives ``{"mutants": [{"path", "operator", "scope", "line", "before", "after",
  "text"}]}``;
- ``constants``: the same gives ``{"answers": [{"answer", "files"}]}``;
- ``plant``: files and ``canary`` give ``{"files"}``;
- ``syntax``: ``{"blocks": ["…"]}`` gives ``{"faults": [{"block", "line", "message"}]}``.

An answer's ``t`` is ``done``, or ``failed`` with ``{"why"}``, and with ``path`` and ``line`` where a file is to blame.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from waymark_wire.frames import ChannelClosed, dumps, pack, read_frame, write_all

from waymark_author.blocks import faults_of
from waymark_author.constants import constant_answers
from waymark_author.mutants import mutants_of
from waymark_author.planting import CanaryFault, plant
from waymark_author.sources import SourceFault, SourceText

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

MAX_ANSWER_BYTES = (16 << 20) - (1 << 10)
"""What the orchestrator takes in one frame, header included."""

type Body = Mapping[str, object]


class BadRequest(Exception):
    """It is not of the form that the module says."""


def main() -> None:
    while True:
        try:
            header, body = read_frame(0)
        except ChannelClosed:
            return
        kind, answer = answered(header, body)
        write_all(1, pack({"t": kind, "id": header.get("id")}, answer))


def answered(header: Mapping[str, object], body: bytes) -> tuple[str, bytes]:
    try:
        action = _ACTIONS.get(str(header.get("t")))
        if action is None:
            raise BadRequest(f"there is no request {header.get('t')!r}")
        answer = dumps(action(_parsed(body)))
        if len(answer) > MAX_ANSWER_BYTES:
            raise BadRequest("the answer is larger than 16 MiB: the files are too large, or too many")
    except SourceFault as fault:
        return "failed", dumps({"why": str(fault), "path": fault.path, "line": fault.line})
    except (BadRequest, CanaryFault) as fault:
        return "failed", dumps({"why": str(fault)})
    except RecursionError:
        return "failed", dumps({"why": "a file is nested too deeply"})
    return "done", answer


def _mutants(body: Body) -> Body:
    return {"mutants": [asdict(mutant) for mutant in mutants_of(_files(body))]}


def _constants(body: Body) -> Body:
    return {"answers": [asdict(answer) for answer in constant_answers(_files(body))]}


def _plant(body: Body) -> Body:
    canary = body.get("canary")
    if not isinstance(canary, str):
        raise BadRequest("the canary is no text")
    return {"files": [asdict(file) for file in plant(_files(body), canary)]}


def _syntax(body: Body) -> Body:
    blocks = body.get("blocks")
    if not isinstance(blocks, list) or not all(isinstance(block, str) for block in blocks):
        raise BadRequest("the blocks are no list of texts")
    return {"faults": [asdict(fault) for fault in faults_of(blocks)]}


_ACTIONS: Mapping[str, Callable[[Body], Body]] = {
    "mutants": _mutants,
    "constants": _constants,
    "plant": _plant,
    "syntax": _syntax,
}


def _parsed(body: bytes) -> Body:
    try:
        value = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise BadRequest("the body is no JSON") from error
    if not isinstance(value, dict):
        raise BadRequest("the body is no object")
    return value


def _files(body: Body) -> list[SourceText]:
    files = body.get("files")
    if not isinstance(files, list):
        raise BadRequest("the files are no list")
    return [_file(file) for file in files]


def _file(file: object) -> SourceText:
    match file:
        case {"path": str() as path, "text": str() as text}:
            return SourceText(path, text)
        case _:
            raise BadRequest("a file is not of the form of path and text")


if __name__ == "__main__":
    main()
