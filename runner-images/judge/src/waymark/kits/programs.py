"""The fixture ``cli``: the submission as a program, run beside it in the sandbox, each time in a fresh folder.

Its other half (``waymark_agent.kits.programs``) starts, feeds and reads the program; whether it did right is judged here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from waymark.kits.program_answers import Programs
from waymark.kits.program_dialogue import RunningProgram
from waymark.kits.program_orders import make_order, parts_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from waymark.kits.beside import Beside
    from waymark.kits.program_results import ProgramResult


class Cli:
    """Runs the submission as a program. ``run`` waits for its end; ``start`` lets the test talk to it meanwhile."""

    def __init__(self, programs: Programs, modules: Iterable[str]) -> None:
        self._programs = programs
        self._modules = sorted(modules)

    def run(
        self,
        args: Sequence[str] = (),
        *,
        stdin: str | bytes = b"",
        env: Mapping[str, str | None] | None = None,
        files: Mapping[str, str | bytes] | None = None,
        cwd: str | None = None,
        program: str | None = None,
        module: str | None = None,
        command: Sequence[str] | None = None,
        timeout: float | None = None,
    ) -> ProgramResult:
        """Run the program to its end.

        ``args`` follow the program's name. ``stdin`` is all it can read, nothing unless said. ``env`` adds variables to the
        fixed ones (PATH, LANG, HOME, TERM, PYTHONHASHSEED, PYTHONDONTWRITEBYTECODE), and takes away those that are None.
        ``files`` are put beside the submission's own, by path. ``cwd`` is the ``folder`` of an earlier result, to go on with
        what that left there; otherwise the folder is fresh. Without ``program`` (a file of the submission), ``module`` (as of
        ``python -m``) or ``command`` (words that begin with a program of the sandbox) the exercise's entry file is run.

        The test fails when there is no such program, when it prints more than 1 MiB on a stream or writes more than 200 files,
        and when it still runs after ``timeout`` seconds; without them it may take what the test's time limit leaves.
        """
        __tracebackhide__ = True
        order = make_order(
            self._modules,
            self._programs.folders,
            args=args,
            env=env,
            files=files,
            cwd=cwd,
            program=program,
            module=module,
            command=command,
        )
        return self._programs.run(order, parts_of(stdin, "stdin"), timeout)

    def start(
        self,
        args: Sequence[str] = (),
        *,
        env: Mapping[str, str | None] | None = None,
        files: Mapping[str, str | bytes] | None = None,
        cwd: str | None = None,
        program: str | None = None,
        module: str | None = None,
        command: Sequence[str] | None = None,
        tty: bool = False,
    ) -> RunningProgram:
        """Start the program and talk to it; what is not named here is as of ``run``.

        Its environment has PYTHONUNBUFFERED=1 too, so that what it prints comes when it is printed. With ``tty`` its three
        streams are one terminal, without echo; what it prints on stderr then comes on stdout. Use it in a ``with``, whose end
        kills a program that still runs.
        """
        __tracebackhide__ = True
        order = make_order(
            self._modules,
            self._programs.folders,
            args=args,
            env=env,
            files=files,
            cwd=cwd,
            program=program,
            module=module,
            command=command,
        )
        return RunningProgram(self._programs, self._programs.start(order, tty=tty), order.shown)


@pytest.fixture
def cli(beside: Beside) -> Cli:
    """The submission as a program."""
    return Cli(Programs(beside), beside.plugin.submission.roots)
