"""Distributed rate limiting on Redis."""

import uuid
from collections.abc import Callable
from typing import Any

import redis

# One sorted set for each key: the score is the time, the member is unique and carries the cost.
HIT = """
local key, window, limit, cost = KEYS[1], tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local now = tonumber(ARGV[5])
if not now then
  local time = redis.call('TIME')
  now = time[1] * 1000 + math.floor(time[2] / 1000)
end
redis.call('ZREMRANGEBYSCORE', key, '-inf', now - window)
local hits = redis.call('ZRANGE', key, 0, -1, 'WITHSCORES')
local used, last = 0, 0
for place = 1, #hits, 2 do
  used = used + tonumber(string.match(hits[place], ':(%d+)$'))
  last = math.max(last, tonumber(hits[place + 1]))
end
if used + cost <= limit then
  redis.call('ZADD', key, now, now .. ':' .. cost)
  redis.call('PEXPIRE', key, window)
  return {1, limit - used - cost, 0, math.max(last, now) + window - now}
end
local wait = -1
if cost <= limit then
  local freed = 0
  for place = 1, #hits, 2 do
    freed = freed + tonumber(string.match(hits[place], ':(%d+)$'))
    if used - freed + cost <= limit then
      wait = tonumber(hits[place + 1]) + window - now
      break
    end
  end
end
return {0, limit - used, wait, #hits > 0 and last + window - now or 0}
"""


class RateLimiter:
    def __init__(self, url: str, *, limit: int, window_ms: int, prefix: str = "rl") -> None:
        self.limit = limit
        self.window_ms = window_ms
        self.prefix = prefix
        self.redis = redis.Redis.from_url(url, socket_timeout=1, socket_connect_timeout=1)
        self.script = self.redis.register_script(HIT)

    def hit(self, key: str, *, cost: int = 1, now_ms: int | None = None) -> dict[str, Any]:
        if cost < 1:
            raise ValueError(f"a hit costs at least 1, not {cost}")
        arguments = [self.window_ms, self.limit, cost, uuid.uuid4().hex]
        if now_ms is not None:
            arguments.append(now_ms)
        allowed, remaining, retry, reset = self.script(keys=[f"{self.prefix}:{key}"], args=arguments)
        return {
            "allowed": allowed == 1,
            "limit": self.limit,
            "remaining": remaining,
            "retry_after_ms": retry,
            "reset_ms": reset,
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
