"""A cache on Memcached whose keys live in namespaces."""

import hashlib
import json
import math
import time
import zlib
from collections.abc import Callable, Iterable
from typing import Any

from pymemcache.client.base import Client
from pymemcache.exceptions import MemcacheUnexpectedCloseError

MAX_KEY = 250
MAX_VALUE = 1_000_000
COMPRESS_ABOVE = 4096
PAUSE = 2.0
DOWN = (OSError, MemcacheUnexpectedCloseError)

TEXT, BYTES, INTEGER, JSON, COMPRESSED = 0, 1, 2, 3, 16


class TooLarge(Exception):
    """The value does not fit into Memcached, even compressed."""


class Contention(Exception):
    """Others changed the value each time."""


def wire_key(namespace: str, version: int, key: str) -> str:
    """The key that Memcached gets; different for different inputs."""
    prefix = f"{namespace}:{version}:"
    if all("!" <= letter <= "~" for letter in key) and not key.startswith("~") and len(prefix + key) <= MAX_KEY:
        return prefix + key
    return f"{prefix}~{hashlib.sha256(key.encode()).hexdigest()}"


def packed(value: Any) -> tuple[bytes, int]:
    """What lies on the server, and its flags."""
    match value:
        case str():
            data, flags = value.encode(), TEXT
        case bytes():
            data, flags = value, BYTES
        case int() if not isinstance(value, bool):
            data, flags = str(value).encode(), INTEGER
        case _:
            data, flags = json.dumps(value, ensure_ascii=False).encode(), JSON
    if len(data) > COMPRESS_ABOVE:
        data, flags = zlib.compress(data), flags | COMPRESSED
    if len(data) > MAX_VALUE:
        raise TooLarge(f"{len(data)} bytes")
    return data, flags


class Values:
    """What becomes of values on the wire. What comes back is in a tuple, so that None is not nothing."""

    def serialize(self, key: bytes, value: Any) -> tuple[bytes, int]:
        return packed(value)

    def deserialize(self, key: bytes, data: bytes, flags: int) -> tuple[Any]:
        if flags & COMPRESSED:
            data = zlib.decompress(data)
        match flags & ~COMPRESSED:
            case 0:
                return (data.decode(),)
            case 1:
                return (data,)
            case 2:
                return (int(data),)
            case _:
                return (json.loads(data),)


class NamespaceCache:
    def __init__(self, address: tuple[str, int], namespace: str, *, clock: Callable[[], float] = time.time) -> None:
        self.namespace = namespace
        self.clock = clock
        self.client = Client(tuple(address), serde=Values(), connect_timeout=1, timeout=1, default_noreply=False)
        self.counts = {"hits": 0, "misses": 0, "failures": 0}
        self.down_until = -math.inf

    def get(self, key: str, default: Any = None) -> Any:
        return self.get_many([key]).get(key, default)

    def get_many(self, keys: Iterable[str]) -> dict[str, Any]:
        def ask() -> dict[str, Any]:
            version = self.version()
            wire_keys = {wire_key(self.namespace, version, key): key for key in keys}
            found = {wire_keys[wire]: value for wire, (value,) in self.client.get_many(list(wire_keys)).items()}
            self.counts["hits"] += len(found)
            self.counts["misses"] += len(wire_keys) - len(found)
            return found

        return self.attempt(ask, {})

    def set(self, key: str, value: Any, ttl: float | None) -> bool:
        expire = self.expiry(ttl)
        packed(value)
        return self.attempt(lambda: self.client.set(self.wire(key), value, expire), False)

    def delete(self, key: str) -> bool:
        return self.attempt(lambda: self.client.delete(self.wire(key)), False)

    def clear(self) -> bool:
        def raise_version() -> bool:
            if self.client.incr(self.version_key, 1) is None:
                self.version()
            return True

        return self.attempt(raise_version, False)

    def update(self, key: str, fn: Callable[[Any], Any], *, ttl: float | None, attempts: int = 10) -> Any:
        expire = self.expiry(ttl)
        for _ in range(attempts):
            wire = self.wire(key)
            found, cas = self.client.gets(wire)
            value = fn(None if found is None else found[0])
            done = self.client.add(wire, value, expire) if found is None else self.client.cas(wire, value, cas, expire)
            if done:
                return value
        raise Contention(f"{key} was changed {attempts} times")

    def stats(self) -> dict[str, int]:
        return dict(self.counts)

    @property
    def version_key(self) -> str:
        return f"version:{self.namespace}"

    def version(self) -> int:
        """The namespace's, begun anew where Memcached has lost it: with a number that no earlier one has reached."""
        found = self.client.get(self.version_key)
        if found is None:
            self.client.add(self.version_key, str(int(self.clock() * 1000)))
            found = self.client.get(self.version_key)
        return int(found[0])

    def wire(self, key: str) -> str:
        return wire_key(self.namespace, self.version(), key)

    def expiry(self, ttl: float | None) -> int:
        if ttl is None:
            return 0
        if ttl <= 0:
            raise ValueError("a value lives for more than no time")
        return math.ceil(ttl)

    def attempt[T](self, call: Callable[[], T], otherwise: T) -> T:
        """What the call gives, or `otherwise` without a server; one that did not answer is left alone for a while."""
        if self.clock() >= self.down_until:
            try:
                return call()
            except DOWN:
                self.client.close()
                self.down_until = self.clock() + PAUSE
        self.counts["failures"] += 1
        return otherwise
