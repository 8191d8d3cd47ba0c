import pytest
from solution import black_status
from waymark import probe


@probe
def report(files, *arguments):
    """What gate says about a folder with these files."""
    import os
    import tempfile

    from solution import gate

    with tempfile.TemporaryDirectory() as folder:
        for path, text in files.items():
            target = os.path.join(folder, path)
            os.makedirs(os.path.dirname(target), exist_ok=True)
            with open(target, "w") as file:
                file.write(text)
        return gate(folder, *arguments)


CLEAN = 'def hello() -> str:\n    return "hello"\n'
UGLY = "x = {'a':1}\n"
LONG = f'x = ["{"a" * 30}", "{"b" * 30}", "c"]\n'


# --- black_status


@pytest.mark.points(2)
@pytest.mark.hint("black.format_file_contents says by an exception that there is nothing to change.")
def test_black_status():
    """Black's opinion comes with a diff"""
    assert black_status(CLEAN) == {"state": "clean", "diff": "", "error": None}

    changed = black_status(UGLY)
    assert (changed["state"], changed["error"]) == ("would-change", None)
    assert changed["diff"].splitlines()[2:] == ["@@ -1 +1 @@", "-x = {'a':1}", '+x = {"a": 1}']


@pytest.mark.points(2)
@pytest.mark.hint("What does Black raise for a source that it cannot read?")
def test_black_invalid():
    """A source that does not parse is invalid, and says why"""
    broken = black_status("def f(:\n    pass\n")

    assert (broken["state"], broken["diff"]) == ("invalid", "")
    assert isinstance(broken["error"], str)
    assert "1:6" in broken["error"]
    assert black_status(UGLY)["state"] == "would-change"


def test_black_options():
    """The line length counts, and so does fmt: off"""
    assert [black_status(LONG, length)["state"] for length in (88, 80, 40)] == ["clean", "clean", "would-change"]
    assert [black_status(f"# fmt: off\n{UGLY}")["state"], black_status(UGLY)["state"]] == ["clean", "would-change"]


# --- gate


@pytest.mark.points(3)
@pytest.mark.hint("The plugin has to be known to Flake8 in a process of its own: look for local-plugins in its manual.")
def test_gate():
    """The gate reports files, style and format, sorted"""
    found = report(
        {"b.py": "import os\n", "pkg/a.py": "def f(x=[]):\n    return x\n\n\n" + UGLY, "a.py": CLEAN, "notes.txt": UGLY}
    )

    assert found["files"] == ["a.py", "b.py", "pkg/a.py"]
    assert [(one["path"], one["line"], one["col"], one["code"]) for one in found["style"]] == [
        ("b.py", 1, 1, "F401"),
        ("pkg/a.py", 1, 9, "WMK001"),
        ("pkg/a.py", 5, 9, "E231"),
    ]
    assert found["style"][0]["text"] == "'os' imported but unused"
    assert [(one["path"], one["state"]) for one in found["format"]] == [
        ("a.py", "clean"),
        ("b.py", "clean"),
        ("pkg/a.py", "would-change"),
    ]
    assert found["clean"] is False


@pytest.mark.points(2)
@pytest.mark.hint("Two tools have a say. When is the whole clean?")
def test_clean():
    """The gate is clean when both tools are"""
    reports = [report(files) for files in ({"a.py": CLEAN}, {}, {"a.py": "x = 'a'\n"}, {"a.py": "import os\n"})]

    assert [one["clean"] for one in reports] == [True, True, False, False]
    assert [len(one["style"]) for one in reports] == [0, 0, 0, 1]


@pytest.mark.points(2)
def test_hidden_and_invalid():
    """Hidden files and folders are left out, and a file that does not parse is reported by both"""
    found = report({".venv/a.py": UGLY, "pkg/.b.py": UGLY, "pkg/c.py": "def f(:\n    pass\n"})

    assert found["files"] == ["pkg/c.py"]
    assert found["format"] == [{"path": "pkg/c.py", "state": "invalid"}]
    assert [one["code"] for one in found["style"]] == ["E999"]


@pytest.mark.points(2)
def test_gate_line_length():
    """The line length counts for both tools"""
    wide, narrow = report({"a.py": LONG}), report({"a.py": LONG}, 60)

    assert (wide["clean"], narrow["clean"]) == (True, False)
    assert [one["code"] for one in narrow["style"]] == ["E501"]
    assert narrow["format"] == [{"path": "a.py", "state": "would-change"}]
