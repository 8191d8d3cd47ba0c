"""Log records and warnings of the submission, for suites that look at them (caplog, assertLogs, pytest.warns ...)."""

from __future__ import annotations

import sys
import warnings
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import logging
    from collections.abc import Callable

    from waymark_wire.plain import Json

MAX_NOTICES = 200
"""Records, and warnings, that go with one answer; what comes beyond is lost to the suite."""
MAX_TEXT = 4096

_PLAIN = (type(None), bool, int, float, str)


class Notices:
    def __init__(self, attempt: Callable[[object], Json]) -> None:
        self.attempt = attempt
        self.records: list[Json] = []
        self.warned: list[Json] = []
        self.listening = False

    def install(self) -> None:
        """Warnings are all reported: which of them are shown, ignored or errors is for the suite's own filters to say."""
        warnings.resetwarnings()
        warnings.simplefilter("always")
        warnings.showwarning = self.warn  # type: ignore[assignment]

    def take(self, message: dict[str, object]) -> None:
        levels = message.get("levels")
        if type(levels) is list:
            import logging

            for name, level in zip(levels[::2], levels[1::2], strict=True):
                logging.getLogger(str(name) or None).setLevel(int(level))
        self.listen()

    def listen(self) -> None:
        """Hear what loggers are told, once the submission uses any. A root handler would change what ``basicConfig`` does."""
        if self.listening or "logging" not in sys.modules:
            return
        import logging

        self.listening = True
        original = logging.Logger.callHandlers

        def call_handlers(logger: logging.Logger, record: logging.LogRecord) -> None:
            self.log(record)
            original(logger, record)

        logging.Logger.callHandlers = call_handlers  # type: ignore[method-assign, assignment]
        # As under pytest, which has a handler of its own: nothing goes to stderr for want of one.
        logging.lastResort = None
        logging.Logger.manager.emittedNoHandlerWarning = True

    def log(self, record: logging.LogRecord) -> None:
        if len(self.records) >= MAX_NOTICES:
            return
        arguments = record.args if isinstance(record.args, tuple) else None
        plain = (
            type(record.msg) is str
            and arguments is not None
            and all(type(argument) in _PLAIN for argument in arguments)
        )
        message = record.msg if plain else record.getMessage()
        error = record.exc_info[1] if record.exc_info else None
        self.records.append(
            [
                record.name,
                record.levelno,
                str(message)[:MAX_TEXT],
                ["t", *map(self.attempt, arguments[:20])] if plain and arguments else None,
                None if error is None else self.attempt(error),
                record.lineno,
                record.funcName,
            ]
        )

    def warn(
        self,
        message: Warning | str,
        category: type[Warning],
        filename: str,
        lineno: int,
        *_: object,
    ) -> None:
        if len(self.warned) < MAX_NOTICES:
            warning = message if isinstance(message, Warning) else category(message)
            self.warned.append([self.attempt(warning), filename.rpartition("/")[2][:200], lineno])

    def report(self, answer: dict[str, Json]) -> None:
        self.listen()
        if self.records:
            answer["log"], self.records = list(self.records), []
        if self.warned:
            answer["warn"], self.warned = list(self.warned), []
