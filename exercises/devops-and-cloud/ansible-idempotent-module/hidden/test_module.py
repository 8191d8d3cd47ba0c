import json
from functools import partial

import pytest

SITE = "user www\nserver a\nserver b\nend\n"
BLOCK = "# BEGIN MANAGED web\nlisten 80\n# END MANAGED web\n"


class Run:
    """One run of the module: its answer, which has to go with its exit code, and what it wrote."""

    def __init__(self, result):
        self.result = result
        try:
            self.answer = json.loads(result.stdout)
        except ValueError:
            raise AssertionError(f"stdout is not one JSON object, but {result.stdout!r}") from None
        assert isinstance(self.answer, dict), f"stdout is not one JSON object, but {result.stdout!r}"
        assert result.exit_code == (1 if self.answer.get("failed") else 0)

    @property
    def changed(self):
        assert self.answer.get("failed") is False, f"the module says {self.answer!r}"
        assert isinstance(self.answer.get("msg"), str)
        return self.answer.get("changed")

    @property
    def said(self):
        """What it says of its failure. A failure has changed nothing."""
        assert (self.answer.get("failed"), self.answer.get("changed")) == (True, False)
        assert (self.result.files, self.result.removed) == ({}, ())
        return self.answer["msg"]


@pytest.fixture
def module(cli):
    """`module(file's content, name=..., ...)`: run it on site.conf; `after=run` goes on with what that run has left."""

    def run(content=None, /, *, after=None, run=cli.run, **arguments):
        arguments = {"path": "site.conf", "name": "web", "content": "listen 80"} | arguments
        files = {"arguments.json": json.dumps({name: value for name, value in arguments.items() if value is not None})}
        if content is not None:
            files["site.conf"] = content
        return Run(run(["arguments.json"], files=files, cwd=after and after.result.folder))

    return run


@pytest.mark.points(2)
@pytest.mark.hint("A block that is not there yet goes after the last line that matches, or to the end.")
def test_insert(module):
    """A new block goes after the last matching line, else to the end"""
    matching = module(SITE, insert_after="^server", _ansible_check_mode="No", _ansible_diff="false", _ansible_version="2.18")
    other = module(SITE, insert_after="^client", content="one\ntwo\n")

    assert matching.changed is True
    assert matching.result.text("site.conf") == f"user www\nserver a\nserver b\n{BLOCK}end\n"
    assert other.result.text("site.conf") == f"{SITE}# BEGIN MANAGED web\none\ntwo\n# END MANAGED web\n"


@pytest.mark.points(3)
@pytest.mark.hint("Compare what the file is with what it shall be, before you touch it.")
def test_idempotent(module):
    """The second run changes nothing and does not touch the file"""
    first = module(SITE, insert_after="^server")
    second = module(after=first, insert_after="^server", content="listen 80\n")

    assert first.changed is True
    assert (second.changed, second.result.files, second.result.removed) == (False, {}, ())


@pytest.mark.points(2)
@pytest.mark.hint("The block is there already. Where shall its new content go?")
def test_replace(module):
    """A block is replaced where it stands, whatever insert_after says"""
    before = f"a\n{BLOCK}# BEGIN MANAGED webX\nb\n# END MANAGED webX\n"
    found = module(before, content="listen 443\nssl on\n", insert_after="^b")

    assert found.changed is True
    assert found.result.text("site.conf") == before.replace("listen 80", "listen 443\nssl on")


@pytest.mark.points(2)
@pytest.mark.hint("What is left to do when there is no block, or not even a file?")
def test_remove(module):
    """An absent block goes with its markers, and stays away"""
    first = module(f"a\n{BLOCK}b\n", state="absent", content=None)
    second = module(after=first, state="absent", content=None)
    missing = module(state="absent")

    assert first.changed is True
    assert first.result.text("site.conf") == "a\nb\n"
    assert (second.changed, second.result.files) == (False, {})
    assert (missing.changed, missing.result.files) == (False, {})


@pytest.mark.points(3)
@pytest.mark.hint("What do open() and splitlines() do to the end of a line when nobody tells them otherwise?")
def test_line_endings(module):
    """Line endings and odd characters of the rest stay as they are"""
    windows = module("a\r\nb\r\n", content="x\ny")
    unfinished = module("a\nb\r\n\x0cc\u2028d")
    within = module("a\nb", insert_after="^a")

    assert windows.result.files["site.conf"] == b"a\r\nb\r\n# BEGIN MANAGED web\r\nx\r\ny\r\n# END MANAGED web\r\n"
    assert unfinished.result.files["site.conf"] == f"a\nb\r\n\x0cc\u2028d\n{BLOCK}".encode()
    assert within.result.files["site.conf"] == f"a\n{BLOCK}b".encode()
    assert module(after=windows, content="x\ny\n").changed is False


@pytest.mark.points(3)
@pytest.mark.hint("Check mode answers what would happen. Which part of your program must not run then?")
def test_check_mode(module):
    """Check mode says what would change and writes nothing"""
    would = module(SITE, _ansible_check_mode=True, _ansible_diff=True)
    creates = module(create="yes", _ansible_check_mode="Yes")
    done = module(SITE + BLOCK, _ansible_check_mode=True)

    assert (would.changed, would.result.files) == (True, {})
    assert would.answer["diff"] == {"before": SITE, "after": SITE + BLOCK}
    assert (creates.changed, creates.result.files) == (True, {})
    assert "diff" not in creates.answer
    assert done.changed is False


@pytest.mark.points(2)
@pytest.mark.hint(
    "The diff is the whole file before and after. What is it when both are the same, and what when nobody asks for it?"
)
def test_diff(module):
    """The diff is there when it is asked for, also when nothing changes"""
    first = module(SITE, _ansible_diff=True)
    second = module(after=first, _ansible_diff="true")

    assert first.answer["diff"] == {"before": SITE, "after": SITE + BLOCK}
    assert second.answer["diff"] == {"before": SITE + BLOCK, "after": SITE + BLOCK}


@pytest.mark.points(2)
@pytest.mark.hint("A new file takes the place of the old one. Whose mode does it have?")
def test_mode(cli, module):
    """The mode stays, a new file has 644, and nothing else is left in the folder"""
    first = cli.run(["640", "conf/site.conf"], command=["chmod"], files={"conf/site.conf": "a\n", "conf/other": ""})
    found = Run(
        cli.run(
            ["arguments.json"], cwd=first.folder, files={"arguments.json": json.dumps({"path": "conf/site.conf", "name": "web"})}
        )
    )

    assert found.changed is True
    assert found.result.files == {"conf/site.conf": b"a\n# BEGIN MANAGED web\n# END MANAGED web\n"}
    assert module(after=found, create=True).changed is True
    assert cli.run(["-c", "%a", "conf/site.conf", "site.conf"], command=["stat"], cwd=first.folder).stdout == "640\n644\n"


@pytest.mark.points(2)
@pytest.mark.hint("os.replace replaces what stands at that path, even if that is a link. Where does it lead?")
def test_link(cli, module):
    """A symbolic link stays one, and its target is changed"""
    first = cli.run(["-s", "real/site.conf", "site.conf"], command=["ln"], files={"real/site.conf": "a\n"})
    found = module(after=Linked(first))

    assert found.changed is True
    assert found.result.files == {"real/site.conf": f"a\n{BLOCK}".encode()}
    assert cli.run(["site.conf"], command=["readlink"], cwd=first.folder).stdout == "real/site.conf\n"


class Linked:
    """The run before, for `after`."""

    def __init__(self, result):
        self.result = result


@pytest.mark.points(4)
@pytest.mark.hint("How many markers of each kind must there be, and in which order?")
def test_unbalanced(module):
    """Unbalanced markers fail and leave the file alone"""
    begin, end = "# BEGIN MANAGED web\n", "# END MANAGED web\n"

    assert module(f"a\n{begin}".replace("web", "webX")).changed is True
    for content in (f"a\n{begin}", f"{end}a\n", end + begin, BLOCK + BLOCK):
        assert "web" in module(content).said


@pytest.mark.points(1)
@pytest.mark.hint("In how many ways may somebody write down that a file is to be made?")
def test_missing_file(module):
    """A missing file fails, or is made when create says so"""
    assert "site.conf" in module().said
    made = module(create="TRUE")
    assert made.changed is True
    assert made.result.text("site.conf") == BLOCK


@pytest.mark.points(1)
@pytest.mark.hint("A file may be there and still not be text. What else may stand at a path?")
def test_unreadable(module):
    """A file that cannot be read is named"""
    assert "site.conf" in module(b"\xff\n").said
    assert "site.conf/inside" in module(SITE, path="site.conf/inside", create=True).said


@pytest.mark.points(2)
@pytest.mark.hint("os.replace does not go from one disk to another. Where do temporary files lie when nobody says so?")
def test_same_folder(cli, module):
    """The temporary file is in the folder of the file, on the same disk"""
    found = module(SITE, run=partial(cli.run, env={"TMPDIR": "/dev/shm"}))

    assert found.changed is True
    assert found.result.files == {"site.conf": (SITE + BLOCK).encode()}


@pytest.mark.points(2)
@pytest.mark.hint("What has your program made already when the disk is full, and who removes it?")
def test_full_disk(cli, module):
    """A file that cannot be written is named, and nothing is left of the attempt"""
    # The shell sees to it that no file can have more than 512 or 1,024 bytes.
    full = partial(cli.run, command=["sh", "-c", 'ulimit -f 1; exec python3 solution.py "$1"', "sh"])

    assert "site.conf" in module(SITE, run=full, content="x" * 5000).said


@pytest.mark.points(2)
@pytest.mark.hint("Check every argument before you open the file, and name the one that is wrong.")
@pytest.mark.parametrize(
    "wrong",
    [
        [("colour", "red"), ("name", None), ("path", None)],
        [("content", 5), ("name", "a b"), ("insert_after", "(")],
        [("state", "there"), ("create", 1), ("_ansible_diff", "maybe")],
    ],
    ids=["unknown or missing", "texts", "choices"],
)
def test_arguments(module, wrong):
    """A wrong argument is named, and nothing happens"""
    for name, value in wrong:
        assert name in module(SITE, **{name: value}).said


@pytest.mark.points(1)
@pytest.mark.hint(
    "Whatever is wrong, Ansible reads one JSON object on stdout. Which errors come before you look at the first argument?"
)
def test_style(cli):
    """The source says WANT_JSON, and what is no JSON object fails as JSON too"""
    assert cli.run(["-c", "WANT_JSON", "solution.py"], command=["grep"]).stdout.strip() not in ("", "0")
    for content in ('{"path": "site.conf"', '["site.conf", "web"]'):
        assert Run(cli.run(["arguments.json"], files={"arguments.json": content, "site.conf": SITE})).said != ""
