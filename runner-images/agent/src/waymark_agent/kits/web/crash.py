"""An exception out of the app, on its stderr as a server prints it."""

from __future__ import annotations

import logging
import os
import sys
import traceback

from waymark_agent.workspace import CASE_FOLDER


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
        frame
        for place, frame in enumerate(report.stack)
        if place == last or frame.filename.startswith(CASE_FOLDER + os.sep)
    ]
    for other in (report.__cause__, report.__context__, *(report.exceptions or ())):
        shorten(other, depth + 1)


class _Printed(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            print_failure(error)


def print_logged_failures() -> None:
    """Frameworks that answer for an exception themselves only log it, and by default nobody shows what they log."""
    for name in ("aiohttp.server", "django.request"):
        logger: logging.Logger | None = logging.getLogger(name)
        shown = isinstance(logger, logging.Logger) and any(isinstance(one, _Printed) for one in logger.handlers)
        while logger is not None and not shown:
            shown = any(isinstance(one, logging.StreamHandler) and not one.filters for one in logger.handlers)
            logger = logger.parent
        if not shown:
            logging.getLogger(name).addHandler(_Printed())
