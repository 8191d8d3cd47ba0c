import importlib
import io
import pathlib
import runpy
import subprocess
import sys
import unittest
from unittest.mock import patch

import pytest


@pytest.fixture
def script(monkeypatch):
    monkeypatch.setattr("builtins.input", lambda prompt="": "5")
    sys.modules.pop("script", None)
    return importlib.import_module("script")


def test_printed_at_import(script, capsys, monkeypatch):
    capsys.readouterr()
    importlib.reload(script)
    assert capsys.readouterr().out == "square: 25\n"


def test_globals(script):
    assert script.number == 5
    assert script.result == 25
    assert script.square(3) == 9


def test_state_is_fresh_after_reload(script):
    script.history.append("dirty")
    again = importlib.reload(script)
    assert again.history == [5]


def test_other_input(capsys):
    sys.modules.pop("script", None)
    with patch("builtins.input", side_effect=["7"]) as fake:
        import script
    assert script.result == 49
    fake.assert_called_once_with("Number: ")
    assert "square: 49" in capsys.readouterr().out


def test_main_guard(capsys):
    with patch("builtins.input", return_value="2"):
        names = runpy.run_module("script", run_name="__main__")
    assert capsys.readouterr().out == "square: 4\nrun as a program\n"
    assert names["result"] == 4


def test_run_path(script, capsys):
    path = pathlib.Path(script.__file__)
    capsys.readouterr()
    names = runpy.run_path(str(path))
    assert names["__name__"] == "<run_path>"
    assert capsys.readouterr().out == "square: 25\n"


def test_as_a_process(script):
    done = subprocess.run([sys.executable, script.__file__], input="3\n", capture_output=True, text=True, timeout=20)
    assert done.returncode == 0
    assert done.stdout == "Number: square: 9\nrun as a program\n"


def test_stdin_of_the_suite(monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdin", io.StringIO("4\n"))
    sys.modules.pop("script", None)
    importlib.import_module("script")
    assert capsys.readouterr().out.endswith("square: 16\n")


class SetUpClassTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        sys.modules.pop("script", None)
        with patch("builtins.input", side_effect=["6"]):
            cls.module = importlib.import_module("script")

    def test_loaded_once(self):
        self.assertEqual(self.module.result, 36)

    def test_bad_input(self):
        with patch("builtins.input", return_value="six"):
            with self.assertRaises(ValueError):
                importlib.reload(self.module)
