"""The author tool as a process: frames in, frames out, and no request that ends it."""

import json
import subprocess
import sys

import pytest
from waymark_wire.frames import pack, read_frame, write_all


@pytest.fixture
def ask():
    process = subprocess.Popen(
        [sys.executable, "-m", "waymark_author.server"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0
    )

    def ask(kind, body, name=7):
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        write_all(process.stdin.fileno(), pack({"t": kind, "id": name}, content))
        header, answer = read_frame(process.stdout.fileno())
        assert header["id"] == name
        return header["t"], json.loads(answer)

    yield ask
    process.stdin.close()
    assert process.wait(10) == 0
    process.stdout.close()


def files(text, path="solution.py"):
    return {"files": [{"path": path, "text": text}]}


def test_requests_are_answered_one_after_another_each_under_its_id(ask):
    kind, body = ask("mutants", files("x = a < b\n"), name=1)
    assert kind == "done"
    assert body["mutants"][0] == {
        "path": "solution.py",
        "operator": "comparison boundary",
        "scope": "",
        "line": 1,
        "before": "x = a < b",
        "after": "x = a <= b",
        "text": "x = a <= b\n",
    }

    kind, body = ask("constants", files("def f(): return 1\n"), name="two")
    assert (kind, body["answers"][0]["answer"]) == ("done", "True")
    assert body["answers"][0]["files"] == [
        {"path": "solution.py", "text": "def f(*args, **kwargs):\n    return True\n"}
    ]

    kind, body = ask("plant", files("def test_a(): pass\n", "test_x.py") | {"canary": "kiwi"}, name=3)
    assert (kind, body["files"]) == (
        "done",
        [{"path": "test_x_kiwi.py", "text": "# kiwi\ndef test_a_kiwi(): pass\n"}],
    )

    assert ask("syntax", {"blocks": ["x = 1"]}, name=4) == ("done", {"faults": []})


@pytest.mark.parametrize(
    ("kind", "body", "why"),
    [
        ("dance", {}, "there is no request 'dance'"),
        ("mutants", b"", "the body is no JSON"),
        ("mutants", b"[" * 100_000, "the body is no JSON"),
        ("mutants", [], "the body is no object"),
        ("mutants", {}, "the files are no list"),
        ("mutants", {"files": [{"path": "a.py"}]}, "a file is not of the form of path and text"),
        ("mutants", {"files": [{"path": 1, "text": ""}]}, "a file is not of the form of path and text"),
        ("plant", {"files": []}, "the canary is no text"),
        ("plant", {"files": [], "canary": "a b"}, "'a b' is no word that could be part of a name"),
        ("syntax", {"blocks": "x"}, "the blocks are no list of texts"),
    ],
)
def test_a_bad_request_fails_and_the_next_one_is_answered(ask, kind, body, why):
    assert ask(kind, body) == ("failed", {"why": why})
    assert ask("syntax", {"blocks": []}) == ("done", {"faults": []})


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("x = 1\ny = = 2\n", 2),
        ("def f():\n\treturn 1\n        return 2\n", 3),
        ("x = '\\ud800'\nreturn 1\n", 2),
        ("x = 1\0", 1),
        ("(" * 300 + ")" * 300, 1),
        ("x = " + "-" * 100_000 + "1\n", 1),
        ("x = " + "+".join("1" * 50_000) + "\n", 1),
    ],
)
@pytest.mark.parametrize("kind", ["mutants", "constants", "plant"])
def test_a_file_that_does_not_parse_is_named_with_its_line(ask, kind, text, line):
    answer, body = ask(kind, files(text, "test_x.py") | {"canary": "kiwi"})

    assert answer == "failed"
    assert body["why"].startswith(f"test_x.py, line {line}: ")
    assert (body["path"], body["line"]) == ("test_x.py", line)


def test_an_answer_larger_than_a_frame_is_said_to_be(ask):
    text = "\n".join(f"x{number} = {number}" for number in range(2, 60)) + f"\n# {'x' * 400_000}\n"

    answer, body = ask("mutants", files(text))

    assert (answer, body["why"]) == ("failed", "the answer is larger than 16 MiB: the files are too large, or too many")
