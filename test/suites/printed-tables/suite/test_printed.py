import contextlib
import io
import sys
import unittest
from unittest.mock import call, patch

from printed import Table, complain, countdown, each, hello, progress


def test_hello(capsys):
    hello()
    assert capsys.readouterr().out == "Hello, World!\n"


def test_return_is_none(capsys):
    assert hello("Ada") is None
    out, err = capsys.readouterr()
    assert (out, err) == ("Hello, Ada!\n", "")


def test_read_twice(capsys):
    hello("a")
    first = capsys.readouterr().out
    hello("b")
    second = capsys.readouterr().out
    assert [first, second] == ["Hello, a!\n", "Hello, b!\n"]


def test_errors(capsys):
    complain("bad")
    captured = capsys.readouterr()
    assert captured.err == "error: bad\n"
    assert not captured.out


def test_file_descriptor(capfd):
    progress(3)
    assert capfd.readouterr().out == "...done\n"


def test_mixed_order(capsys):
    each([1, 2], lambda n: print("suite", n))
    assert capsys.readouterr().out == "before 1\nsuite 1\nbefore 2\nsuite 2\n"


def test_print_of_an_object(capsys):
    print(Table([["a", 1]]))
    assert capsys.readouterr().out.strip() == "| a | 1 |"


class PrintedTest(unittest.TestCase):
    def test_redirect(self):
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            countdown(3)
        self.assertEqual(out.getvalue().split(), ["3", "2", "1"])

    def test_redirect_errors(self):
        err = io.StringIO()
        with contextlib.redirect_stderr(err):
            complain("x")
        self.assertIn("x", err.getvalue())

    @patch("sys.stdout", new_callable=io.StringIO)
    def test_patched_stdout(self, out):
        countdown(2)
        self.assertEqual(out.getvalue(), "2\n1\n")

    @patch("builtins.print")
    def test_patched_print(self, fake):
        countdown(2)
        self.assertEqual(fake.mock_calls, [call(2), call(1)])
        progress(1)
        fake.assert_any_call(".", end="", flush=True)

    def test_swapped_by_hand(self):
        kept, sys.stdout = sys.stdout, io.StringIO()
        try:
            hello()
            self.assertEqual(sys.stdout.getvalue(), "Hello, World!\n")
        finally:
            sys.stdout = kept

    def test_print_method(self):
        out = io.StringIO()
        Table([[1, 2], [3, 4]]).show(file=out)
        self.assertEqual(out.getvalue(), "| 1 | 2 |\n| 3 | 4 |\n")
        with contextlib.redirect_stdout(io.StringIO()) as again:
            Table([[1]]).show()
        self.assertEqual(again.getvalue(), "| 1 |\n")
