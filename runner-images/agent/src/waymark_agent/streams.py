"""The submission's standard streams: what it prints is echoed to the judge, what it reads the test's streams answer."""

import io
from collections.abc import Callable

ECHO_LIMIT = 64 * 1024
"""Characters echoed with one answer; the rest is only counted by the supervisor."""


class Echo(io.TextIOWrapper):
    """A text stream whose recent output can be taken with ``take``."""

    def __init__(self, fd: int) -> None:
        super().__init__(
            io.BufferedWriter(io.FileIO(fd, "w", closefd=False)),
            encoding="utf-8",
            errors="backslashreplace",
            line_buffering=True,
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


class JudgeInput(io.TextIOBase):
    """``sys.stdin``: the test's own, where it has replaced it; otherwise empty."""

    encoding = "utf-8"

    def __init__(self, ask: Callable[..., object]) -> None:
        super().__init__()
        self.ask = ask

    def readable(self) -> bool:
        return True

    def read(self, size: int | None = -1, /) -> str:
        return _text(self.ask("read", -1 if size is None else size))

    def readline(self, size: int = -1, /) -> str:  # type: ignore[override]
        return _text(self.ask("readline", size))


def _text(answer: object) -> str:
    return answer if type(answer) is str else ""
