"""A sliding window log that many processes share."""

import pytest
from solution import RateLimiter, guard, headers
from waymark import probe

T = 1_700_000_000_000


@pytest.fixture
def limiter(services):
    def make(limit, window_ms=1000, **options):
        return RateLimiter(services.redis.inside.url, limit=limit, window_ms=window_ms, **options)

    return make


@pytest.mark.points(2)
@pytest.mark.hint("Does a hit itself take part in what is left of the limit?")
def test_up_to_the_limit(limiter):
    """So many hits are allowed, and the next is not"""
    three = limiter(3)

    found = [three.hit("ada", now_ms=T + 10 * i) for i in range(4)]

    assert [(one["allowed"], one["remaining"], one["limit"]) for one in found] == [
        (True, 2, 3),
        (True, 1, 3),
        (True, 0, 3),
        (False, 0, 3),
    ]


@pytest.mark.points(3)
@pytest.mark.hint("The window moves with each hit; it does not begin anew at full seconds.")
def test_the_window_slides(limiter):
    """Each hit leaves the window exactly window_ms after it came"""
    two = limiter(2)
    two.hit("ada", now_ms=T + 900)
    two.hit("ada", now_ms=T + 950)

    assert [two.hit("ada", now_ms=T + at)["allowed"] for at in (1000, 1100, 1899)] == [False, False, False]
    assert two.hit("ada", now_ms=T + 1900)["allowed"] is True
    assert two.hit("ada", now_ms=T + 1901)["allowed"] is False
    assert two.hit("ada", now_ms=T + 1950)["allowed"] is True


@pytest.mark.points(2)
@pytest.mark.hint("What is the record of a refused hit?")
def test_refused_hits_do_not_count(limiter):
    """A client that keeps on trying is let in as soon as its first hits are old enough"""
    one = limiter(1)
    one.hit("ada", now_ms=T)
    refused = [one.hit("ada", now_ms=T + 100 * i)["allowed"] for i in range(1, 10)]

    assert refused == [False] * 9
    assert one.hit("ada", now_ms=T + 1000)["allowed"] is True


@pytest.mark.points(2)
@pytest.mark.hint("A sorted set has each member once. Are two hits of one millisecond two members?")
def test_the_same_millisecond(limiter):
    """Hits in the same millisecond are all counted"""
    found = [limiter(3).hit("ada", now_ms=T)["allowed"] for _ in range(5)]

    assert found == [True, True, True, False, False]


@pytest.mark.points(3)
@pytest.mark.hint("When so much of the window is free depends on which hits leave it first.")
def test_costs_and_waiting(limiter):
    """Costs add up, and a refused hit is told when it would be allowed"""
    five = limiter(5)
    five.hit("ada", cost=2, now_ms=T)
    five.hit("ada", cost=1, now_ms=T + 300)
    five.hit("ada", cost=2, now_ms=T + 600)

    found = [five.hit("ada", cost=cost, now_ms=T + 700) for cost in (1, 3, 5, 6)]

    assert [one["allowed"] for one in found] == [False] * 4
    assert [one["retry_after_ms"] for one in found] == [300, 600, 900, -1]
    assert [(one["remaining"], one["reset_ms"]) for one in found] == [(0, 900)] * 4
    assert five.hit("ada", cost=3, now_ms=T + 1300) == {
        "allowed": True,
        "limit": 5,
        "remaining": 0,
        "retry_after_ms": 0,
        "reset_ms": 1000,
    }


@pytest.mark.points(1)
@pytest.mark.hint("Which costs can never be paid, and which of the two is a mistake of the caller?")
def test_costs_that_make_no_sense(limiter):
    """A cost below 1 is refused, and a cost above the limit records nothing"""
    five = limiter(5)
    for cost in (0, -1):
        with pytest.raises(ValueError):
            five.hit("ada", cost=cost, now_ms=T)

    assert five.hit("ada", cost=6, now_ms=T)["reset_ms"] == 0
    assert five.hit("ada", cost=5, now_ms=T)["allowed"] is True


@pytest.mark.points(2)
@pytest.mark.hint("What is the name of the key on the server made from?")
def test_keys_and_prefixes(services, limiter):
    """Keys do not share, prefixes do not share, two limiters of one prefix do"""
    a, b, other = limiter(1), limiter(1), limiter(1, prefix="other")

    found = [one.hit(key, now_ms=T)["allowed"] for one, key in ((a, "x"), (b, "x"), (a, "y"), (other, "x"))]

    assert found == [True, False, True, True]
    names = services.redis.connect().keys("*")
    assert {name.partition(":")[0] for name in names} == {"rl", "other"}


@probe
def hits_at_once(url, limit, workers, each):
    from concurrent.futures import ThreadPoolExecutor

    from solution import RateLimiter

    def hit_often(_):
        limiter = RateLimiter(url, limit=limit, window_ms=60_000)
        return sum(limiter.hit("ada", now_ms=1_700_000_000_000)["allowed"] for _ in range(each))

    with ThreadPoolExecutor(workers) as pool:
        return sum(pool.map(hit_often, range(workers)))


@pytest.mark.points(3)
@pytest.mark.hint("Between a read and a write somebody else writes. What does Redis run as one step?")
def test_many_at_once(services):
    """Exactly the limit gets through, however many ask at once"""
    # With a slow wire all of them are between two steps at the same time, if there are two.
    services.redis.slow(0.005)

    assert hits_at_once(services.redis.inside.url, 25, 8, 10) == 25


@pytest.mark.points(2)
@pytest.mark.hint("What did you tell Redis about how long the key is needed?")
def test_keys_disappear(services, limiter):
    """A key has an expiry of at most the window, and never grows beyond the limit"""
    ten = limiter(10, window_ms=30_000)
    for _ in range(30):
        ten.hit("ada")

    db = services.redis.connect()
    keys = db.keys("*")

    assert keys
    assert all(0 < db.pttl(key) <= 30_000 for key in keys)
    assert sum(db.memory_usage(key) for key in keys) < 4000


@pytest.mark.points(2)
@pytest.mark.hint("Without now_ms it is the server that knows what time it is: the command is TIME.")
def test_the_servers_clock(services, limiter):
    """Without now_ms the server's clock counts, not the caller's"""
    one = limiter(1, window_ms=60_000)
    one.hit("ada")
    seconds, microseconds = services.redis.connect().time()
    now = seconds * 1000 + microseconds // 1000

    at_once = one.hit("ada", now_ms=now)
    later = one.hit("ada", now_ms=now + 60_000 + 59_000)

    assert one.hit("eve", now_ms=now)["allowed"] is True
    assert one.hit("eve")["allowed"] is False
    assert (at_once["allowed"], later["allowed"]) == (False, True)
    assert _clock_ahead(services.redis.inside.url) == [True, False]


@probe
def _clock_ahead(url):
    import time

    from solution import RateLimiter

    limiter = RateLimiter(url, limit=1, window_ms=60_000)
    first = limiter.hit("bob")["allowed"]
    real, real_ns = time.time, time.time_ns
    time.time, time.time_ns = lambda: real() + 3600, lambda: real_ns() + 3600 * 10**9
    try:
        return [first, limiter.hit("bob")["allowed"]]
    finally:
        time.time, time.time_ns = real, real_ns


@pytest.mark.points(1)
@pytest.mark.hint("The server forgets scripts when it is told to. Who sends yours again?")
def test_after_a_script_flush(services, limiter):
    """It goes on after SCRIPT FLUSH"""
    two = limiter(2)
    two.hit("ada", now_ms=T)
    services.redis.connect().script_flush()

    assert two.hit("ada", now_ms=T)["remaining"] == 0
    assert two.hit("ada", now_ms=T)["allowed"] is False


@pytest.mark.points(2)
@pytest.mark.hint("Half a second is not 0 seconds. Which headers does a client get that may try again, and one that may not?")
def test_headers(limiter):
    """Headers are texts, in whole seconds, rounded up"""
    two = limiter(2, window_ms=10_000)

    first = headers(two.hit("ada", now_ms=T))
    two.hit("ada", now_ms=T + 1)
    refused = headers(two.hit("ada", now_ms=T + 2999))
    almost = headers(two.hit("ada", now_ms=T + 9999))
    never = headers(two.hit("ada", cost=3, now_ms=T + 9999))
    at_once = headers({"allowed": False, "limit": 2, "remaining": 0, "retry_after_ms": 0, "reset_ms": 0})

    assert first == {"RateLimit-Limit": "2", "RateLimit-Remaining": "1", "RateLimit-Reset": "10"}
    assert refused == {"RateLimit-Limit": "2", "RateLimit-Remaining": "0", "RateLimit-Reset": "8", "Retry-After": "8"}
    assert almost["Retry-After"] == "1"
    assert never == {"RateLimit-Limit": "2", "RateLimit-Remaining": "0", "RateLimit-Reset": "1"}
    assert (at_once["RateLimit-Reset"], at_once["Retry-After"]) == ("0", "1")


@pytest.mark.points(2)
@pytest.mark.hint("What does redis-py raise when the server is gone?")
def test_guard_when_redis_is_down(services, limiter):
    """A guard follows on_error when Redis refuses connections, and counts when it is there"""
    one = limiter(1, window_ms=60_000)
    allow, deny = guard(one), guard(one, on_error="deny")
    assert [allow("ada"), allow("ada"), deny("ada")] == [True, False, False]

    services.redis.stop()

    assert [allow("ada"), deny("ada"), deny("eve")] == [True, False, False]


@pytest.mark.points(1)
@pytest.mark.hint("A server that is gone says so. One that hangs says nothing: who ends the waiting, and with which exception?")
def test_guard_when_redis_is_silent(services, limiter):
    """A guard follows on_error when Redis does not answer"""
    allow = guard(limiter(1, window_ms=60_000))
    assert [allow("ada"), allow("ada")] == [True, False]

    services.redis.hang()

    assert allow("ada") is True
