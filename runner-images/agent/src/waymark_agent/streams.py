"""The submission's stdout and stderr: written to the supervisor's pipe, and echoed to the judge for suites that read them."""

import io

ECHO_LIMIT = 64 * 1024
"""Characters echoed with one answer; the rest is only counted by the supervisor."""


class Echo(io.TextIOWrapper):
    """A text stream whose recent output can be taken with ``take``."""

    def __init__(self, fd: int) -> None:
        super().__init__(
            io.BufferedWriter(io.FileIO(fd, "w", closefd=False)), encoding="utf-8", errors="backslashreplace", line_buffering=True
        )
        self.recent: list[str] = []
        self.room = ECHO_LIMIT

    def write(self, text: str, /) -> int:
        written = super().write(text)
        if self.room > 0:
            self.recent.append(str(text)[: self.room])
            self.room -= len(text)
        return written

    def take(self) -> str:
        self.flush()
        if not self.recent:
            return ""
        text = "".join(self.recent)
        self.recent.clear()
        self.room = ECHO_LIMIT
        return text
