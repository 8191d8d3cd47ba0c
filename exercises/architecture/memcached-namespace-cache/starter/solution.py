"""A cache on Memcached whose keys live in namespaces."""

import time
from collections.abc import Callable, Iterable
from typing import Any

from pymemcache.client.base import Client


class TooLarge(Exception):
    """The value does not fit into Memcached, even compressed."""


class Contention(Exception):
    """Others changed the value each time."""


def wire_key(namespace: str, version: int, key: str) -> str:
    """The key that Memcached gets; different for different inputs."""
    raise NotImplementedError


class NamespaceCache:
    def __init__(self, address: tuple[str, int], namespace: str, *, clock: Callable[[], float] = time.time) -> None:
        self.namespace = namespace
        self.clock = clock
        self.client = Client(tuple(address))

    def get(self, key: str, default: Any = None) -> Any:
        raise NotImplementedError

    def get_many(self, keys: Iterable[str]) -> dict[str, Any]:
        raise NotImplementedError

    def set(self, key: str, value: Any, ttl: float | None) -> bool:
        raise NotImplementedError

    def delete(self, key: str) -> bool:
        raise NotImplementedError

    def clear(self) -> bool:
        raise NotImplementedError

    def update(self, key: str, fn: Callable[[Any], Any], *, ttl: float | None, attempts: int = 10) -> Any:
        raise NotImplementedError

    def stats(self) -> dict[str, int]:
        raise NotImplementedError
