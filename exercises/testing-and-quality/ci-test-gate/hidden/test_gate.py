import pytest
from conftest import GREEN, suite_of

PASS, FAIL = "<system-out>fine</system-out>", "<failure message='no'>assert 1 == 2</failure>"
ERROR, SKIP = "<error><![CDATA[a < b]]></error>", "<skipped/>"


# --- tests that failed


@pytest.mark.points(2)
@pytest.mark.hint("Go through the fields of the report one by one. In what order are the slowest, and which seconds have they?")
def test_pass(gate):
    """A change without any fault passes"""
    found = gate()

    assert found.verdict == (0, "pass", [])
    assert found.out == {
        "verdict": "pass",
        "reasons": [],
        "failed": [],
        "flaky": [],
        "slowest": [["t.Mail::test_send", 1.0], ["t.Cart::test_add", 0.5], ["t.Cart::test_sum", 0.25]],
        "changed": {"covered": 2, "missing": {}, "percent": 100.0},
    }


@pytest.mark.points(2)
@pytest.mark.hint("A suite may hold suites, and a test that could not even begin has not passed either.")
def test_nested(gate):
    """Failures and errors are found in every suite and file"""
    inner = suite_of(("t.A::test_a", FAIL, 0.5), ("t.A::test_b", PASS, 0.5)).partition("\n")[2]
    nested = f"<testsuites><testsuite name='outer'><testcase classname='t.O' name='test_o'/>{inner}</testsuite></testsuites>"
    found = gate(
        results={
            "results/a.xml": nested,
            "results/b.xml": suite_of(("t.B::test_c", ERROR, 2), ("t.B::test_d", SKIP, 0), ("t.P::test_p", PASS, 0)),
        }
    )

    assert found.verdict == (1, "fail", ["failed-tests"])
    assert found.out["failed"] == ["t.A::test_a", "t.B::test_c"]
    assert found.out["slowest"] == [
        ["t.B::test_c", 2.0],
        ["t.A::test_a", 0.5],
        ["t.A::test_b", 0.5],
        ["t.B::test_d", 0.0],
        ["t.O::test_o", 0.0],
    ]


@pytest.mark.points(3)
@pytest.mark.hint("Which runs of a test are there after a rerun, and does it matter which of them was read last?")
def test_rerun(gate):
    """A test that fails and passes is flaky in whatever order; one that fails twice has failed"""
    first = suite_of(("t.X::one", FAIL, 0.1), ("t.X::two", PASS, 0.2), ("t.X::three", FAIL, 0.3), ("t.X::four", PASS, 0.4004))
    again = suite_of(("t.X::one", PASS, 0.1), ("t.X::two", ERROR, 0.2), ("t.X::three", ERROR, 0.3))
    both = gate(results={"results/1.xml": first, "results/2.xml": again})
    flaky = gate(results={"results/1.xml": first.replace("three", "one"), "results/2.xml": again.replace("three", "one")})

    assert both.verdict == (1, "fail", ["failed-tests"])
    assert (both.out["failed"], both.out["flaky"]) == (["t.X::three"], ["t.X::one", "t.X::two"])
    assert both.out["slowest"] == [["t.X::three", 0.6], ["t.X::four", 0.4], ["t.X::two", 0.4], ["t.X::one", 0.2]]
    assert flaky.verdict == (0, "pass", [])
    assert flaky.out["flaky"] == ["t.X::one", "t.X::two"]


@pytest.mark.points(2)
@pytest.mark.hint("A quarantine ends. Is its last day still part of it?")
def test_quarantine(gate):
    """A failure in quarantine is tolerated up to its last day"""
    failed = suite_of(("t.Old::test_x", FAIL, 0), ("t.Old::test_y", FAIL, 0))
    quarantine = {"t.Old::test_x": "2025-03-10", "t.Old::test_y": "2026-01-01", "t.Gone::test_z": "2020-01-01"}
    last_day, day_after = (
        gate(results={"results/unit.xml": GREEN, "results/more.xml": failed}, config={"quarantine": quarantine, "today": today})
        for today in ("2025-03-10", "2025-03-11")
    )

    assert last_day.verdict == (0, "pass", [])
    assert day_after.verdict == (1, "fail", ["failed-tests"])
    assert last_day.out["failed"] == day_after.out["failed"] == ["t.Old::test_x", "t.Old::test_y"]


# --- other reasons


@pytest.mark.points(3)
@pytest.mark.hint("No news is not good news: what does a gate know when no test has run?")
def test_no_results(gate):
    """Without results nothing is merged"""
    found = gate(results={"elsewhere/unit.xml": GREEN})

    assert found.verdict == (1, "fail", ["no-results"])
    assert found.out["slowest"] == []


@pytest.mark.points(2)
@pytest.mark.hint("A skipped test has tested nothing.")
def test_too_few(gate):
    """Skipped tests do not count, failed and flaky ones do"""
    cases = [("t.X::a", PASS, 0), ("t.X::b", FAIL, 0), ("t.X::b", PASS, 0), ("t.X::c", SKIP, 0), ("t.X::d", SKIP, 0)]
    few = gate(results={"results/unit.xml": suite_of(*cases)})
    enough = gate(results={"results/unit.xml": suite_of(*cases, ("t.X::c", PASS, 0))})

    assert few.verdict == (1, "fail", ["too-few-tests"])
    assert enough.verdict == (0, "pass", [])


@pytest.mark.points(2)
@pytest.mark.hint("At the limit it is still allowed.")
def test_limits(gate):
    """Exactly at a limit is not beyond it"""
    slow = suite_of(("t.X::a", "", 20), ("t.X::b", "", 20), ("t.X::c", "", 20))
    at = gate(results={"results/unit.xml": slow}, coverage={"totals": {"percent_covered": 81.5}}, config={"min_changed": 100})
    beyond = gate(results={"results/unit.xml": slow.replace('"20"', '"20.5"')}, coverage={"totals": {"percent_covered": 81.4}})

    assert at.verdict == (0, "pass", [])
    assert beyond.verdict == (1, "fail", ["coverage-drop", "too-slow"])


@pytest.mark.points(3)
@pytest.mark.hint("Whoever mends one reason wants to know of the others before the next run.")
def test_all_reasons(gate):
    """All reasons are given, sorted"""
    found = gate(
        results={"results/unit.xml": suite_of(("t.X::a", FAIL, 90))},
        coverage={"totals": {"percent_covered": 12.0}, "files": {}},
    )

    assert found.verdict == (1, "fail", ["changed-lines", "coverage-drop", "failed-tests", "too-few-tests", "too-slow"])
    assert found.out["changed"] == {"covered": 0, "missing": {"app/cart.py": [11, 12]}, "percent": 0.0}


# --- files


@pytest.mark.points(1)
@pytest.mark.hint("Which file is it, and what does the pipeline do with an exit code of 1?")
@pytest.mark.parametrize(
    "path, content",
    [
        ("results/broken.xml", "<testsuite><testcase classname='a' name='b'>"),
        ("results/other.xml", "<html/>"),
        ("results/nameless.xml", "<testsuite><testcase classname='a'/></testsuite>"),
        ("cov.json", '{"files": {}'),
        ("cov.json", '{"files": {}}'),
        ("gate.json", '{"today": "2025-03-10"}'),
        ("gate.json", "[]"),
        ("change.diff", b"+++ b/caf\xe9.py\n"),
    ],
    ids=["cut xml", "other xml", "lacks a name", "cut json", "lacks a key", "lacks limits", "no object", "not UTF-8"],
)
def test_broken(gate, path, content):
    """A broken file is named, and there is no verdict"""
    result = gate(files={path: content}).result

    assert result.exit_code == 2
    assert path in result.stderr
    assert "Traceback" not in result.stderr
    assert result.files == {}


@pytest.mark.points(1)
@pytest.mark.hint("What does a gate know when the file is not there, and who has to be told?")
@pytest.mark.parametrize("path", ["cov.json", "change.diff", "gate.json"])
def test_missing(gate, path):
    """A file that is not there is named, and there is no verdict"""
    result = gate(drop=path).result

    assert (result.exit_code, result.files) == (2, {})
    assert path in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.points(1)
@pytest.mark.hint("A parser of arguments can be told that an option has to be given.")
def test_usage(cli):
    """An option that is not given is named"""
    result = cli.run(["--junit", "*.xml", "--coverage", "cov.json", "--diff", "a.diff", "--out", "out.json"])

    assert result.exit_code == 2
    assert "--config" in result.stderr


@pytest.mark.points(2)
@pytest.mark.hint("Other steps of the pipeline write to that file too.")
def test_summary(gate):
    """The summary is appended when the pipeline asks for one"""
    env = {"GITHUB_STEP_SUMMARY": "summary.md"}
    passed = gate(files={"summary.md": "# Build\n"}, env=env).result
    failed = gate(results={}, config={"baseline": 99.0}, env=env).result
    broken = gate(files={"gate.json": "{"}, env=env).result

    assert passed.text("summary.md") == "# Build\n## Test gate: pass\n"
    assert failed.text("summary.md") == "## Test gate: fail\n- coverage-drop\n- no-results\n"
    assert broken.files == {}
