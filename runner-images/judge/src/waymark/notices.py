"""The submission's log records and warnings, told again here, where caplog, assertLogs and pytest.warns listen."""

from __future__ import annotations

import logging
import sys
import warnings
from typing import TYPE_CHECKING

from waymark_wire.plain import Json, Malformed

from waymark.arrivals import listed, text

if TYPE_CHECKING:
    from waymark.crossing import Crossing
    from waymark.line import Message, Request

MAX_NOTICES = 200


class Notices:
    def __init__(self, crossing: Crossing) -> None:
        self.crossing = crossing
        self.waiting: list[logging.LogRecord | tuple[Warning, str, int]] = []
        self.levels: dict[str, int] = {}

    def add_to(self, message: Request) -> None:
        """The levels of loggers the test has changed: they decide what the submission's loggers let through."""
        levels = {"": logging.root.level}
        for name, logger in logging.root.manager.loggerDict.items():
            if type(logger) is logging.Logger and logger.level:
                levels[name] = logger.level
        if levels != self.levels:
            changed = {
                name: levels.get(name, 0)
                for name in levels.keys() | self.levels.keys()
                if levels.get(name, 0) != self.levels.get(name)
            }
            self.levels = levels
            message["levels"] = [part for pair in sorted(changed.items()) for part in pair]

    def take(self, body: Message) -> None:
        for record in listed(body.get("log"))[:MAX_NOTICES]:
            self.waiting.append(self.record(record))
        for warned in listed(body.get("warn"))[:MAX_NOTICES]:
            match warned:
                case [described, str(file), int(line)]:
                    warning = self.crossing.decode(described)
                    if not isinstance(warning, Warning):
                        raise Malformed("a warning that is none")
                    self.waiting.append((warning, file[:200], line))
                case _:
                    raise Malformed("a damaged warning")

    def record(self, described: Json) -> logging.LogRecord:
        match described:
            case [str(name), int(level), str(message), arguments, error, int(line), None | str() as function] if (
                0 <= level <= 1000
            ):
                args = self.crossing.decode(arguments) if arguments is not None else ()
                raised = self.crossing.decode(error) if error is not None else None
                info = (type(raised), raised, raised.__traceback__) if isinstance(raised, BaseException) else None
                made = logging.LogRecord(
                    name[:200], level, "submission", line, text(message, 4096), None, info, function
                )
                made.args = args if isinstance(args, tuple) else ()
                return made
        raise Malformed("a damaged log record")

    def issue(self) -> None:
        """Tell what waits. A filter of the test may make an exception of a warning: it is raised where the call was."""
        while self.waiting:
            notice = self.waiting.pop(0)
            if isinstance(notice, logging.LogRecord):
                logger = logging.getLogger(notice.name)
                if logger.isEnabledFor(notice.levelno):
                    logger.handle(notice)
            else:
                warning, file, line = notice
                warnings.warn_explicit(warning, type(warning), file, line, module=sys.modules["__main__"].__name__)

    def forget(self) -> None:
        self.waiting.clear()
        self.levels = {"": logging.WARNING}
