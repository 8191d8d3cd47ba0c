import hashlib
import time

import pytest
from solution import Contention, NamespaceCache, TooLarge, wire_key
from waymark import probe

DAY = 24 * 3600


class Server:
    """Memcached, as the suite sees it."""

    def __init__(self, service):
        self.service = service
        self.client = service.connect()
        self.address = (service.inside.host, service.inside.port)

    def cache(self, namespace="shop", **options):
        return NamespaceCache(self.address, namespace, **options)

    def wire(self, key, namespace="shop"):
        """A plain key as the server has it."""
        return f"{namespace}:{int(self.client.get(f'version:{namespace}'))}:{key}"

    def raw(self, key):
        return self.client.get(self.wire(key))

    def ttl(self, key):
        """Seconds left; -1 for no expiry, 0 for what is gone."""
        answer = self.client.raw_command(f"mg {self.wire(key)} t").decode().split()
        return int(answer[1].removeprefix("t")) if answer[0] == "HD" else 0


@pytest.fixture
def server(services):
    return Server(services.memcached)


def digest(key):
    return "~" + hashlib.sha256(key.encode()).hexdigest()


@pytest.mark.points(2)
@pytest.mark.hint("Two keys must never become one. What is left of a long key that was cut, or of a blank that was replaced?")
def test_wire_key():
    """Keys that Memcached does not take are replaced by their digest, and no two become one"""
    assert wire_key("shop", 7, "basket:12") == "shop:7:basket:12"
    fits = "x" * (250 - len("shop:7:"))
    assert wire_key("shop", 7, fits) == f"shop:7:{fits}"
    for key in (fits + "x", "two words", "line\n", "müsli", "tab\t", "\x7f", "~x", digest("two words")):
        assert wire_key("shop", 7, key) == f"shop:7:{digest(key)}"


@pytest.mark.points(3)
@pytest.mark.hint(
    "Memcached keeps bytes, and 16 or 32 bits of flags beside them. What would tell True from 1, and None from nothing?"
)
def test_types(server):
    """Values come back as what they were, through another client too"""
    values = ["", "häßlich", "5", b"", b"\x00\xff", 0, 1, -(10**30), True, False, None, 2.5, [], {"a": [1, None, "ü"]}]
    cache, other = server.cache(), server.cache()
    for number, value in enumerate(values):
        assert cache.set(f"k{number}", value, 60) is True

    found = [other.get(f"k{number}", "nothing") for number in range(len(values) + 1)]

    assert found == [*values, "nothing"]
    assert [type(value) for value in found[:-1]] == [type(value) for value in values]


@pytest.mark.points(2)
@pytest.mark.hint("Others read this cache too, in other languages. Which formats are theirs as well?")
def test_formats(server):
    """On the server lie plain formats that other programs can read"""
    cache = server.cache()
    for key, value in {"text": "ü", "bytes": b"\xff", "number": 12, "data": {"a": [True, None]}, "yes": True}.items():
        cache.set(key, value, None)

    assert server.raw("text") == "ü".encode()
    assert server.raw("bytes") == b"\xff"
    assert server.raw("number") == b"12"
    assert server.raw("data").replace(b" ", b"") == b'{"a":[true,null]}'
    assert server.raw("yes") == b"true"


@probe
def big(address, kind, size):
    """Sets and gets a large value, and says what came of it."""
    import random

    import solution

    value = "lorem ipsum " * (size // 12) if kind == "text" else random.Random(1).randbytes(size)
    cache = solution.NamespaceCache(tuple(address), "shop")
    try:
        return cache.set("big", value, 60), cache.get("big") == value
    except solution.TooLarge:
        return "TooLarge", False


@pytest.mark.points(2)
@pytest.mark.hint("Which length counts for the first limit, and which for the second?")
def test_large_values(server):
    """Large values are compressed, and what is too large all the same is refused"""
    assert big(server.address, "text", 1_200_000) == (True, True)
    assert len(server.raw("big")) < 100_000
    assert big(server.address, "bytes", 900_000) == (True, True)
    assert big(server.address, "bytes", 1_200_000) == ("TooLarge", False)

    cache = server.cache()
    cache.set("small", "a" * 4096, 60)
    cache.set("larger", "a" * 4097, 60)
    assert server.raw("small") == b"a" * 4096
    assert len(server.raw("larger")) < 1000
    assert issubclass(TooLarge, Exception)


@pytest.mark.points(2)
@pytest.mark.hint("Above thirty days Memcached takes the number for something else. Its protocol's description says for what.")
def test_expiry(server):
    """Seconds are rounded up, a month and more is a date, None is for ever"""
    cache = server.cache()
    lives = {"short": 0.2, "odd": 99.5, "month": 30 * DAY, "more": 30 * DAY + 1, "long": 31 * DAY, "ever": None}
    for key, ttl in lives.items():
        cache.set(key, key, ttl)

    # On a slow machine a second may be over by now.
    assert cache.get_many(list(lives)).keys() | {"short"} == lives.keys()
    # The server counts in whole seconds; half a minute is for a slow machine.
    assert 0 <= server.ttl("short") <= 1
    assert 70 <= server.ttl("odd") <= 100
    assert 30 * DAY - 30 <= server.ttl("month") <= 30 * DAY
    assert 31 * DAY - 30 <= server.ttl("long") <= 31 * DAY + 1
    assert server.ttl("ever") == -1
    for ttl in (0, -1, -0.5):
        with pytest.raises(ValueError):
            cache.set("bad", "x", ttl)
    assert cache.get("bad", "nothing") == "nothing"


@pytest.mark.points(2)
@pytest.mark.hint("Nothing has to be deleted for old entries to be out of reach.")
def test_clear(server):
    """clear hides what was in the namespace, and touches no other"""
    shop, blog = server.cache("shop"), server.cache("blog")
    for cache in (shop, blog):
        cache.set("a", 1, None)
        cache.set("b", 2, None)
    before = int(server.client.get("version:shop"))

    assert shop.clear() is True

    assert (shop.get_many(["a", "b"]), server.cache("shop").get("a")) == ({}, None)
    assert blog.get_many(["a", "b"]) == {"a": 1, "b": 2}
    assert int(server.client.get("version:shop")) > before
    shop.set("a", 3, None)
    assert (shop.get("a"), shop.delete("a"), shop.get("a"), shop.delete("a")) == (3, True, None, False)


@pytest.mark.points(3)
@pytest.mark.hint(
    "The server may drop any entry, that one too. Which number is larger than all there have been, and needs no memory?"
)
def test_version_lost(server):
    """When the namespace's version is lost, old entries stay hidden"""
    now = [time.time()]
    cache = server.cache(clock=lambda: now[0])
    cache.set("a", "old", None)
    cache.clear()
    cache.set("a", "older", None)
    for _ in range(2):
        server.client.delete("version:shop")
        now[0] += 1
        assert cache.get("a") is None
        assert int(server.client.get("version:shop")) == int(now[0] * 1000)
        cache.set("a", "new", None)
        assert server.cache().get("a") == "new"
    server.client.delete("version:shop")
    now[0] += 1
    assert cache.clear() is True
    assert int(server.client.get("version:shop")) == int(now[0] * 1000)
    assert cache.get("a") is None


@probe
def sent(address, count):
    """What get_many gives, and how often it speaks to the server."""
    import socket

    import solution

    calls = []

    class Counting(socket.socket):
        def sendall(self, data, *flags):
            calls.append(len(data))
            return super().sendall(data, *flags)

    real, socket.socket = socket.socket, Counting
    try:
        keys = [f"key {number}" for number in range(count)]
        cache = solution.NamespaceCache(tuple(address), "shop")
        for key in keys[::2]:
            cache.set(key, key, 60)
        calls.clear()
        found = cache.get_many(keys)
    finally:
        socket.socket = real
    return found, len(calls), cache.stats()


@pytest.mark.points(2)
@pytest.mark.hint("One command can name many keys.")
def test_get_many(server):
    """get_many asks for all keys at once, and gives them back under their own names"""
    found, calls, stats = sent(server.address, 40)

    assert found == {f"key {number}": f"key {number}" for number in range(0, 40, 2)}
    assert 1 <= calls <= 2, "once for the version, once for all the keys"
    assert stats == {"hits": 20, "misses": 20, "failures": 0}


@pytest.mark.points(3)
@pytest.mark.hint("Between reading and writing somebody else may write. Memcached can be told to write only when nobody has.")
def test_update(server):
    """update loses nothing of what others write meanwhile"""
    cache, other = server.cache(), server.cache()
    seen = []

    def count_up(value):
        seen.append(value)
        if len(seen) in (1, 3):
            other.set("n", 10 * len(seen), None)
        return (value or 0) + 1

    assert cache.update("n", count_up, ttl=None) == 11
    assert cache.update("n", count_up, ttl=500) == 31
    assert seen == [None, 10, 11, 30]
    assert other.get("n") == 31
    assert 470 <= server.ttl("n") <= 500


@pytest.mark.points(1)
@pytest.mark.hint("How often may the function be called, and which value is it given each time?")
def test_contention(server):
    """update gives up when somebody else is always faster"""
    cache, other = server.cache(), server.cache()
    seen = []

    def always_late(value):
        seen.append(value)
        other.set("n", len(seen), None)
        return -1

    with pytest.raises(Contention):
        cache.update("n", always_late, ttl=None, attempts=3)
    assert seen == [None, 1, 2]
    assert other.get("n") == 3


@pytest.mark.points(3)
@pytest.mark.hint("A cache is there to help. What does its user get while it cannot, and who looks when it is back?")
def test_server_down(server):
    """Without a server reads give the default and writes False, and it is left alone for two seconds"""
    now = [time.time()]
    cache = server.cache(clock=lambda: now[0])
    cache.set("a", 1, None)
    server.service.stop()

    assert (cache.get("a", "default"), cache.set("a", 2, None), cache.get_many(["a"])) == ("default", False, {})
    assert (cache.delete("a"), cache.clear()) == (False, False)
    assert cache.stats() == {"hits": 0, "misses": 0, "failures": 5}

    server.service.start()
    now[0] += 1.9
    assert cache.set("a", 3, None) is False
    now[0] += 0.2
    assert cache.set("a", 4, None) is True
    assert cache.get("a") == 4
    assert server.service.connect().stats()[b"cmd_set"] <= 3
    assert cache.stats() == {"hits": 1, "misses": 0, "failures": 6}


@pytest.mark.points(2)
@pytest.mark.hint("A server that has crashed says so. One that hangs says nothing: who ends the waiting?")
def test_server_hangs(server):
    """A server that does not answer is given up after a second"""
    now = [time.time()]
    cache = server.cache(clock=lambda: now[0])
    cache.set("a", 1, None)
    server.service.hang()

    assert (cache.get("a", "default"), cache.get("a", "default"), cache.set("a", 2, None)) == ("default", "default", False)
    server.service.heal()
    now[0] += 2.1
    assert cache.get("a") == 1
