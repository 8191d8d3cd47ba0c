"""A Flake8 plugin for backend code, and a gate that joins Flake8 and Black."""

import ast
import difflib
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import black

OPENING = r"(?<==)\s*([\[{]|(?:list|dict|set)\()"
DEFAULT = re.compile(OPENING + r"(?=[^=]*\)\s*(?:->.*)?:|.*: )")
NOW, UTCNOW = "datetime.datetime.now", "datetime.datetime.utcnow"
CONFIG = """
[flake8:local-plugins]
extension =
    WMK = {module}:BackendChecker
paths = {folder}
"""

type Problem = tuple[int, int, str, type]
type Style = dict[str, Any]


class BackendChecker:
    """What Flake8 does not know about backend code."""

    name = "backend-checker"
    version = "1.0.0"

    def __init__(self, tree: ast.AST, lines: list[str] | None = None) -> None:
        self.tree = tree
        self.lines = lines or ast.unparse(tree).splitlines()
        self.names = imported_names(tree)

    def run(self) -> Iterator[Problem]:
        for number, line in enumerate(self.lines, 1):
            for found in DEFAULT.finditer(line):
                yield number, found.start(1), "WMK001 mutable default", type(self)
        for node in ast.walk(self.tree):
            match node:
                case ast.Call():
                    yield from self.naive_times(node)
                case ast.AsyncFunctionDef():
                    yield from self.blocking_calls(node)

    def naive_times(self, call: ast.Call) -> Iterator[Problem]:
        called = self.dotted(call.func)
        has_zone = bool(call.args or call.keywords)
        if called == NOW and not has_zone or called == UTCNOW:
            yield self.problem(call, "WMK002 time without a time zone")

    def blocking_calls(self, function: ast.AsyncFunctionDef) -> Iterator[Problem]:
        inside = (node for statement in function.body for node in within(statement))
        for call in (node for node in inside if isinstance(node, ast.Call)):
            called = self.dotted(call.func)
            if called == "time.sleep" or called.startswith("requests."):
                yield self.problem(call, f"WMK003 {called} blocks the event loop")

    def dotted(self, node: ast.expr) -> str:
        """What is called, by its full name; without an import it has none."""
        match node:
            case ast.Name() if node.id in self.names:
                return self.names[node.id]
            case ast.Attribute():
                return f"{self.dotted(node.value)}.{node.attr}"
        return ""

    def problem(self, node: ast.expr, message: str) -> Problem:
        return node.lineno, node.col_offset, message, type(self)


def imported_names(tree: ast.AST) -> dict[str, str]:
    """Full names of what the imports of a module bring."""
    names: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                root = alias.name.partition(".")[0]
                names[alias.asname or root] = alias.name if alias.asname else root
        elif isinstance(node, ast.ImportFrom) and not node.level:
            for alias in node.names:
                names[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    return names


def within(node: ast.AST) -> Iterator[ast.AST]:
    """The node and what is in it, without the insides of functions."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
        return
    yield node
    for child in ast.iter_child_nodes(node):
        yield from within(child)


def black_status(source: str, line_length: int = 88) -> dict[str, str | None]:
    """What Black would do with the source."""
    mode = black.Mode(line_length=line_length)
    try:
        changed = black.format_str(source, mode=mode)
    except black.InvalidInput as error:
        return {"state": "invalid", "diff": "", "error": str(error)}
    if changed == source:
        return {"state": "clean", "diff": "", "error": None}
    before, after = (text.splitlines(keepends=True) for text in (source, changed))
    diff = "".join(difflib.unified_diff(before, after))
    return {"state": "would-change", "diff": diff, "error": None}


def gate(folder: str, line_length: int = 88) -> dict[str, object]:
    """What Flake8, with our plugin, and Black say about a folder."""
    root = Path(folder)
    found = [path.relative_to(root) for path in root.rglob("*.py")]
    files = sorted(path.as_posix() for path in found if not is_hidden(path))
    style = flake8_findings(root, files, line_length) if files else []
    formats = []
    for path in files:
        status = black_status((root / path).read_text("utf-8"), line_length)
        formats.append({"path": path, "state": status["state"]})
    clean = not style and all(one["state"] == "clean" for one in formats)
    return {"files": files, "style": style, "format": formats, "clean": clean}


def is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def flake8_findings(root: Path, files: list[str], line_length: int) -> list[Style]:
    here = Path(__file__)
    with tempfile.TemporaryDirectory() as scratch:
        config = Path(scratch, "flake8.ini")
        config.write_text(CONFIG.format(module=here.stem, folder=here.parent))
        command = [sys.executable, "-m", "flake8", "--config", str(config)]
        command += ["--format", "%(path)s\t%(row)d\t%(col)d\t%(code)s\t%(text)s"]
        command += [f"--max-line-length={line_length}", *files]
        done = subprocess.run(command, cwd=root, capture_output=True, text=True)
    found = [line.split("\t") for line in done.stdout.splitlines()]
    findings: list[Style] = []
    for path, row, col, code, text in found:
        place = {"path": path, "line": int(row), "col": int(col)}
        findings.append(place | {"code": code, "text": text})
    return sorted(findings, key=lambda one: (one["path"], one["line"], one["col"]))
