import io
import os
import pathlib
import unittest
from unittest import mock
from unittest.mock import mock_open, patch

import grep_files
from grep_files import grep, list_texts, save, title, word_count

TEXTS = {
    "hill.txt": "The hill is green\nthe river is blue\nNothing moves\n",
    "sea.txt": "The sea is grey\nsalt in the air\n",
}


def fake_open(name, *args, **kwargs):
    try:
        return io.StringIO(TEXTS[name])
    except KeyError:
        raise RuntimeError(f"expected one of {list(TEXTS)!r}: got {name!r}") from None


@mock.patch("grep_files.open", name="open", side_effect=fake_open, create=True)
@mock.patch("io.StringIO", name="StringIO", wraps=io.StringIO)
class GrepTest(unittest.TestCase):
    def test_one_file(self, mock_file, mock_opened):
        self.assertMultiLineEqual(grep("river", "", ["hill.txt"]), "the river is blue\n")

    def test_line_numbers(self, mock_file, mock_opened):
        self.assertMultiLineEqual(grep("is", "-n", ["hill.txt"]), "1:The hill is green\n2:the river is blue\n")

    def test_several_files(self, mock_file, mock_opened):
        self.assertEqual(grep("THE", "-i -l", ["hill.txt", "sea.txt"]), "hill.txt\nsea.txt\n")
        self.assertEqual(mock_opened.call_count, 2)

    def test_no_match(self, mock_file, mock_opened):
        self.assertEqual(grep("Frodo", "-n -i", ["sea.txt"]), "")

    def test_unknown(self, mock_file, mock_opened):
        with self.assertRaisesRegex(RuntimeError, "got 'x.txt'"):
            grep("a", "", ["x.txt"])


class OpenTest(unittest.TestCase):
    def test_mock_open(self):
        with patch("builtins.open", mock_open(read_data="one two\nthree\n")) as opened:
            self.assertEqual(word_count("any.txt"), 3)
        opened.assert_called_once_with("any.txt", encoding="utf-8")

    def test_written(self):
        opened = mock_open()
        with patch("builtins.open", opened):
            save("out.txt", ["a", "b"])
        opened.assert_called_once_with("out.txt", "w", encoding="utf-8")
        written = "".join(c.args[0] for c in opened().write.call_args_list)
        self.assertEqual(written, "a\nb\n")

    def test_missing_file(self):
        with patch("builtins.open", side_effect=FileNotFoundError(2, "No such file")):
            self.assertEqual(word_count("none.txt"), 0)

    def test_path_method(self):
        with patch.object(pathlib.Path, "read_text", return_value="# Title\ntext"):
            self.assertEqual(title("any.md"), "Title")

    @patch("os.listdir", return_value=["b.txt", "a.txt", "c.py"])
    @patch.object(os.path, "exists", lambda path: path == "/there")
    def test_listing(self, listdir):
        self.assertEqual(list_texts("/there"), ["a.txt", "b.txt"])
        self.assertEqual(list_texts("/elsewhere"), [])
        listdir.assert_called_once_with("/there")

    def test_nothing_left_behind(self):
        self.assertFalse(hasattr(grep_files, "open"))
