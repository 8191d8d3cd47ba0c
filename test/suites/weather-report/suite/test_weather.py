import json
import sqlite3
import urllib.error
from unittest.mock import MagicMock, patch

import pytest

import weather
from weather import Archive, Client, WeatherError, temperature


def response(payload, status=200):
    fake = MagicMock()
    fake.__enter__.return_value.read.return_value = json.dumps(payload).encode()
    fake.__enter__.return_value.status = status
    return fake


def test_temperature():
    with patch("weather.urlopen", return_value=response({"temp": 21.5})) as urlopen:
        assert temperature("Oslo") == 21.5
    urlopen.assert_called_once()
    assert urlopen.call_args.args[0].endswith("?q=Oslo")


@patch("weather.urlopen")
def test_quoting(urlopen):
    urlopen.return_value = response({"temp": 1})
    temperature("São Paulo")
    assert "S%C3%A3o%20Paulo" in urlopen.call_args[0][0]


@patch("weather.urlopen", side_effect=urllib.error.URLError("no route"))
def test_no_network(urlopen):
    with pytest.raises(WeatherError, match="no route") as info:
        temperature("Oslo")
    assert isinstance(info.value.__cause__, urllib.error.URLError)


def test_not_found(monkeypatch):
    def fail(url, timeout):
        raise urllib.error.HTTPError(url, 404, "Not Found", {}, None)

    monkeypatch.setattr(weather, "urlopen", fail)
    with pytest.raises(WeatherError, match="404") as info:
        temperature("Nowhere")
    assert info.value.status == 404


class FakeResponse:
    def __init__(self, data):
        self.data = data

    def json(self):
        return self.data


def test_injected_fetch():
    asked = []

    def fetch(city):
        asked.append(city)
        return FakeResponse({"temp": len(city)})

    client = Client(fetch)
    assert client.warmest(["Oslo", "Rome", "Madrid"]) == "Madrid"
    assert asked == ["Oslo", "Rome", "Madrid"]
    assert client.warmest(["Oslo", "Madrid"]) == "Madrid"
    assert len(asked) == 3


def test_method_replaced(monkeypatch):
    monkeypatch.setattr(Client, "get", lambda self, city: {"Oslo": 1, "Rome": 2}[city])
    assert Client(None).warmest(["Oslo", "Rome"]) == "Rome"


@pytest.fixture
def connection():
    connection = sqlite3.connect(":memory:", check_same_thread=False)
    yield connection
    connection.close()


def test_archive(connection):
    archive = Archive(connection)
    archive.store("Oslo", 3.5)
    archive.store("Oslo", 4.5)
    archive.store("Rome", 20)
    assert archive.mean("Oslo") == 4.0
    assert connection.execute("select count(*) from readings").fetchone() == (3,)
    assert archive.mean("Paris") is None


def test_archive_rolls_back(connection):
    archive = Archive(connection)
    with pytest.raises(sqlite3.IntegrityError):
        archive.store(None, 1)
    assert archive.cities() == []
