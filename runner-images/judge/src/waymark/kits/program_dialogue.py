"""A program the test talks to while it runs."""

from __future__ import annotations

import codecs
import contextlib
import re
import signal
import time
from typing import TYPE_CHECKING, Self

from waymark.errors import SuiteFault
from waymark.kits.program_answers import MAX_STREAM_BYTES, Programs, damaged
from waymark.kits.program_orders import parts_of
from waymark.kits.program_results import ProgramResult, fail, tail_of

if TYPE_CHECKING:
    from types import TracebackType

MAX_SEARCHED = 16 * 1024
"""Characters, the newest, in which a regular expression is looked for: what is printed is the submission's to choose."""
MAX_MATCHING_S = 2.0
"""Processor time a test may spend on that. Whoever needs more has met a text made to be slow."""


class RunningProgram:
    """What ``cli.start`` gives. In a ``with``, its end kills a program that still runs.

    What is sent to a program that has ended is lost, and so is a signal: the next ``expect`` or ``wait`` says how it ended.
    """

    def __init__(self, programs: Programs, number: int, shown: str) -> None:
        self._programs = programs
        self._number = number
        self._shown = shown
        self._stdout, self._stderr = Heard(), Heard()
        self._complete = False
        self._result: ProgramResult | None = None

    def expect(
        self, what: str | re.Pattern[str], *, within: float | None = None, stderr: bool = False
    ) -> re.Match[str]:
        """Wait until a text, or a match of a compiled pattern, is in what stdout (``stderr=True``: stderr) has printed since the
        last match.

        The test fails when the program ends before that, and after ``within`` seconds when they are given; without them it
        waits until the test's time is up. End a pattern with what follows the match: a number may arrive in two halves.
        """
        __tracebackhide__ = True
        if not is_text(what.pattern if isinstance(what, re.Pattern) else what):
            raise SuiteFault("expect waits for a text or for a compiled pattern of text")
        shown = repr(what) if isinstance(what, str) else f"something like {what.pattern!r}"
        return self._wait_for(what, shown, within, self._stderr if stderr else self._stdout)

    def read_line(self, *, within: float | None = None, stderr: bool = False) -> str:
        """The next line of stdout (``stderr=True``: stderr) after the last match, without its newline; waits as ``expect`` does.

        Compare it: a wrong answer then fails the test at once, where ``expect`` would go on waiting for the right one.
        """
        __tracebackhide__ = True
        found = self._wait_for("\n", "another line", within, self._stderr if stderr else self._stdout)
        return found.string[: found.start()]

    def send(self, content: str | bytes) -> None:
        """Send this to its stdin, as it is."""
        __tracebackhide__ = True
        self._write(content, close=False)

    def send_line(self, text: str = "") -> None:
        """Send this line and a newline to its stdin."""
        __tracebackhide__ = True
        self._write(f"{text}\n", close=False)

    def close_stdin(self) -> None:
        """Let it find the end of its input. On a terminal this is Ctrl-D, which means that at the beginning of a line."""
        __tracebackhide__ = True
        self._write(b"", close=True)

    def send_signal(self, name: str | int) -> None:
        """Send it a signal, such as "SIGTERM". Wait for a sign that it is ready first: it has no handlers before it sets them."""
        __tracebackhide__ = True
        try:
            number = signal.Signals[name] if isinstance(name, str) else signal.Signals(name)
        except (KeyError, ValueError):
            raise SuiteFault(f"there is no signal {name!r}; one is called SIGTERM") from None
        self._programs.ask(self._shown, "send_signal", self._number, int(number))

    def kill(self) -> None:
        """End it with SIGKILL."""
        __tracebackhide__ = True
        self.send_signal("SIGKILL")

    def is_running(self) -> bool:
        """Whether it has not ended yet. One that is about to may still run: to see it end, ``wait``."""
        __tracebackhide__ = True
        return self._result is None and self._programs.ask(self._shown, "running", self._number) == (True,)

    def wait(self, *, within: float | None = None) -> ProgramResult:
        """Wait for its end. The test fails when it has not come ``within`` seconds; without them it waits until the test's time
        is up. Its stdin stays open: close it first where the program reads to the end.
        """
        __tracebackhide__ = True
        if self._result is None:
            self._result = self._programs.finish(self._number, self._shown, within)
        return self._result

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # After a failure there is nothing to say any more, and the worker's end takes the program along.
        if error is None and self._result is None:
            self.kill()

    def __repr__(self) -> str:
        return f"<{self._shown}: {'running' if self._result is None else 'ended'}>"

    def _wait_for(self, what: str | re.Pattern[str], shown: str, within: float | None, heard: Heard) -> re.Match[str]:
        __tracebackhide__ = True
        deadline = None if within is None else time.monotonic() + within
        while True:
            found = heard.find(what)
            if found is not None:
                return found
            if self._complete:
                self._fail(f"{self.wait().how_it_ended} before it printed {shown}.", heard)
            left = None if deadline is None else deadline - time.monotonic()
            if left is not None and left <= 0:
                self._fail(f"{self._shown} had not printed {shown} after {within} s.", heard)
            self._listen(left)

    def _listen(self, seconds: float | None) -> None:
        __tracebackhide__ = True
        heard = (self._stdout.bytes, self._stderr.bytes)
        match self._programs.ask(self._shown, "listen", self._number, heard, seconds):
            case (bytes(out), bytes(err), bool(complete)):
                self._stdout.add(out)
                self._stderr.add(err)
                self._complete = complete
            case _:
                damaged()

    def _write(self, content: str | bytes, *, close: bool) -> None:
        __tracebackhide__ = True
        self._programs.ask(self._shown, "write", self._number, parts_of(content, "what is sent"), close=close)

    def _fail(self, sentence: str, heard: Heard) -> None:
        __tracebackhide__ = True
        other, name = (self._stdout, "stdout") if heard is self._stderr else (self._stderr, "stderr")
        with contextlib.suppress(AssertionError):
            while not self._complete and self._programs.ask(self._shown, "running", self._number) == (False,):
                self._listen(0)
        so_far = f"\nSince the last match it printed:\n{heard.text[-1500:]}" if heard.text.strip() else ""
        nothing = "" if so_far else " Nothing was printed there since the last match."
        fail(f"{sentence}{nothing}{so_far}{tail_of(other.text, name)}")


class Heard:
    """What has been printed on one stream. ``text`` is what no match has consumed, ``bytes`` counts all there was.

    ``in_vain`` is the text that was last looked for and not found, and how far.
    """

    def __init__(self) -> None:
        self.text = ""
        self.bytes = 0
        self.in_vain = ("", 0)
        self.spent_s = 0.0
        self.decoder = codecs.getincrementaldecoder("utf-8")("backslashreplace")

    def add(self, data: bytes) -> None:
        __tracebackhide__ = True
        self.bytes += len(data)
        if self.bytes > MAX_STREAM_BYTES + 1:
            damaged()
        self.text += self.decoder.decode(data)

    def find(self, what: str | re.Pattern[str]) -> re.Match[str] | None:
        __tracebackhide__ = True
        if isinstance(what, str):
            # What came in a thousand pieces is not searched a thousand times from its beginning.
            start = max(0, self.in_vain[1] - len(what)) if self.in_vain[0] == what else 0
            found = re.compile(re.escape(what)).search(self.text, start)
            self.in_vain = (what, len(self.text))
        else:
            began = time.process_time()
            found = what.search(self.text, max(0, len(self.text) - MAX_SEARCHED))
            self.spent_s += time.process_time() - began
            if self.spent_s > MAX_MATCHING_S:
                fail(f"{what.pattern!r} cannot be found in time in what the program prints.")
        if found is not None:
            self.text = self.text[found.end() :]
            self.in_vain = ("", 0)
        return found


def is_text(value: object) -> bool:
    return isinstance(value, str)
