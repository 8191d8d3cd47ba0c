"""Hidden suite of a counter in a real server. SECRET-7f3a"""

from solution import count


def test_counts(services):
    services.redis.connect().set("visits", 41)
    assert count("visits") == 42
    assert services.redis.connect().get("visits") == "42"


def test_server_is_away(services):
    services.redis.stop()
    assert count("visits") == -1


def test_starts_again(services):
    services.redis.restart()
    services.redis.connect().set("visits", 6)
    assert count("visits") == 7
