"""Remember what a function has returned, for a while, for many threads, and for methods too."""

import functools
import threading
import time
import weakref
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any


def ttl_memoize(function: Callable[..., Any] | None = None, *, ttl: float = 60.0, maxsize: int = 128) -> Any:
    """Memoise a function or method; for use as @ttl_memoize and as @ttl_memoize(ttl=..., maxsize=...)."""
    if function is None:
        return functools.partial(ttl_memoize, ttl=ttl, maxsize=maxsize)
    return Memoized(function, ttl, maxsize)


class Cache:
    """The entries of a function, or of a method and one instance: key to moment and value, the least recently used first."""

    def __init__(self, ttl: float, maxsize: int) -> None:
        self.ttl = ttl
        self.maxsize = maxsize
        self.lock = threading.Lock()
        self.entries: OrderedDict[Hashable, tuple[float, Any]] = OrderedDict()
        self.hits = self.misses = 0

    def get(self, key: Hashable, compute: Callable[[], Any]) -> Any:
        with self.lock:
            self.drop_expired()
            if key in self.entries:
                self.hits += 1
                self.entries.move_to_end(key)
                return self.entries[key][1]
            self.misses += 1
            value = compute()
            self.store(key, value)
            return value

    def store(self, key: Hashable, value: Any) -> None:
        self.drop_expired()
        self.entries[key] = time.monotonic(), value
        while len(self.entries) > self.maxsize:
            self.entries.popitem(last=False)

    def drop_expired(self) -> None:
        now = time.monotonic()
        for key in [key for key, (stored, _) in self.entries.items() if now - stored >= self.ttl]:
            del self.entries[key]

    def info(self) -> dict[str, int]:
        with self.lock:
            self.drop_expired()
            return {"hits": self.hits, "misses": self.misses, "size": len(self.entries)}

    def clear(self) -> None:
        with self.lock:
            self.entries.clear()
            self.hits = self.misses = 0


def key_of(args: tuple[Any, ...], kwargs: dict[str, Any]) -> Hashable:
    key = tuple((type(value), value) for value in args), frozenset((name, type(value), value) for name, value in kwargs.items())
    hash(key)
    return key


class Memoized:
    """The wrapper of a function; on an instance it gives a ``Bound``."""

    def __init__(self, function: Callable[..., Any], ttl: float, maxsize: int) -> None:
        functools.update_wrapper(self, function)
        self.function = function
        self.make_cache = functools.partial(Cache, ttl, maxsize)
        self.cache = self.make_cache()
        self.lock = threading.Lock()
        # By id, as instances need not be hashable; the reference takes its entry away before the id is used again.
        self.caches: dict[int, tuple[weakref.ref[Any], Cache]] = {}

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self.cache.get(key_of(args, kwargs), lambda: self.function(*args, **kwargs))

    def cache_info(self) -> dict[str, int]:
        return self.cache.info()

    def cache_clear(self) -> None:
        self.cache.clear()

    def __get__(self, instance: Any, owner: type | None = None) -> Any:
        return self if instance is None else Bound(self.function, instance, self.cache_of(instance))

    def cache_of(self, instance: Any) -> Cache:
        number = id(instance)
        with self.lock:
            if number not in self.caches:
                reference = weakref.ref(instance, lambda _: self.caches.pop(number, None))
                self.caches[number] = reference, self.make_cache()
            return self.caches[number][1]


class Bound:
    """A memoised method of one instance. It is made for each access, so that nothing lasting refers to the instance."""

    def __init__(self, function: Callable[..., Any], instance: Any, cache: Cache) -> None:
        functools.update_wrapper(self, function)
        self.function = function
        self.instance = instance
        self.cache = cache

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self.cache.get(key_of(args, kwargs), lambda: self.function(self.instance, *args, **kwargs))

    def cache_info(self) -> dict[str, int]:
        return self.cache.info()

    def cache_clear(self) -> None:
        self.cache.clear()
