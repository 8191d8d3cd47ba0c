"""The judge beside an agent that is not ours: whatever it answers, every test of the suite is told, and none of them passes."""

import base64
import itertools
import json
import secrets
import socket
import struct

import pytest
from fuzzed_answers import ANSWERS, spoil
from gradings import Graded, Orchestrator, Worker
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from waymark_wire.frames import pack, read_frame, write_all

TESTS = 16
SECRET = secrets.token_hex(16)
SUITE = f"""
import pytest
import solution

SECRET = {SECRET!r}


def equal(value):
    assert value == SECRET

def attribute(value):
    assert value.name.lower() == SECRET

def items(value):
    assert [item for item in value] == [SECRET]

def mapping(value):
    assert dict(value)["key"] == SECRET

def calls(value):
    assert value(lambda: SECRET[:1], 1, x=[1, 2]) == SECRET

def numeric(value):
    assert int(value) + len(value) == int(SECRET, 16)

def member(value):
    assert SECRET in value and SECRET + "x" not in value

def context(value):
    with value as entered:
        pass
    assert entered == SECRET


@pytest.mark.parametrize("number", range({TESTS}))
def test_it(number):
    value = solution.make(number, lambda *a, **k: "told", [1, [2]], {{"key": "value"}})
    [equal, attribute, items, mapping, calls, numeric, member, context][number % 8](value)
"""
SUBMISSION = """
import collections

class Thing:
    name = "Thing"
    def __init__(self, number): self.number = number
    def __call__(self, give, *a, **k): return give() + str(self.number)
    def __iter__(self): return iter([self.number, self])
    def __len__(self): return self.number
    def __enter__(self): return self
    def __exit__(self, *_): return True
    def __contains__(self, other): return True
    def keys(self): return ["key"]
    def __getitem__(self, key): return key

def make(number, callback, linked, mapping):
    linked.append(callback(number))
    mapping["more"] = collections.Counter("aab")
    return [Thing(number), str(number), [number], {"key": number}, Thing, (1, "x"), Thing(3), Thing(number)][number % 8]
"""


class Hostile(Orchestrator):
    """Collects once, and answers every grading's requests by itself. ``begin`` is answered as an honest agent did."""

    def __init__(self, folder, beginning):
        super().__init__(folder)
        self.submission = {}
        content = {
            "files": [["test_solution.py", base64.b64encode(SUITE.encode()).decode()]],
            "image": "python",
            "modules": ["solution"],
            "others": [],
        }
        self.beginning = beginning
        self.answers = itertools.repeat(("value", b'{"v": null}'))
        self.told = 0
        self.judge, self.link = self.start("alone", content)
        header, _ = read_frame(self.link.fileno())
        assert header["t"] == "collected"

    def run(self, answers):
        self.answers = itertools.cycle(answers)
        graded = Graded()
        ours, theirs = socket.socketpair()
        ours.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, struct.pack("ll", 30, 0))
        socket.send_fds(self.link, [f"{self.name_run()} 0 0".encode()], [theirs.fileno()])
        theirs.close()
        with ours:
            self.relay(ours.fileno(), graded)
        return graded

    def ask(self, link, header, body):
        identity = header["id"]
        if header["op"] == "end":
            write_all(link, pack({"t": "ended", "id": identity}))
            return
        kind, said = self.beginning if header["op"] in ("begin", "fresh") else next(self.answers)
        self.told += 1
        write_all(link, pack({"t": "answer", "id": identity, "re": kind}, said))

    def close(self):
        self.link.close()
        self.judge.kill()
        self.judge.wait()


@pytest.fixture(scope="module")
def recorded(tmp_path_factory):
    """What an honest agent answers to this suite: to ``begin``, and to everything else."""
    orchestrator = Orchestrator(tmp_path_factory.mktemp("honest"))
    beginnings, answers = [], []
    honest = Worker.answer

    def answer(self, body):
        said = honest(self, body)
        (beginnings if json.loads(body).get("op") == "begin" else answers).append(said)
        return said

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Worker, "answer", answer)
        graded = orchestrator.grade({"test_solution.py": SUITE}, {"solution.py": SUBMISSION})
    orchestrator.end_worker()
    assert graded.end == "finished"
    assert "passed" not in graded.statuses.values()
    return beginnings[0], answers


@pytest.fixture(scope="module")
def hostile(tmp_path_factory, recorded):
    hostile = Hostile(tmp_path_factory.mktemp("hostile"), recorded[0])
    yield hostile
    print(f"\n{hostile.told} answers of a hostile agent")
    hostile.close()


def holds(hostile, graded):
    """The grading came to its end, told of every test once, and none of them passed."""
    assert graded.end == "finished", graded.said
    assert len(graded.cases) == len({case["id"] for case in graded.cases}) == TESTS
    assert "passed" not in graded.statuses.values()
    assert SECRET not in json.dumps(graded.said)
    assert hostile.judge.poll() is None


relaxed = settings(
    deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)


@given(answers=st.lists(ANSWERS, min_size=1, max_size=30))
@settings(relaxed, max_examples=60)
def test_answers_of_any_kind(hostile, answers):
    holds(hostile, hostile.run(answers))


@given(seed=st.integers(0, 2**32))
@settings(relaxed, max_examples=60)
def test_honest_answers_spoilt(hostile, recorded, seed):
    answers = recorded[1]
    start = seed % len(answers)
    holds(
        hostile, hostile.run([spoil(one, seed + place) for place, one in enumerate(answers[start:] + answers[:start])])
    )


@given(order=st.randoms(use_true_random=False))
@settings(relaxed, max_examples=40)
def test_honest_answers_in_another_order_and_twice(hostile, recorded, order):
    answers = [one for one in recorded[1] for _ in range(order.choice([1, 1, 2]))]
    order.shuffle(answers)
    holds(hostile, hostile.run(answers))
