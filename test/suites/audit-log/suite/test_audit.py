import logging
import unittest

import pytest

from audit import Vault, divide

LOGGER = "audit"


def test_info_record(caplog):
    caplog.set_level(logging.INFO)
    Vault("gold").open("Ada")
    assert caplog.messages == ["Ada opened gold"]
    assert caplog.records[0].levelname == "INFO"
    assert caplog.records[0].name == "audit"
    assert caplog.record_tuples == [("audit", logging.INFO, "Ada opened gold")]


def test_level_filters(caplog):
    with caplog.at_level(logging.WARNING, logger=LOGGER):
        vault = Vault("gold")
        vault.open("Ada")
        vault.force("Eve")
    assert "Eve forced gold" in caplog.text
    assert "opened" not in caplog.text


def test_clear(caplog):
    caplog.set_level("DEBUG")
    vault = Vault("x")
    vault.open("a")
    caplog.clear()
    vault.force("b")
    assert len(caplog.records) == 1
    assert caplog.records[0].args == ("b", "x")


def test_exception_logged(caplog):
    assert divide(1, 0) is None
    record = caplog.records[-1]
    assert record.levelno == logging.ERROR
    assert record.exc_info is not None
    assert record.exc_info[0] is ZeroDivisionError


class Collect(logging.Handler):
    def __init__(self):
        super().__init__()
        self.lines = []

    def emit(self, record):
        self.lines.append(record.getMessage())


@pytest.fixture
def collected():
    handler = Collect()
    logger = logging.getLogger(LOGGER)
    logger.addHandler(handler)
    yield handler.lines
    logger.removeHandler(handler)


def test_own_handler(collected):
    Vault("y").force("z")
    assert collected == ["z forced y"]


class AuditTest(unittest.TestCase):
    def test_assert_logs(self):
        with self.assertLogs("audit", level="INFO") as logs:
            Vault("gold").open("Ada")
        self.assertEqual(logs.output, ["INFO:audit:Ada opened gold"])
        self.assertEqual(len(logs.records), 1)

    def test_no_logs(self):
        with self.assertNoLogs("audit", level="INFO"):
            Vault("gold")

    def test_child_logger(self):
        with self.assertLogs("audit.vault") as logs:
            Vault("gold").seal()
        self.assertIn("sealed", logs.output[0])
