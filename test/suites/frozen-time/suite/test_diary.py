import datetime
import time
from unittest import mock

import pytest

import diary
from diary import age, retry, stamp, today_line


def test_time_patched(monkeypatch):
    monkeypatch.setattr(time, "time", lambda: 86400.0)
    assert stamp("hi") == "86400 hi"


def test_time_by_name():
    with mock.patch("time.time", return_value=5.9):
        assert stamp("x") == "5 x"


@mock.patch("time.sleep")
def test_backoff(fake_sleep):
    attempts = []

    def flaky():
        attempts.append(1)
        if len(attempts) < 4:
            raise ConnectionError("later")
        return "done"

    assert retry(flaky, 5) == "done"
    assert [c.args[0] for c in fake_sleep.call_args_list] == [1, 2, 4]


@mock.patch("diary.time.sleep", autospec=True)
def test_gives_up(fake_sleep):
    with pytest.raises(ConnectionError, match="always"):
        retry(mock.Mock(side_effect=ConnectionError("always")), 2)
    fake_sleep.assert_called_once_with(1)


def test_datetime_wrapped():
    with mock.patch("diary.datetime", wraps=datetime.datetime) as fake:
        fake.now.return_value = datetime.datetime(2020, 2, 29, 12, 30)
        assert today_line() == "2020-02-29 12:30"


class FixedDate(datetime.date):
    @classmethod
    def today(cls):
        return cls(2024, 6, 1)


def test_date_subclass(monkeypatch):
    monkeypatch.setattr(diary, "date", FixedDate)
    assert age(datetime.date(2000, 6, 2)) == 23
    assert age(datetime.date(2000, 6, 1)) == 24


def test_leap_day(monkeypatch):
    monkeypatch.setattr("diary.date", FixedDate)
    assert age(FixedDate(2004, 2, 29)) == 20
