"""Gradings without containers: the judge's and the worker's processes as they are, and an orchestrator of a few lines.

The worker runs as a child of its own in a folder of its own; what the supervisor does for it in a sandbox is left out.
"""

import base64
import itertools
import json
import os
import shutil
import socket
import struct
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from waymark_wire.frames import ChannelClosed, pack, read_exactly, read_frame, write_all

JUDGE = """
import socket, sys
from waymark import collector
collector.SUITES = sys.argv[2]
told = collector.write_suite("suite", __import__("json").loads(sys.stdin.read()))
link = socket.socket(fileno=int(sys.argv[1]))
collector.collect(link, told) if sys.argv[3] == "alone" else collector.grade_live(link.detach(), sys.argv[4], 0, told, {})
"""
WORKER = """
import os, sys
from waymark_agent.session import Session
from waymark_agent.worker import Channel
os.chdir(sys.argv[2])
try:
    Session(Channel(int(sys.argv[1])), sys.argv[2]).serve()
except BaseException:
    os._exit(1)
"""
KINDS = {ord("v"): "value", ord("r"): "raise", ord("c"): "callback", ord("i"): "import-failed", ord("u"): "unsendable"}

type Answer = tuple[str, bytes]
"""Kind and body of a worker's answer."""


@dataclass
class Graded:
    """What came of one grading, as the orchestrator hears of it."""

    end: str = ""
    said: dict = field(default_factory=dict)
    cases: list = field(default_factory=list)
    declared: list = field(default_factory=list)

    @property
    def statuses(self) -> dict[str, str]:
        return {case["id"].rpartition("::")[2]: case["status"] for case in self.cases}

    def case(self, name: str) -> dict:
        return next(case for case in self.cases if case["id"].endswith(f"::{name}"))


class Worker:
    """A worker for one test, or for as long as a shared fixture keeps it."""

    def __init__(self, folder: Path) -> None:
        self.ours, theirs = socket.socketpair()
        self.process = subprocess.Popen(
            [sys.executable, "-c", WORKER, str(theirs.fileno()), str(folder)],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        theirs.close()

    def answer(self, body: bytes) -> Answer | None:
        write_all(self.ours.fileno(), struct.pack(">I", len(body)) + body)
        try:
            (length,) = struct.unpack(">I", read_exactly(self.ours.fileno(), 4))
            data = read_exactly(self.ours.fileno(), length)
        except ChannelClosed:
            return None
        return KINDS[data[0]], data[1:]

    def end(self) -> None:
        self.ours.close()
        self.process.kill()
        self.process.wait()


class Orchestrator:
    """Collects a suite, beside the submission when it has to, and grades one submission with it."""

    def __init__(self, folder: Path, spoil: Callable[[bytes, Answer], Answer | None] | None = None) -> None:
        self.folder = folder
        self.spoil = spoil
        self.runs = itertools.count()
        self.worker: Worker | None = None

    def grade(self, suite: dict[str, str], submission: dict[str, str], **told: object) -> Graded:
        self.submission = submission
        modules = sorted({path.partition("/")[0].removesuffix(".py") for path in submission})
        files = [[path, base64.b64encode(text.encode()).decode()] for path, text in suite.items()]
        content = {"files": files, "image": "python", "modules": modules, "others": []} | told
        graded = Graded()
        judge, link = self.start("alone", content)
        with judge, link:
            header, body = read_frame(link.fileno())
            said = json.loads(body)
            if header["t"] == "collected":
                graded.declared = said["cases"]
                ours, theirs = socket.socketpair()
                run = self.name_run()
                socket.send_fds(link, [f"{run} 0 0".encode()], [theirs.fileno()])
                theirs.close()
                with ours:
                    self.relay(ours.fileno(), graded)
            elif said["touched"] is None:
                graded.end, graded.said = header["t"], said
            judge.kill()
        if graded.end == "":
            judge, link = self.start("live", content)
            with judge, link:
                self.relay(link.fileno(), graded)
                judge.kill()
        return graded

    def start(self, how: str, content: dict) -> tuple[subprocess.Popen, socket.socket]:
        ours, theirs = socket.socketpair()
        ours.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, struct.pack("ll", 20, 0))
        suites = self.folder / f"suites-{how}"
        command = [sys.executable, "-c", JUDGE, str(theirs.fileno()), str(suites), how, self.name_run()]
        quiet = None if os.environ.get("WAYMARK_TEST_STDERR") else subprocess.DEVNULL
        judge = subprocess.Popen(command, pass_fds=[theirs.fileno()], stdin=subprocess.PIPE, stdout=quiet, stderr=quiet)
        theirs.close()
        judge.stdin.write(json.dumps(content).encode())
        judge.stdin.close()
        return judge, ours

    def name_run(self) -> str:
        return f"waymark-test-{os.getpid()}-{next(self.runs)}"

    def relay(self, link: int, graded: Graded) -> None:
        while True:
            try:
                header, body = read_frame(link)
            except ChannelClosed:
                return
            kind = header["t"]
            said = json.loads(body) if body and kind != "ask" else {}
            if kind == "ask":
                self.ask(link, header, body)
            elif kind == "case":
                graded.cases.append(said)
            elif kind == "collected":
                graded.declared, graded.said = said["cases"], said
                ids = [case["id"] for case in json.loads(body)["cases"]]
                write_all(link, pack({"t": "go"}, json.dumps({"cases": ids}).encode()))
            elif kind in ("finished", "broken", "fault", "import-failed", "not-collected"):
                graded.end, graded.said = kind, said or graded.said
                return

    def ask(self, link: int, header: dict, body: bytes) -> None:
        identity = header["id"]
        if header["op"] == "end":
            if not json.loads(body).get("keep"):
                self.end_worker()
            write_all(link, pack({"t": "ended", "id": identity}))
            return
        if header["op"] == "fresh" or (
            header["op"] == "begin" and (self.worker is None or not json.loads(body).get("keep"))
        ):
            self.end_worker()
            self.worker = Worker(self.fresh_folder())
        answer = self.worker.answer(body) if self.worker is not None else None
        if self.spoil is not None and answer is not None and header["op"] not in ("begin", "fresh"):
            answer = self.spoil(body, answer)
        if answer is None:
            self.end_worker()
            write_all(link, pack({"t": "gone", "id": identity, "why": "it crashed"}))
        else:
            write_all(link, pack({"t": "answer", "id": identity, "re": answer[0]}, answer[1]))

    def fresh_folder(self) -> Path:
        folder = self.folder / "work"
        shutil.rmtree(folder, ignore_errors=True)
        for path, text in self.submission.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text)
        return folder

    def end_worker(self) -> None:
        if self.worker is not None:
            self.worker.end()
            self.worker = None
