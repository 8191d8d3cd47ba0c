"""How each tool is called, and how to read what it says. Files are named one by one: no tool has a list of its own to skip."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from waymark_agent.kits.static import black_files

if TYPE_CHECKING:
    from waymark_agent.kits.static.copies import Copy

type Finding = tuple[str, int, int, str, str]
"""Path, line and column from 1, code, message."""

type Options = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Command:
    """``codes``: the exit codes that come with a result; other than 0 only with a finding, for Python ends a crash with 1 too."""

    module: str
    arguments: Callable[[Copy, Options, bool], list[str]]
    codes: frozenset[int]
    read: Callable[[str, str], list[Finding]]


def _named(copy: Copy) -> list[str]:
    """As relative paths that no option can look like."""
    return [f"./{path}" for path in copy.named]


def _ruff(copy: Copy, options: Options, allow: bool) -> list[str]:
    arguments = ["-m", "ruff", "check", "--isolated", "--no-cache", "--no-fix", "--quiet", "--target-version=py313"]
    arguments += ["--output-format=json-lines", f"--line-length={options['line_length']}"]
    for name in ("select", "ignore"):
        if options[name]:
            arguments.append(f"--{name}={_joined(options[name])}")
    for setting in _texts(options["settings"]):
        arguments += ["--config", setting]
    return [*arguments, *([] if allow else ["--ignore-noqa"]), "--", *_named(copy)]


def _read_ruff(out: str, folder: str) -> list[Finding]:
    found: list[Finding] = []
    for entry in _json_lines(out):
        place = entry["location"] or {"row": 1, "column": 1}
        path = os.path.relpath(entry["filename"], folder)
        found.append((path, place["row"], place["column"], entry["code"] or "invalid-syntax", entry["message"]))
    return found


def _flake8(copy: Copy, options: Options, allow: bool) -> list[str]:
    arguments = ["-m", "flake8", "--isolated", "--jobs=1", "--exclude=", f"--max-line-length={options['line_length']}"]
    arguments.append("--format=%(row)d:%(col)d:%(code)s:%(path)s:%(text)s")
    if options["select"]:
        arguments.append(f"--select={_joined(options['select'])}")
    if options["ignore"]:
        arguments.append(f"--extend-ignore={_joined(options['ignore'])}")
    if options["max_complexity"] is not None:
        arguments.append(f"--max-complexity={options['max_complexity']}")
    return [*arguments, *([] if allow else ["--disable-noqa"]), "--", *_named(copy)]


_FLAKE8 = re.compile(r"(\d+):(\d+):([A-Z]+\d+):\./(.*?\.py):(.*)")


def _read_flake8(out: str, _: str) -> list[Finding]:
    found = [match for line in out.split("\n") if (match := _FLAKE8.fullmatch(line)) is not None]
    return [(one[4], max(1, int(one[1])), max(1, int(one[2])), one[3], one[5]) for one in found]


def _black(copy: Copy, options: Options, _: bool) -> list[str]:
    return [os.path.abspath(black_files.__file__), str(options["line_length"]), *_named(copy)]


def _read_black(out: str, _: str) -> list[Finding]:
    return [
        (entry["path"].removeprefix("./"), entry["line"], 1, entry["code"], entry["message"])
        for entry in _json_lines(out)
    ]


def _mypy(copy: Copy, options: Options, _: bool) -> list[str]:
    config = copy.note("mypy.ini", "[mypy]\n")
    arguments = ["-m", "mypy", f"--config-file={config}", "--cache-dir=/dev/null", "--python-version=3.13"]
    arguments += [
        "--output=json",
        "--no-error-summary",
        "--explicit-package-bases",
        "--disable-error-code=import-untyped",
    ]
    if options["strict"]:
        arguments.append("--strict")
    arguments += [f"--{flag}" for flag in _texts(options["flags"])]
    return [*arguments, "--", *_named(copy)]


def _read_mypy(out: str, _: str) -> list[Finding]:
    """Errors, and what ``reveal_type`` says as code ``reveal``. Other notes only explain an error."""
    found: list[Finding] = []
    for entry in _json_lines(out):
        message, code = str(entry["message"]), entry["code"] or "invalid"
        revealed = re.fullmatch(r'Revealed type is "(.*)"', message)
        if revealed is not None and entry["severity"] == "note":
            message, code = revealed[1], "reveal"
        elif entry["severity"] != "error":
            continue
        found.append((entry["file"], max(1, entry["line"]), max(1, entry["column"] + 1), code, message))
    return found


def _joined(values: object) -> str:
    return ",".join(_texts(values))


def _texts(values: object) -> list[str]:
    return [str(value) for value in values] if isinstance(values, list | tuple) else []


def _json_lines(out: str) -> list[dict[str, Any]]:
    """Lines that are no object are left out: mypy says some things in plain words."""
    return [json.loads(line) for line in out.split("\n") if line.startswith("{")]


COMMANDS: dict[str, Command] = {
    "ruff": Command("ruff", _ruff, frozenset({0, 1}), _read_ruff),
    "flake8": Command("flake8", _flake8, frozenset({0, 1}), _read_flake8),
    "black": Command("black", _black, frozenset({0}), _read_black),
    "mypy": Command("mypy", _mypy, frozenset({0, 1}), _read_mypy),
}
