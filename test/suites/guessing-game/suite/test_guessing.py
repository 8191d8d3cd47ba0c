import builtins
import unittest
from unittest.mock import call, patch

import pytest

import guessing
from guessing import ask_name, average, play


class InputTest(unittest.TestCase):
    @patch("builtins.input", return_value="Ada")
    def test_name(self, fake_input):
        self.assertEqual(ask_name(), "Ada")
        fake_input.assert_called_once_with("Your name? ")

    @patch("builtins.input", side_effect=["", "   ", "Bob"])
    def test_asks_again(self, fake_input):
        self.assertEqual(ask_name(), "Bob")
        self.assertEqual(fake_input.call_count, 3)

    @patch("builtins.print")
    @patch("builtins.input", side_effect=["5", "9", "7"])
    def test_whole_game(self, fake_input, fake_print):
        self.assertEqual(play(7), 3)
        self.assertEqual(
            [c.args[0] for c in fake_print.call_args_list],
            ["too low", "too high", "you got it"],
        )
        fake_print.assert_has_calls([call("too low"), call("too high")])

    def test_with_block(self):
        with patch("builtins.input", lambda prompt="": "Eve"):
            self.assertEqual(ask_name(), "Eve")

    def test_error_from_the_mock(self):
        with patch.object(builtins, "input", side_effect=EOFError):
            self.assertEqual(ask_name(), "nobody")


def test_monkeypatched_iterator(monkeypatch):
    answers = iter(["1", "2", "6", ""])
    monkeypatch.setattr("builtins.input", lambda *_: next(answers))
    assert average() == 3


def test_output(monkeypatch, capsys):
    answers = iter(["1", "3"])
    monkeypatch.setattr(builtins, "input", lambda prompt: next(answers))
    play(3)
    out, err = capsys.readouterr()
    assert out == "too low\nyou got it\n"
    assert err == ""


def test_module_attribute(monkeypatch):
    monkeypatch.setattr(guessing, "ask_name", lambda: "Patched")
    assert guessing.greeting() == "Hello, Patched!"


@patch("guessing.ask_name", return_value="Mock")
def test_patched_by_name(fake):
    assert guessing.greeting() == "Hello, Mock!"
    assert fake.called


def test_not_a_number(monkeypatch):
    monkeypatch.setattr("builtins.input", lambda _="": "many")
    with pytest.raises(ValueError):
        play(3)
