"""What came of a program that was run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, repr=False)
class ProgramResult:
    """How a program ended, and what it left."""

    command: str
    """As the learner would type it."""
    exit_code: int | None
    """0 to 255; None when a signal ended it."""
    signal: str | None
    """Name of the signal that ended it, such as "SIGKILL"; None when it ended by itself."""
    stdout_bytes: bytes
    stderr_bytes: bytes
    files: Mapping[str, bytes]
    """What the program created or wrote in its folder, by path. Python's caches and what ``left_out`` names are not in it."""
    left_out: Mapping[str, str]
    """What it created there besides and could not be taken, with the reason: links, pipes, what is larger than 256 KiB."""
    removed: tuple[str, ...]
    """Files that were there when it was started, and no longer when it ended."""
    folder: str
    """Where it ran, in the sandbox: for the ``cwd`` of a later run."""

    @property
    def stdout(self) -> str:
        """What it printed, as UTF-8; other bytes are shown as ``\\xff``."""
        return self.stdout_bytes.decode("utf-8", "backslashreplace")

    @property
    def stderr(self) -> str:
        """What it printed on stderr, as UTF-8; other bytes are shown as ``\\xff``."""
        return self.stderr_bytes.decode("utf-8", "backslashreplace")

    def text(self, path: str) -> str:
        """A file the program created or wrote. The test fails when it has not, and when the file is not UTF-8."""
        __tracebackhide__ = True
        content = self.files.get(path)
        if content is None:
            why = self.left_out.get(path)
            if why is not None:
                fail(f"After {self.command} the file {path} cannot be read: it is {why}.")
            wrote = ", ".join(list(self.files)[:10]) or "no file"
            fail(f"{self.command} was to write the file {path}, and wrote {wrote}.")
        try:
            return content.decode("utf-8")
        except UnicodeDecodeError as error:
            fail(
                f"The file {path}, written by {self.command}, is not UTF-8: byte {error.start + 1} is "
                f"0x{content[error.start]:02x}. Open it with encoding='utf-8'."
            )

    def check(self) -> ProgramResult:
        """The result itself when the exit code is 0. Otherwise the test fails and shows the end of stderr."""
        __tracebackhide__ = True
        if self.exit_code != 0:
            fail(f"{self.how_it_ended}, and exit code 0 was expected.{tail_of(self.stderr, 'stderr')}")
        return self

    @property
    def how_it_ended(self) -> str:
        """A clause for a message: ``python solution.py ended with exit code 1``."""
        how = f"was ended by {self.signal}" if self.signal else f"ended with exit code {self.exit_code}"
        return f"{self.command} {how}"

    def __repr__(self) -> str:
        printed = f"stdout {_short(self.stdout)}, stderr {_short(self.stderr)}"
        return f"<{self.how_it_ended}: {printed}{f', files {sorted(self.files)[:10]}' if self.files else ''}>"


def fail(sentence: str) -> NoReturn:
    """The submission's failure of this test, in a sentence for the learner."""
    __tracebackhide__ = True
    raise AssertionError(sentence)


def tail_of(text: str, name: str, characters: int = 1500) -> str:
    """The end of a stream as a part of a message, on lines of its own; nothing for an empty one."""
    if text.strip() == "":
        return ""
    end = text.rstrip()[-characters:]
    return f"\nThe end of its {name}:\n{end}" if len(end) < len(text.rstrip()) else f"\nIts {name}:\n{end}"


def _short(text: str) -> str:
    shown = repr(text)
    return shown if len(shown) <= 80 else f"{shown[:60]}... ({len(text)} characters)"
