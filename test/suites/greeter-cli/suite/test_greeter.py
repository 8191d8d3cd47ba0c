import io
import sys
from unittest import mock

import pytest

from greeter import count_lines, main


def test_returns_zero(capsys):
    assert main(["Ada"]) == 0
    assert capsys.readouterr().out == "Hello, Ada!\n"


def test_option(capsys):
    main(["Ada", "--times", "2", "--shout"])
    assert capsys.readouterr().out.splitlines() == ["HELLO, ADA!"] * 2


def test_argv(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["greeter.py", "Bob"])
    main()
    assert "Bob" in capsys.readouterr().out


def test_argv_by_mock(capsys):
    with mock.patch.object(sys, "argv", ["greeter.py", "Eve", "--shout"]):
        main()
    assert "EVE" in capsys.readouterr().out


def test_missing_argument_exits(capsys):
    with pytest.raises(SystemExit) as stop:
        main([])
    assert stop.value.code == 2
    assert "usage:" in capsys.readouterr().err


def test_help(capsys):
    with pytest.raises(SystemExit) as stop:
        main(["--help"])
    assert stop.value.code == 0
    assert "--times" in capsys.readouterr().out


def test_own_exit_message():
    with pytest.raises(SystemExit, match="never"):
        main(["Ada", "--times", "0"])


def test_stdin(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("one\ntwo\n\nfour\n"))
    assert count_lines() == 4


def test_stdin_by_mock():
    with mock.patch("sys.stdin", io.StringIO("a\n")) as fake:
        assert count_lines() == 1
        assert fake.read() == ""


def test_error_stream(monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    count_lines()
    captured = capsys.readouterr()
    assert captured.err == "nothing to count\n"
    assert captured.out == ""
