"""Run as a program, with a line length and paths: says as JSON which of the files Black would change, and where first.

Black's own command would look for configuration, and formats several files in several processes.
"""

import importlib
import json
import sys


def main(line_length: int, paths: list[str]) -> None:
    # By name: only one of the images has it.
    black = importlib.import_module("black")
    mode = black.Mode(line_length=line_length, target_versions={black.TargetVersion.PY313})
    for path in paths:
        with open(path, encoding="utf-8", newline="") as file:
            source = file.read()
        try:
            changed = black.format_file_contents(source, fast=True, mode=mode)
        except black.NothingChanged:
            continue
        except black.InvalidInput as error:
            say(path, 1, "invalid", f"cannot be formatted: {error}")
        else:
            say(path, *first_change(source.split("\n"), changed.split("\n")))


def first_change(before: list[str], after: list[str]) -> tuple[int, str, str]:
    line = next((place for place, (old, new) in enumerate(zip(before, after, strict=False)) if old != new), None)
    if line is None:
        return min(len(before), len(after)), "format", "would be reformatted at its end"
    return line + 1, "format", f"would be reformatted, first here: {shown(before[line])} becomes {shown(after[line])}"


def shown(line: str) -> str:
    text = repr(line)
    return text if len(text) <= 120 else f"{text[:117]}..."


def say(path: str, line: int, code: str, message: str) -> None:
    sys.stdout.write(json.dumps({"path": path, "line": line, "code": code, "message": message}) + "\n")


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
