"""Distributed rate limiting on Redis."""

from collections.abc import Callable
from typing import Any


class RateLimiter:
    def __init__(self, url: str, *, limit: int, window_ms: int, prefix: str = "rl") -> None:
        raise NotImplementedError

    def hit(self, key: str, *, cost: int = 1, now_ms: int | None = None) -> dict[str, Any]:
        raise NotImplementedError


def headers(result: dict[str, Any]) -> dict[str, str]:
    raise NotImplementedError


def guard(limiter: RateLimiter, *, on_error: str = "allow") -> Callable[[str], bool]:
    raise NotImplementedError
