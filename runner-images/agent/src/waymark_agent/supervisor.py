"""The sandbox's first process: forks a worker per test, relays frames, counts output, says how a worker ended.

Frames from the orchestrator (header ``t``):
  prepare     body: {"files": [[path, base64], ...]}: import what these name of the library; not answered
  network     answered by ``network`` with ``used``: whether anything has happened in the network since this was first asked
  submission  body: {"files": [[path, base64], ...], "outputBytes": n, "environment": {name: text}}   answered by ``ready``
  ask         with ``id``; ``op: begin`` in the header starts a worker, ``op: end`` finishes it, others go to the worker
  kill        the worker's time is up; the ask in flight is answered by ``died``
Frames to it: ``ready``, ``network``, ``answer`` (from the worker), ``died``, ``ended`` (each with the id it answers).
"""

from __future__ import annotations

import base64
import contextlib
import gc
import json
import os
import random  # noqa: F401  imported before the fork, so that each worker can seed it and the submission finds it loaded
import select
import signal
import struct

from waymark_wire.evidence import read_counters
from waymark_wire.frames import MAX_FRAME_BYTES, ChannelClosed, pack, read_frame, write_all

from waymark_agent import workspace
from waymark_agent.network import network_traces
from waymark_agent.preload import preload
from waymark_agent.shielding import close_memory
from waymark_agent.templates import Template, is_alone, left_only_memory, used
from waymark_agent.workers import Worker, fork_worker, start_worker


def decode_files(content: dict[str, list[list[str]]]) -> list[tuple[str, bytes]]:
    return [(path, base64.b64decode(data)) for path, data in content["files"]]


def is_kept(body: bytes) -> bool:
    """Whether a test shares its worker with the next, or with the one before: the judge says so in what it asks."""
    asked = json.loads(body)
    return type(asked) is dict and asked.get("keep") is True


def may_be_forked(body: bytes) -> bool:
    """Whether a worker that begins like this may be a template. A kit that comes before the import lives in the process: a clock
    knows its threads, and would take a fork for one of the submission's.
    """
    asked = json.loads(body)
    return type(asked) is dict and not asked.get("keep") and not asked.get("kits")


class Supervisor:
    def __init__(self, stdin: int, stdout: int) -> None:
        self.stdin = stdin
        self.stdout = stdout
        self.files: list[tuple[str, bytes]] = []
        self.output_limit = 1 << 20
        self.worker: Worker | None = None
        self.template: Template | None = None
        self.ahead: Worker | None = None
        self.pending: str | None = None
        self.beginning: bytes | None = None
        self.network: bytes = b""

    def serve(self) -> None:
        poller = select.poll()
        while True:
            worker = self.worker
            poller = select.poll()
            poller.register(self.stdin, select.POLLIN)
            if worker is not None:
                if self.pending is not None:
                    poller.register(worker.channel, select.POLLIN)
                for output in worker.outputs:
                    if output.fd >= 0:
                        poller.register(output.fd, select.POLLIN)
            for fd, _ in poller.poll():
                if fd == self.stdin:
                    self.hear_orchestrator()
                elif self.worker is worker and worker is not None:
                    self.hear_worker(worker, fd)

    def hear_orchestrator(self) -> None:
        header, body = read_frame(self.stdin)
        kind = header.get("t")
        if kind == "submission":
            content = json.loads(body)
            self.files = decode_files(content)
            self.output_limit = content["outputBytes"]
            os.environ.update(content.get("environment", {}))
            preload(self.files)
            write_all(self.stdout, pack({"t": "ready"}))
        elif kind == "prepare":
            preload(decode_files(json.loads(body)))
        elif kind == "network":
            seen = network_traces()
            self.network = self.network or seen
            write_all(self.stdout, pack({"t": "network", "used": seen != self.network}))
        elif kind == "kill":
            if self.pending is not None:
                self.say_died()
        elif kind == "ask":
            self.pending = str(header["id"])
            if header.get("op") == "begin":
                self.begin(body)
            elif header.get("op") == "end":
                self.end(keep=is_kept(body))
            elif self.worker is None:
                write_all(self.stdout, pack({"t": "died", "id": self.pending, "exit": None, "signal": None}))
                self.pending = None
            else:
                self.to_worker(body)

    def begin(self, body: bytes) -> None:
        if self.worker is None or not is_kept(body):
            self.clear()
            if self.template is not None and self.template.asked != body:
                self.kill_all()
                self.reap_orphans()
            ahead, self.ahead = self.ahead, None
            if ahead is None:
                workspace.wipe()
                workspace.prepare(self.files)
            if self.template is not None:
                self.worker = ahead or fork_worker(self.template)
                self.say_answer("value", self.template.answer)
                return
            self.worker = start_worker(self.stdin, self.stdout)
            self.beginning = body if may_be_forked(body) else None
        self.to_worker(body)

    def to_worker(self, body: bytes) -> None:
        if self.worker is None:
            return
        try:
            write_all(self.worker.channel, struct.pack(">I", len(body)) + body)
        except OSError:
            self.say_died()

    def hear_worker(self, worker: Worker, fd: int) -> None:
        try:
            data = os.read(fd, 1 << 16)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if fd == worker.channel:
            self.hear_answer(worker, data)
            return
        for output in worker.outputs:
            if output.fd != fd:
                continue
            if not data:
                # The write end was closed; poll would report it for ever.
                os.close(fd)
                output.fd = -1
            output.feed(data)
        if sum(output.total for output in worker.outputs) > self.output_limit and not worker.printed_too_much:
            worker.printed_too_much = True
            self.kill_all()
            if self.pending is not None:
                self.say_died()

    def hear_answer(self, worker: Worker, data: bytes) -> None:
        """Collect one answer: a length, a status letter as the first byte, the body. Anything else ends the worker."""
        worker.inbox += data
        if not data:
            self.say_died()
            return
        if len(worker.inbox) < 4:
            return
        (length,) = struct.unpack(">I", worker.inbox[:4])
        if length > MAX_FRAME_BYTES - 256 or length < 1 or len(worker.inbox) > 4 + length:
            self.say_died(spoilt=True)
        elif len(worker.inbox) == 4 + length:
            kind = ANSWER_KINDS.get(worker.inbox[4])
            if kind is None:
                self.say_died(spoilt=True)
                return
            body = bytes(worker.inbox[5:])
            worker.inbox.clear()
            self.say_answer(kind, body)
            asked, self.beginning = self.beginning, None
            if asked is not None and kind == "value":
                self.make_template(worker, asked, body)

    def say_answer(self, kind: str, body: bytes) -> None:
        answered, self.pending = self.pending, None
        write_all(self.stdout, pack({"t": "answer", "id": answered, "re": kind}, body))

    def make_template(self, worker: Worker, asked: bytes, answer: bytes) -> None:
        """Of a worker that has just begun, where that is as good as a fresh one for each test; a fork of it takes its place."""
        self.drain(worker)
        stdout, stderr = worker.outputs
        if stdout.total + stderr.total > 0:
            return
        if left_only_memory(worker.pid, worker.its_channel, self.files):
            self.template = Template(worker.channel, (stdout.fd, stderr.fd), asked, answer)
            self.worker = fork_worker(self.template)

    def say_died(self, *, spoilt: bool = False) -> None:
        """Answer the ask in flight: the worker is gone, and this is how."""
        worker = self.worker
        header: dict[str, object] = {"t": "died", "id": self.pending, "exit": None, "signal": None}
        self.pending = None
        if worker is not None:
            self.drain(worker)
            # Let a worker that closed its channel on the way out report its own end before it is killed.
            self.reap(worker, patience_ms=50)
            self.kill_all()
            self.reap(worker)
            after = read_counters()
            header |= {
                "exit": os.WEXITSTATUS(worker.status) if os.WIFEXITED(worker.status) else None,
                "signal": os.WTERMSIG(worker.status) if os.WIFSIGNALED(worker.status) else None,
                "oom": after.oom_kills > worker.before.oom_kills,
                "forks": after.refused_forks > worker.before.refused_forks,
                "output": worker.printed_too_much,
                "spoilt": spoilt,
            }
        write_all(self.stdout, pack(header))

    def end(self, *, keep: bool) -> None:
        """The test is over: say what was printed and used, and kill what runs unless the next test goes on with it."""
        header: dict[str, object] = {"t": "ended", "id": self.pending}
        self.pending = None
        body = b"{}"
        worker = self.worker
        if worker is not None:
            self.drain(worker)
            if not keep:
                self.stop(worker)
            after = read_counters()
            stdout, stderr = worker.outputs
            header |= {
                "cpuMs": worker.cpu_ms,
                "peakBytes": worker.peak_bytes,
                "printed": stdout.total + stderr.total,
                "oom": after.oom_kills > worker.before.oom_kills,
                "forks": after.refused_forks > worker.before.refused_forks,
                "output": worker.printed_too_much,
            }
            body = json.dumps({"stdout": stdout.text(), "stderr": stderr.text()}).encode("ascii")
            stdout.forget()
            stderr.forget()
        if not keep:
            self.clear()
        write_all(self.stdout, pack(header, body))
        if not keep and self.template is not None:
            # While the judge is busy: the worker of the next test, if that begins like this one.
            workspace.wipe()
            workspace.prepare(self.files)
            self.ahead = fork_worker(self.template)

    def clear(self) -> None:
        worker, self.worker = self.worker, None
        self.beginning = None
        if worker is not None:
            if not worker.reaped:
                self.stop(worker)
            worker.close()

    def drain(self, worker: Worker) -> None:
        """Take what already lies in the output pipes, no more than the limit allows."""
        for output in worker.outputs:
            while output.fd >= 0 and output.total <= self.output_limit:
                if not select.select([output.fd], [], [], 0)[0]:
                    break
                data = os.read(output.fd, 1 << 16)
                if not data:
                    break
                output.feed(data)

    def stop(self, worker: Worker) -> None:
        """End the worker and all that runs beside it; its template may stay when there is nothing else."""
        if worker.learn_end(kill=True) and is_alone():
            return
        self.kill_all()
        self.reap(worker)

    def kill_all(self) -> None:
        """Kill every process of the sandbox but this one. Only process 1 of a namespace may say -1 safely."""
        template, self.template = self.template, None
        if template is not None:
            template.close()
        ahead, self.ahead = self.ahead, None
        if ahead is not None:
            ahead.close()
        if os.getpid() == 1:
            with contextlib.suppress(ProcessLookupError):
                os.kill(-1, signal.SIGKILL)
        elif self.worker is not None and self.worker.pid and not self.worker.reaped:
            os.kill(self.worker.pid, signal.SIGKILL)

    def reap(self, worker: Worker, patience_ms: int | None = None) -> None:
        """Collect ended children; wait for the worker itself, or at most ``patience_ms`` for it."""
        waited = 0
        if patience_ms is not None and worker.template is not None:
            worker.learn_end(kill=False, patience_ms=patience_ms)
            return
        while not worker.reaped:
            options = 0 if patience_ms is None else os.WNOHANG
            try:
                pid, status, usage = os.wait4(-1 if patience_ms is None else worker.pid, options)
            except ChildProcessError:
                worker.reaped = True
                break
            if pid == worker.pid:
                worker.note_end(status, *used(usage))
            elif pid == 0:
                if waited >= (patience_ms or 0):
                    return
                select.poll().poll(5)
                waited += 5
        if patience_ms is None:
            self.reap_orphans()

    def reap_orphans(self) -> None:
        """Zombies of killed grandchildren are ours as process 1; a killed one takes a moment to become a zombie."""
        if os.getpid() != 1:
            return
        while True:
            try:
                os.wait4(-1, 0)
            except ChildProcessError:
                return


ANSWER_KINDS = {
    ord("v"): "value",
    ord("r"): "raise",
    ord("c"): "callback",
    ord("i"): "import-failed",
    ord("u"): "unsendable",
}


def main() -> None:
    # The protocol moves to private descriptors, so that a stray print of ours cannot break a frame.
    stdin, stdout = os.dup(0), os.dup(1)
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    os.dup2(2, 1)
    os.close(null)
    close_memory()
    # What is there now stays for ever: a collection in a worker would only touch, and so copy, all of its pages.
    gc.freeze()
    try:
        Supervisor(stdin, stdout).serve()
    except (ChannelClosed, BrokenPipeError):
        # The orchestrator is gone: nobody to answer, and the container ends with us.
        os._exit(0)
