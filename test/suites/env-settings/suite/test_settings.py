import os
import unittest
from unittest.mock import patch

import pytest

import settings
from settings import Settings, remember


def test_default(monkeypatch):
    monkeypatch.delenv("APP_MODE", raising=False)
    assert Settings().mode == "dev"


def test_from_environment(monkeypatch):
    monkeypatch.setenv("APP_MODE", "prod")
    monkeypatch.setenv("APP_PORT", "8080")
    loaded = Settings()
    assert (loaded.mode, loaded.port) == ("prod", 8080)


def test_undone_again():
    assert Settings().mode == "dev"


def test_bad_port(monkeypatch):
    monkeypatch.setenv("APP_PORT", "eighty")
    with pytest.raises(ValueError, match="APP_PORT"):
        Settings()


@pytest.mark.parametrize("text, expected", [("1", True), ("yes", True), ("0", False), ("", False)])
def test_flags(monkeypatch, text, expected):
    monkeypatch.setenv("APP_DEBUG", text)
    assert Settings().debug is expected


class EnvironmentTest(unittest.TestCase):
    @patch.dict(os.environ, {"APP_MODE": "test"})
    def test_patch_dict(self):
        self.assertEqual(Settings().mode, "test")

    @patch.dict("os.environ", {"PATH": "/bin"}, clear=True)
    def test_cleared(self):
        self.assertEqual(settings.names(), ["PATH"])

    def test_submission_writes(self):
        self.addCleanup(os.environ.pop, "APP_NOTE", None)
        remember("hello")
        self.assertEqual(os.environ["APP_NOTE"], "hello")
