"""Distributed rate limiting on Redis."""

import uuid
from collections.abc import Callable
from typing import Any

import redis


class RateLimiter:
    def __init__(self, url: str, *, limit: int, window_ms: int, prefix: str = "rl") -> None:
        self.limit = limit
        self.window_ms = window_ms
        self.prefix = prefix
        self.redis = redis.Redis.from_url(url, socket_timeout=1, socket_connect_timeout=1, decode_responses=True)

    def hit(self, key: str, *, cost: int = 1, now_ms: int | None = None) -> dict[str, Any]:
        if cost < 1:
            raise ValueError(f"a hit costs at least 1, not {cost}")
        if now_ms is None:
            seconds, microseconds = self.redis.time()
            now_ms = seconds * 1000 + microseconds // 1000
        name = f"{self.prefix}:{key}"
        self.redis.zremrangebyscore(name, "-inf", now_ms - self.window_ms)
        hits = [(int(member.rpartition(":")[2]), int(at)) for member, at in self.redis.zrange(name, 0, -1, withscores=True)]
        used = sum(paid for paid, _ in hits)
        last = max((at for _, at in hits), default=now_ms - self.window_ms)
        allowed, retry = used + cost <= self.limit, 0
        if allowed:
            self.redis.zadd(name, {f"{now_ms:016}:{uuid.uuid4().hex}:{cost}": now_ms})
            self.redis.pexpire(name, self.window_ms)
            used, last = used + cost, max(last, now_ms)
        else:
            retry, freed = -1, 0
            for paid, at in hits:
                freed += paid
                if used - freed + cost <= self.limit:
                    retry = at + self.window_ms - now_ms
                    break
        return {
            "allowed": allowed,
            "limit": self.limit,
            "remaining": self.limit - used,
            "retry_after_ms": retry,
            "reset_ms": last + self.window_ms - now_ms,
        }


def headers(result: dict[str, Any]) -> dict[str, str]:
    found = {
        "RateLimit-Limit": str(result["limit"]),
        "RateLimit-Remaining": str(result["remaining"]),
        "RateLimit-Reset": str(_seconds(result["reset_ms"])),
    }
    if not result["allowed"] and result["retry_after_ms"] >= 0:
        found["Retry-After"] = str(max(1, _seconds(result["retry_after_ms"])))
    return found


def guard(limiter: RateLimiter, *, on_error: str = "allow") -> Callable[[str], bool]:
    def is_allowed(key: str) -> bool:
        try:
            return limiter.hit(key)["allowed"]
        except (redis.ConnectionError, redis.TimeoutError):
            return on_error == "allow"

    return is_allowed


def _seconds(milliseconds: int) -> int:
    return -(-milliseconds // 1000)
