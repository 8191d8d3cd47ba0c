import csv
import errno
import os
import pathlib
import tempfile
import unittest

import pytest

import notes


def test_append_creates(tmp_path):
    target = tmp_path / "notes.txt"
    notes.append(target, "first")
    notes.append(str(target), "second")
    assert target.read_text() == "first\nsecond\n"


def test_reads_what_the_suite_wrote(tmp_path):
    source = tmp_path / "in.txt"
    source.write_text("b\na\n\nc\n", encoding="utf-8")
    assert notes.load(source) == ["b", "a", "c"]


def test_copy_sorted(tmp_path):
    (tmp_path / "in.txt").write_text("b\na\n")
    result = notes.copy_sorted(tmp_path / "in.txt", tmp_path / "out.txt")
    assert (tmp_path / "out.txt").read_text() == "a\nb\n"
    assert result == tmp_path / "out.txt"
    assert isinstance(result, pathlib.Path)


def test_missing(tmp_path):
    with pytest.raises(FileNotFoundError) as info:
        notes.load(tmp_path / "nothing.txt")
    assert info.value.errno == errno.ENOENT
    assert info.value.filename == str(tmp_path / "nothing.txt") or info.value.filename == tmp_path / "nothing.txt"


def test_tree(tmp_path):
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "x.py").touch()
    (tmp_path / "a" / "b" / "y.py").touch()
    (tmp_path / "z.txt").touch()
    assert notes.find(tmp_path, "*.py") == ["a/b/y.py", "a/x.py"]


def test_relative(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    notes.append("here.txt", "hello")
    assert os.path.exists("here.txt")
    assert pathlib.Path("here.txt").read_text() == "hello\n"


def test_binary(tmp_path):
    path = tmp_path / "data.bin"
    path.write_bytes(bytes(range(5)))
    assert notes.checksum(path) == 10


def test_rows(tmp_path):
    path = tmp_path / "t.csv"
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([["name", "age"], ["Ada", "36"]])
    assert notes.rows(path) == [{"name": "Ada", "age": "36"}]


class TempfileTest(unittest.TestCase):
    def setUp(self):
        handle, self.path = tempfile.mkstemp(suffix=".txt")
        os.write(handle, b"one\ntwo\n")
        os.close(handle)

    def tearDown(self):
        os.remove(self.path)

    def test_load(self):
        self.assertEqual(notes.load(self.path), ["one", "two"])

    def test_directory(self):
        with tempfile.TemporaryDirectory() as folder:
            notes.append(os.path.join(folder, "n.txt"), "x")
            self.assertEqual(os.listdir(folder), ["n.txt"])
