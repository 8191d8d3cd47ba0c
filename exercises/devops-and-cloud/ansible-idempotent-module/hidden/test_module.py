import json

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

    def run(content=None, /, *, after=None, **arguments):
        arguments = {"path": "site.conf", "name": "web", "content": "listen 80"} | arguments
        files = {"arguments.json": json.dumps({name: value for name, value in arguments.items() if value is not None})}
        if content is not None:
            files["site.conf"] = content
        return Run(cli.run(["arguments.json"], files=files, cwd=after and after.result.folder))

    return run


@pytest.mark.points(2)
@pytest.mark.hint("A block that is not there yet goes after the last line that matches, or to the end.")
def test_insert(module):
    """A new block goes after the last matching line, else to the end"""
    matching = module(SITE, insert_after="^server")
    other = module(SITE, insert_after="^client")
    none = module(SITE, content="one\ntwo\n")
    empty = module("", content="")

    assert matching.changed is True
    assert matching.result.text("site.conf") == f"user www\nserver a\nserver b\n{BLOCK}end\n"
    assert other.result.text("site.conf") == SITE + BLOCK
    assert none.result.text("site.conf") == f"{SITE}# BEGIN MANAGED web\none\ntwo\n# END MANAGED web\n"
    assert empty.result.text("site.conf") == "# BEGIN MANAGED web\n# END MANAGED web\n"


@pytest.mark.points(3)
@pytest.mark.hint("Compare what the file is with what it shall be, before you touch it.")
def test_idempotent(module):
    """The second run changes nothing and does not touch the file"""
    first = module(SITE, insert_after="^server")
    second = module(after=first, insert_after="^server")
    third = module(after=second, insert_after="^server", content="listen 80\n")

    assert first.changed is True
    assert (second.changed, second.result.files, second.result.removed) == (False, {}, ())
    assert (third.changed, third.result.files, third.result.removed) == (False, {}, ())


@pytest.mark.points(2)
@pytest.mark.hint("The block is there already. Where shall its new content go?")
def test_replace(module):
    """A block is replaced where it stands, whatever insert_after says"""
    before = f"a\n{BLOCK}# BEGIN MANAGED web2\nb\n# END MANAGED web2\n"
    found = module(before, content="listen 443\nssl on\n", insert_after="^b")

    assert found.changed is True
    assert found.result.text("site.conf") == before.replace("listen 80", "listen 443\nssl on")


@pytest.mark.points(2)
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
    mixed = module("a\nb\r\n\x0cc\u2028d\n")
    unfinished = module("a\nb")
    within = module("a\nb", insert_after="^a")

    assert windows.result.files["site.conf"] == b"a\r\nb\r\n# BEGIN MANAGED web\r\nx\r\ny\r\n# END MANAGED web\r\n"
    assert mixed.result.files["site.conf"] == f"a\nb\r\n\x0cc\u2028d\n{BLOCK}".encode()
    assert unfinished.result.files["site.conf"] == f"a\nb\n{BLOCK}".encode()
    assert within.result.files["site.conf"] == f"a\n{BLOCK}b".encode()
    assert module(after=windows, content="x\ny\n").changed is False


@pytest.mark.points(3)
@pytest.mark.hint("Check mode answers what would happen. Which part of your program must not run then?")
def test_check_mode(module):
    """Check mode says what would change and writes nothing"""
    would = module(SITE, _ansible_check_mode=True, _ansible_diff=True)
    creates = module(create=True, _ansible_check_mode=True)
    done = module(after=module(SITE), _ansible_check_mode=True)

    assert (would.changed, would.result.files) == (True, {})
    assert would.answer["diff"] == {"before": SITE, "after": SITE + BLOCK}
    assert (creates.changed, creates.result.files) == (True, {})
    assert done.changed is False


@pytest.mark.points(2)
def test_diff(module):
    """The diff is there when it is asked for, also when nothing changes"""
    first = module(SITE, _ansible_diff=True)
    second = module(after=first, _ansible_diff=True)

    assert first.answer["diff"] == {"before": SITE, "after": SITE + BLOCK}
    assert second.answer["diff"] == {"before": SITE + BLOCK, "after": SITE + BLOCK}
    assert "diff" not in module(SITE).answer


@pytest.mark.points(2)
@pytest.mark.hint("A new file takes the place of the old one. Whose mode does it have?")
def test_mode(cli, module):
    """The mode stays, and nothing else is left in the folder"""
    first = cli.run(["640", "conf/site.conf"], command=["chmod"], files={"conf/site.conf": "a\n", "conf/other": ""})
    found = Run(
        cli.run(
            ["arguments.json"], cwd=first.folder, files={"arguments.json": json.dumps({"path": "conf/site.conf", "name": "web"})}
        )
    )

    assert found.changed is True
    assert list(found.result.files) == ["conf/site.conf"]
    assert cli.run(["-c", "%a", "conf/site.conf"], command=["stat"], cwd=first.folder).stdout == "640\n"


@pytest.mark.points(2)
@pytest.mark.hint("os.replace replaces what stands at that path, even if that is a link. Where does it lead?")
def test_link(cli, module):
    """A symbolic link stays one, and its target is changed"""
    first = cli.run(["-s", "real/site.conf", "site.conf"], command=["ln"], files={"real/site.conf": "a\n"})
    found = module(after=Linked(first))

    assert found.changed is True
    assert found.result.files == {"real/site.conf": f"a\n{BLOCK}".encode()}
    assert cli.run(["site.conf"], command=["readlink"], cwd=first.folder).stdout == "real/site.conf\n"
    assert module(after=found).changed is False


class Linked:
    """The run before, for `after`."""

    def __init__(self, result):
        self.result = result


@pytest.mark.points(2)
@pytest.mark.hint("How many markers of each kind must there be, and in which order?")
@pytest.mark.parametrize(
    "content",
    ["# BEGIN MANAGED web\na\n", "a\n# END MANAGED web\n", "# END MANAGED web\n# BEGIN MANAGED web\n", BLOCK + BLOCK],
    ids=["no end", "no begin", "wrong way round", "twice"],
)
def test_unbalanced(module, content):
    """Unbalanced markers fail and leave the file alone"""
    assert module(content.replace("web", "web-1")).changed is True
    assert "web" in module(content).said
    assert "web" in module(content, state="absent").said


@pytest.mark.points(1)
def test_missing_file(module):
    """A missing file fails, or is made when create says so"""
    assert "site.conf" in module().said
    assert "site.conf" in module(create="No").said
    for create in (True, "yes", "TRUE"):
        made = module(create=create)
        assert made.changed is True
        assert made.result.text("site.conf") == BLOCK


@pytest.mark.points(1)
@pytest.mark.hint("Check every argument before you open the file, and name the one that is wrong.")
@pytest.mark.parametrize(
    "wrong, value",
    [
        *[("colour", "red"), ("content", 5), ("state", "there"), ("create", "perhaps"), ("create", 1)],
        *[("name", "a b"), ("name", None), ("path", None), ("insert_after", "("), ("_ansible_diff", "maybe")],
    ],
)
def test_arguments(module, wrong, value):
    """A wrong argument is named, and nothing happens"""
    assert module(SITE, _ansible_version="2.18", _ansible_verbosity=3).changed is True
    assert wrong in module(SITE, **{wrong: value}).said


@pytest.mark.points(1)
def test_style(cli):
    """The source says WANT_JSON, and broken arguments fail as JSON too"""
    assert cli.run(["-c", "WANT_JSON", "solution.py"], command=["grep"]).stdout.strip() not in ("", "0")
    broken = Run(cli.run(["arguments.json"], files={"arguments.json": '{"path": "site.conf"', "site.conf": SITE}))
    assert broken.said != ""
