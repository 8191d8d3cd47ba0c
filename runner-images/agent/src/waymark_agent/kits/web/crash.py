"""An exception out of the app, on its stderr as a server prints it."""

from __future__ import annotations

import os
import sys
import traceback

HERE = os.getcwd()
"""The submission's folder."""


def print_failure(error: BaseException) -> None:
    """The learner's own frames and the last one: between them a framework has dozens."""
    try:
        report = traceback.TracebackException.from_exception(error)
        shorten(report)
        lines = "".join(report.format())
    except Exception:
        lines = f"{type(error).__name__}, which cannot be printed\n"
    sys.stderr.write(lines)


def shorten(report: traceback.TracebackException | None, depth: int = 0) -> None:
    if report is None or depth > 10:
        return
    last = len(report.stack) - 1
    report.stack[:] = [
        frame for place, frame in enumerate(report.stack) if place == last or frame.filename.startswith(HERE + os.sep)
    ]
    for other in (report.__cause__, report.__context__, *(report.exceptions or ())):
        shorten(other, depth + 1)
