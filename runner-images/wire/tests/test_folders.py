"""A folder that both sides have: files and folders follow, links and paths that lead out of it do not."""

import base64
import os

import pytest
from waymark_wire.folders import MAX_FILE_BYTES, MAX_FILES, Folder
from waymark_wire.plain import Malformed


def text(content):
    return base64.b64encode(content.encode()).decode()


@pytest.fixture
def sides(tmp_path):
    (tmp_path / "here").mkdir()
    (tmp_path / "there").mkdir()
    return Folder(str(tmp_path / "here")), Folder(str(tmp_path / "there"))


def test_what_one_side_writes_the_other_finds(sides, tmp_path):
    here, there = sides
    (tmp_path / "here" / "a" / "b").mkdir(parents=True)
    (tmp_path / "here" / "a" / "b" / "note.txt").write_text("hello")

    there.apply(here.changes())

    assert (tmp_path / "there" / "a" / "b" / "note.txt").read_text() == "hello"
    assert there.changes() == []
    assert here.changes() == []


def test_what_one_side_removes_is_gone_on_the_other(sides, tmp_path):
    here, there = sides
    (tmp_path / "here" / "a").mkdir()
    (tmp_path / "here" / "a" / "x").write_text("x")
    there.apply(here.changes())

    (tmp_path / "there" / "a" / "x").unlink()
    (tmp_path / "there" / "a").rmdir()
    here.apply(there.changes())

    assert list((tmp_path / "here").iterdir()) == []


def test_links_and_large_files_stay_on_their_side(sides, tmp_path):
    here, _ = sides
    (tmp_path / "here" / "link").symlink_to("/etc/passwd")
    (tmp_path / "here" / "folder").symlink_to("/etc")
    os.mkfifo(tmp_path / "here" / "pipe")
    (tmp_path / "here" / "large").write_bytes(b"x" * (MAX_FILE_BYTES + 1))

    assert here.changes() == []


HOSTILE = [
    *("../outside", "/etc/passwd", "a/../../outside", "", ".", "a//b", "a\0b", "a/" * 30 + "b", "x" * 600, "./a"),
]


@pytest.mark.parametrize("path", HOSTILE, ids=lambda path: ascii(path)[:20])
@pytest.mark.parametrize("content", [text("x"), True, None], ids=["file", "folder", "gone"])
def test_a_path_that_leaves_the_folder_is_refused(sides, path, content, tmp_path):
    here, _ = sides

    with pytest.raises(Malformed):
        here.apply([[path, content]])
    assert not (tmp_path / "outside").exists()


def test_nothing_is_written_through_a_link_of_the_other_side(sides, tmp_path):
    here, _ = sides
    (tmp_path / "secret").mkdir()
    (tmp_path / "here" / "way").symlink_to(tmp_path / "secret")
    (tmp_path / "here" / "file").symlink_to(tmp_path / "secret" / "file")

    with pytest.raises(Malformed):
        here.apply([["way/file", text("x")]])
    here.apply([["file", text("mine")]])

    assert list((tmp_path / "secret").iterdir()) == []
    assert (tmp_path / "here" / "file").read_text() == "mine"


@pytest.mark.parametrize(
    "changes",
    [{}, "x", [[1, 2]], [["a"]], [["a", 5]], [["a", "&"]], [["a", text("x")]] * (2 * MAX_FILES + 1)],
    ids=lambda c: str(c)[:20],
)
def test_what_is_malformed_is_refused(sides, changes):
    here, _ = sides

    with pytest.raises((Malformed, ValueError)):
        here.apply(changes)


def test_one_test_may_write_so_much(sides):
    here, _ = sides
    large = base64.b64encode(b"x" * MAX_FILE_BYTES).decode()

    for number in range(8):
        here.apply([[f"{number}", large]])

    with pytest.raises(Malformed, match="more files"):
        here.apply([["one more", large]])
