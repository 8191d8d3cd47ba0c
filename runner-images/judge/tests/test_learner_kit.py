"""What the judge makes of what a learner's suite says of itself, and of the implementations that lie in a hidden suite."""

import json

import pytest
from waymark.errors import SuiteFault
from waymark.kits.learner_implementations import read_implementations
from waymark.kits.learner_run import SuiteRun, read_run


def answer(*said: list[str], **rest: object) -> dict[str, object]:
    return {"missing": None, "said": list(said), "looked": "", "left": 0, "started": []} | rest


GREEN = (["test", "a", "passed"], ["end"])


def test_green():
    run = read_run(answer(*GREEN, ["test", "b", "skipped"]))

    assert (run.ok, run.passed, run.skipped, run.count) == (True, ("a",), ("b",), 2)
    assert str(run) == "1 passed, 1 skipped"


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (answer(), "they did not come to their end"),
        (answer(["end"]), "no test was found"),
        (answer(["test", "a", "skipped"], ["end"]), "no test passed"),
        (answer(["test", "a", "xfailed"], ["end"]), "no test passed"),
        (answer(*GREEN, ["test", "b", "failed"]), "1 test fails: b"),
        (answer(*GREEN, ["test", "b", "undefined"]), "steps are undefined"),
        (answer(*GREEN, ["collection", "x.py: no"]), "outside of the tests: x.py: no"),
        (answer(*GREEN, looked="read a code"), "your tests looked into the implementation (read a code)"),
        (answer(["test", "a", "passed"]), "they did not come to their end"),
    ],
)
def test_not_green(said, why):
    run = read_run(said)

    assert not run.ok
    assert why in run.why_not_ok()


@pytest.mark.parametrize(
    "said",
    [
        None,
        [],
        {},
        {"said": 1},
        answer(looked=None),
        answer(left="1"),
        answer(started=None),
        answer(["test"], ["test", "a", "won"], [], ["end", "x"]),
    ],
)
def test_nonsense_is_a_run_that_did_not_end(said):
    assert read_run(said) == SuiteRun()


def test_a_name_given_twice_counts_once_and_control_characters_go():
    run = read_run(answer(["test", "a\x1b[2J", "passed"], ["test", "a\x1b[2J", "failed"], ["end"]))

    assert (run.passed, run.failed) == ((), ("a [2J",))


def suite(folder, listed, *names):
    for name in names:
        (folder / "implementations" / name).mkdir(parents=True)
        (folder / "implementations" / name / "shop.py").write_text(f"NAME = {name!r}")
    (folder / "implementations").mkdir(exist_ok=True)
    (folder / "implementations" / "implementations.json").write_text(json.dumps(listed))
    return str(folder)


LISTED = {"framework": "pytest", "paths": [], "correct": ["right"], "bugs": {"wrong": "it is wrong"}}


def test_delivery_is_completed_from_the_first(tmp_path):
    folder = suite(tmp_path, LISTED, "right", "wrong")
    (tmp_path / "implementations" / "right" / "more.py").write_text("MORE = 1")
    (tmp_path / "given").mkdir()
    (tmp_path / "given" / "data.txt").write_text("data")

    sent = read_implementations(folder).delivery("wrong")

    assert sent == {
        "modules": {"more.py": "MORE = 1", "shop.py": "NAME = 'wrong'"},
        "programs": {},
        "files": {"data.txt": "data"},
    }


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"framework": "nose"}, '"nose"'),
        ({"correct": []}, "at least one"),
        ({"correct": ["absent"]}, "no folder implementations/absent"),
        ({"bugs": {"wrong": 1}}, "something else than a text"),
        ({"bugs": ["wrong"]}, "needs"),
    ],
)
def test_a_list_that_is_wrong_is_the_authors(tmp_path, change, why):
    with pytest.raises(SuiteFault, match=why):
        read_implementations(suite(tmp_path, LISTED | change, "right", "wrong"))
