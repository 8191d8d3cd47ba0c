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
FITS = f'x = ["{"a" * 40}", "{"b" * 36}"]\n'
TOO_LONG = f'x = ["{"a" * 40}", "{"b" * 37}"]\n'
LONG = f'x = ["{"a" * 30}", "{"b" * 30}", "c"]\n'


# --- black_status


@pytest.mark.points(2)
@pytest.mark.hint("How do you see that there is nothing to change in what Black gives for a text?")
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


@pytest.mark.hint("Black takes its options as an object: which of them does a caller of yours choose?")
def test_black_options():
    """The line length counts, and so does fmt: off"""
    assert [black_status(LONG, length)["state"] for length in (88, 80, 40)] == ["clean", "clean", "would-change"]
    assert [black_status(text)["state"] for text in (FITS, TOO_LONG)] == ["clean", "would-change"], "88 is the usual length"
    assert [black_status(f"# fmt: off\n{UGLY}")["state"], black_status(UGLY)["state"]] == ["clean", "would-change"]


# --- gate


@pytest.mark.points(3)
@pytest.mark.hint("The plugin has to be known to Flake8 in a process of its own: look for local-plugins in its manual.")
def test_gate():
    """The gate reports files, style and format, sorted"""
    mutable = "import os\n\n\ndef f(x=[], y={}):\n    return x, y\n"
    found = report({"b.py": "import os\n", "pkg/a.py": mutable, "a.py": CLEAN, "notes.txt": UGLY})

    assert found["files"] == ["a.py", "b.py", "pkg/a.py"]
    assert [(one["path"], one["line"], one["col"], one["code"]) for one in found["style"]] == [
        ("b.py", 1, 1, "F401"),
        ("pkg/a.py", 1, 1, "F401"),
        ("pkg/a.py", 4, 9, "WMK001"),
        ("pkg/a.py", 4, 15, "WMK001"),
    ]
    assert found["style"][0]["text"] == "'os' imported but unused"
    assert found["format"] == [{"path": path, "state": "clean"} for path in found["files"]]
    assert found["clean"] is False


@pytest.mark.points(2)
@pytest.mark.hint("Two tools have a say. When is the whole clean?")
def test_clean():
    """The gate is clean when both tools are"""
    reports = [report(files) for files in ({"a.py": CLEAN}, {}, {"a.py": "x = 'a'\n"})]

    assert [one["clean"] for one in reports] == [True, True, False]
    assert [one["style"] for one in reports] == [[], [], []]


@pytest.mark.points(2)
@pytest.mark.hint("A path has several parts, and each of them may be hidden. What does Flake8 look at when it is given no file?")
def test_hidden_and_invalid():
    """Hidden files and folders are left out, and a file that does not parse is reported by both"""
    found = report({".venv/a.py": UGLY, "pkg/.b.py": UGLY, "pkg/c.py": "def f(:\n    pass\n"})

    assert found["files"] == ["pkg/c.py"]
    assert found["format"] == [{"path": "pkg/c.py", "state": "invalid"}]
    assert [one["code"] for one in found["style"]] == ["E999"]
    assert report({".b.py": UGLY}) == {"files": [], "style": [], "format": [], "clean": True}


@pytest.mark.points(2)
@pytest.mark.hint("Both tools have to be told. What is their own idea of a long line?")
def test_gate_line_length():
    """The line length counts for both tools"""
    files = {"a.py": LONG, "b.py": FITS, "c.py": TOO_LONG}
    usual, narrow = report(files), report({"a.py": LONG}, 60)

    assert [(one["path"], one["code"]) for one in usual["style"]] == [("c.py", "E501")]
    assert [one["state"] for one in usual["format"]] == ["clean", "clean", "would-change"]
    assert [one["code"] for one in narrow["style"]] == ["E501"]
    assert narrow["format"] == [{"path": "a.py", "state": "would-change"}]
    assert (usual["clean"], narrow["clean"]) == (False, False)
