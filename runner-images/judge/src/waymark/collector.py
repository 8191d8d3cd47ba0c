"""A process for one suite: pytest collects it, then a fork per grading runs it.

What pytest spends most of its time on, importing and collecting, is so done once for all submissions.
"""

from __future__ import annotations

import base64
import difflib
import gc
import json
import os
import random
import signal
import socket
import sys
import tempfile
import traceback
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn

import pytest
from waymark_wire.frames import ChannelClosed, pack, read_frame, write_all

from waymark import kits, library
from waymark.errors import ImportFailed, SubmissionGone, SuiteFault
from waymark.grading import Grading, SharedPhase, failure_facts
from waymark.imports import LastResort, Submission
from waymark.kits import connections
from waymark.plugin import SuitePlugin, is_test_name, remember_comparisons

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SUITES = "/work/suites"
TEMPORARY = "/tmp"  # noqa: S108  the container is the judge's alone


@dataclass(frozen=True, slots=True)
class Suite:
    """What a suite's process is told: its folder, and which modules are the submission's (see ``server.py``)."""

    folder: str
    modules: Sequence[str]
    others: Sequence[str]
    shares_helpers: bool
    image: str
    drivers: Sequence[str]
    order: int | None = None


def write_suite(name: str, content: dict[str, Any]) -> Suite:
    """Put a suite's files where the judge can import them."""
    folder = os.path.join(SUITES, name)
    for path, data in content["files"]:
        target = os.path.join(folder, path)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with open(target, "wb") as file:
            file.write(base64.b64decode(data))
    return Suite(
        folder,
        content["modules"],
        content.get("others", []),
        bool(content.get("shareHelpers")),
        str(content["image"]),
        content.get("drivers", []),
        content.get("order"),
    )


def collect(control: socket.socket, suite: Suite) -> NoReturn:
    """Collect, say what was found, then fork for each grading whose descriptor arrives on ``control``."""

    def collected(plugin: SuitePlugin, session: pytest.Session) -> None:
        if plugin.submission.touched or plugin.errors:
            say(control.fileno(), {"t": "not-collected"}, reasons(plugin, plugin.submission.touched))
            os._exit(0)
        refuse_image(control.fileno(), session, suite)
        plugin.prepare(session)
        facts = {"cases": plugin.cases(session), "modules": plugin.submission.wanted}
        say(control.fileno(), {"t": "collected"}, facts)
        serve_gradings(control, plugin, session)

    connections.load(suite.drivers)
    run_pytest(suite, collected, control.fileno())


def refuse_image(fd: int, session: pytest.Session, suite: Suite) -> None:
    """Ends the process where the sandbox of the exercise lacks what a test asks for."""
    why = kits.missing_image(session.items, suite.image)
    if why is not None:
        say(fd, {"t": "not-collected"}, {"touched": None, "errors": [why]})
        os._exit(0)


def serve_gradings(control: socket.socket, plugin: SuitePlugin, session: pytest.Session) -> NoReturn:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    # What is there now stays for ever: a collection in a fork would only touch, and so copy, all of its pages.
    gc.collect()
    gc.freeze()
    while True:
        message, fds, _, _ = socket.recv_fds(control, 64, 1)
        if not message or not fds:
            os._exit(0)
        if os.fork() == 0:
            control.close()
            run, first, told_more = message.decode("ascii").split()
            grade(fds[0], run, int(first), plugin, session, told_more=told_more == "1")
        os.close(fds[0])


def grade(
    fd: int, run: str, first: int, plugin: SuitePlugin, session: pytest.Session, *, told_more: bool = False
) -> NoReturn:
    """The life of a grading's process: the tests from number ``first`` on. ``told_more``: the facts of services come first."""
    try:
        services = json.loads(read_frame(fd)[1]) if told_more else {}
        say(fd, {"t": "started", "pid": os.getpid()}, None)
        fresh_ground(run)
        grading = Grading(plugin, fd, lambda header, body: say(fd, header, body), services)
        plugin.run(session, grading, first)
        say(fd, {"t": "finished"}, None)
    except ChannelClosed:
        pass
    except SuiteFault as fault:
        say(fd, {"t": "fault"}, {"why": str(fault)})
    except BaseException:
        say(fd, {"t": "broken"}, {"why": traceback.format_exc()[-8000:]})
    os._exit(0)


def grade_live(fd: int, run: str, first: int, suite: Suite, services: dict[str, Any]) -> NoReturn:
    """For a suite that uses the submission while it is collected: collect beside the sandbox, then run.

    What the collection asked for is asked again for each test's worker, so that what it got means the same there. A test file
    that cannot be collected beside this submission, and could offline, is the submission's failure: it is reported with the
    tests that were found (``errors``), or with the reason why there are none (``touched``).
    """
    say(fd, {"t": "started", "pid": os.getpid()}, None)
    fresh_ground(run)
    state: dict[str, Any] = {}
    connections.load(suite.drivers)

    def collected(plugin: SuitePlugin, session: pytest.Session) -> None:
        grading: Grading = state["grading"]
        try:
            state["phase"].__exit__()
            plugin.submission.ready = False
            grading.line.finish()
            refuse_image(fd, session, suite)
            if say_what_was_found(fd, plugin, session):
                keep_only(session, json.loads(read_frame(fd)[1])["cases"])
                plugin.prepare(session)
                plugin.submission.values.clear()
                plugin.run(session, grading, first)
                say(fd, {"t": "finished"}, None)
        except ChannelClosed:
            pass
        except SuiteFault as fault:
            say(fd, {"t": "fault"}, {"why": str(fault)})
        except BaseException:
            say(fd, {"t": "broken"}, {"why": traceback.format_exc()[-8000:]})
        os._exit(0)

    def before(plugin: SuitePlugin) -> None:
        grading = state["grading"] = Grading(plugin, fd, lambda header, body: say(fd, header, body), services)
        try:
            grading.start_worker()
        except ImportFailed as failed:
            say(fd, {"t": "import-failed"}, grading.import_failure(failed))
            os._exit(0)
        except SubmissionGone:
            say(fd, {"t": "import-failed"}, None)
            os._exit(0)
        phase = state["phase"] = SharedPhase(grading, plugin)
        phase.__enter__()

    try:
        run_pytest(suite, collected, fd, before)
    except BaseException:
        say(fd, {"t": "broken"}, {"why": traceback.format_exc()[-8000:]})
    os._exit(0)


def keep_only(session: pytest.Session, wanted: Sequence[str]) -> None:
    """Run no other tests than these: how many there are beyond may be the submission's to say."""
    known = frozenset(wanted)
    session.items[:] = [item for item in session.items if item.nodeid in known]


def say_what_was_found(fd: int, plugin: SuitePlugin, session: pytest.Session) -> bool:
    """Whether a suite that was collected beside a submission has tests to run."""
    failed = plugin.submission.import_failure
    if failed is not None:
        say(fd, {"t": "import-failed"}, failure_facts(failed[1], failed[0]))
        return False
    if not session.items:
        said = plugin.errors[0][1].strip().splitlines()[-1] if plugin.errors else "it has no tests"
        say(fd, {"t": "not-collected"}, reasons(plugin, f"beside this submission: {said[:500]}"))
        return False
    errors = [{"file": file, "text": text[-4000:]} for file, text in plugin.errors[:20]]
    say(fd, {"t": "collected"}, {"cases": plugin.cases(session), "modules": plugin.submission.wanted, "errors": errors})
    return True


def reasons(plugin: SuitePlugin, touched: str | None) -> dict[str, Any]:
    """Why a suite, or some files of it, could not be collected: pytest's explanations, by file."""
    return {"touched": touched, "errors": [f"{file}: {text[-4000:]}" for file, text in plugin.errors[:20]]}


def run_pytest(suite: Suite, collected: Any, fd: int, before: Any = None) -> NoReturn:
    os.chdir(suite.folder)
    submission = Submission(suite.modules, suite.folder)
    plugin = SuitePlugin(suite.folder, submission, collected, shares_helpers=suite.shares_helpers, order=suite.order)
    sys.meta_path.insert(0, submission)
    sys.meta_path.append(LastResort(submission, suite.others))
    library.install(submission.border_or_none)
    plugin.patches.install()
    plugin.guard.install()
    remember_comparisons()
    tame_differences()
    leave_failures_unrendered()
    if before is not None:
        before(plugin)
    names = sorted(test_files(suite.folder))
    arguments = [
        *(
            "-p",
            "no:cacheprovider",
            "-p",
            "no:faulthandler",
            "-p",
            "no:terminal",
            "-p",
            "no:junitxml",
            "-p",
            "no:pastebin",
        ),
        *("--capture=sys", "--rootdir", suite.folder, "-o", "addopts=", "-o", "tmp_path_retention_policy=none"),
        *("--import-mode=prepend", "--continue-on-collection-errors"),
        *names,
    ]
    code = pytest.main(arguments, plugins=[plugin, *kits.fixture_modules()])
    # Only reached when pytest gave up before it had collected.
    plugin.errors.append(("", f"pytest ended with {code!r}"))
    say(fd, {"t": "not-collected"}, reasons(plugin, submission.touched))
    os._exit(0)


def test_files(folder: str) -> Iterable[str]:
    """The suite's test files: by pytest's usual names, else every module that is not a conftest."""
    found = [
        os.path.relpath(os.path.join(place, name), folder)
        for place, _, names in os.walk(folder)
        for name in names
        if name.endswith(".py") and name != "conftest.py"
    ]
    named = [path for path in found if is_test_name(os.path.basename(path))]
    return named or found


def fresh_ground(run: str) -> None:
    """What a grading must not share with another: its temporary folder and its random numbers."""
    temporary = os.path.join(TEMPORARY, run)
    os.makedirs(temporary, exist_ok=True)
    os.environ["TMPDIR"] = temporary
    tempfile.tempdir = None
    random.seed(0)


def tame_differences() -> None:
    """unittest compares long sequences line by line, in quadratic time; a submission chooses how long they are."""
    original = difflib.ndiff

    def ndiff(a: Sequence[str], b: Sequence[str], *args: Any, **keywords: Any) -> Iterable[str]:
        if len(a) + len(b) > 1000 or sum(map(len, a)) + sum(map(len, b)) > 100_000:
            return iter(["(too long to show the difference)"])
        return original(a, b, *args, **keywords)

    difflib.ndiff = ndiff  # type: ignore[assignment]


def leave_failures_unrendered() -> None:
    """pytest's text of a failed test is used nowhere, and to make one it asks the exception for its parts.

    Those are the submission's where the exception is: an attribute that raises, an object that ends its worker when it is
    listed, the name of a module to import. Out there nothing would catch what comes of it.
    """

    def unrendered(_: pytest.Item, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> str:  # noqa: ARG001
        return f"{excinfo.typename} was raised"

    pytest.Item._repr_failure_py = unrendered  # type: ignore[method-assign, assignment]


def say(fd: int, header: dict[str, Any], body: Any) -> None:
    write_all(fd, pack(header, json.dumps(body).encode("ascii") if body is not None else b""))
