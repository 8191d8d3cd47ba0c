import pytest
from waymark import probe


@probe
def play(scripts, options, trouble=None):
    """Threads use a pool, each by its script, and everything that happens is written down.

    A step of a script is seconds to sleep, or a word: `acquire` and `work` (a with block of a second; both may be a pair with
    a timeout), `release`, `again` (release once more), `use` and `break` (a with block that ends by an exception, with a broken
    connection or not), `close`, `stats`.
    `trouble` says of connections by number how long `connect` takes or that it fails, which ones are dead for `ping`, and so on.
    """
    import threading
    import time

    from solution import ConnectionPool, PoolClosed, PoolTimeout

    trouble = trouble or {}
    events, began, numbers = [], time.monotonic(), iter(range(1, 1000))
    open_now, most = set(), [0]

    def note(who, what, *more):
        events.append((time.monotonic() - began, who, what, *more))

    class Connection:
        def __init__(self):
            self.number = next(numbers)
            if self.number in trouble.get("slow", {}):
                time.sleep(trouble["slow"][self.number])
            if self.number in trouble.get("refused", ()):
                raise ConnectionError(self.number)
            open_now.add(self.number)
            most[0] = max(most[0], len(open_now))

        def close(self):
            time.sleep(trouble.get("closing", 0))
            open_now.discard(self.number)
            note("pool", "closes", self.number)
            if trouble.get("cannot close"):
                raise OSError("gone already")

    def ping(conn):
        time.sleep(trouble.get("pinging", 0))
        if conn.number in trouble.get("dead", ()):
            return False
        if conn.number in trouble.get("mad", ()):
            raise ValueError("what?")
        return True

    pool = ConnectionPool(Connection, ping=ping, **options)

    def run(who, script):
        held, last = [], None
        for step in script:
            if isinstance(step, (int, float)):
                time.sleep(step)
                continue
            word, timeout = step if isinstance(step, tuple) else (step, None)
            try:
                if word == "acquire":
                    conn = pool.acquire(timeout) if timeout is not None else pool.acquire()
                    held.append(conn)
                    note(who, "has", conn.number)
                elif word == "release":
                    last = held.pop()
                    pool.release(last)
                elif word == "again":
                    pool.release(last)
                elif word == "foreign":
                    pool.release(object())
                elif word == "work":
                    with pool.connection(timeout) if timeout is not None else pool.connection() as conn:
                        note(who, "has", conn.number)
                        time.sleep(1)
                elif word in ("use", "break"):
                    with pool.connection() as conn:
                        note(who, "has", conn.number)
                        if word == "break":
                            conn.broken = True
                        raise LookupError("in the block")
                elif word == "stats":
                    note(who, "sees", tuple(pool.stats()[key] for key in ("in_use", "idle", "waiting", "created")))
                elif word == "close":
                    pool.close()
                    note(who, "has closed")
            except (PoolTimeout, PoolClosed, ValueError, ConnectionError, LookupError) as error:
                note(who, type(error).__name__)

    threads = [threading.Thread(target=run, args=pair) for pair in scripts.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return {"events": events, "most": most[0], "stats": pool.stats()}


def stats(in_use, idle, waiting, created):
    return {"in_use": in_use, "idle": idle, "waiting": waiting, "created": created}


# --- handing out


@pytest.mark.points(2)
@pytest.mark.hint("Idle connections are a stack: which end do you take from?")
def test_reuse(clock):
    """An idle connection is used again, the one given back last first"""
    script = ["acquire", "acquire", "stats", "release", "release", "acquire", "stats", "acquire", "release", "acquire"]

    story = play({"a": script}, {"max_size": 5})

    assert [event[2:] for event in story["events"]] == [
        ("has", 1),
        ("has", 2),
        ("sees", (2, 0, 0, 2)),
        ("has", 1),
        ("sees", (1, 1, 0, 2)),
        ("has", 2),
        ("has", 2),
    ]


@pytest.mark.points(3)
@pytest.mark.hint("Who comes while others wait has to stand at the end of the line, also when a connection was just given back.")
def test_fair(clock):
    """Threads are served in the order in which they came"""
    scripts = {"a": ["acquire", 5, "release", "acquire", 1, "release"]}
    scripts |= {name: [second, "acquire", 2, "release"] for second, name in enumerate("bcd", 1)}

    story = play(scripts | {"e": [3.5, "stats"]}, {"max_size": 1})

    assert story["events"] == [
        (0, "a", "has", 1),
        (3.5, "e", "sees", (1, 0, 3, 1)),
        (5, "b", "has", 1),
        (7, "c", "has", 1),
        (9, "d", "has", 1),
        (11, "a", "has", 1),
    ]
    assert story["stats"] == stats(0, 1, 0, 1)


@pytest.mark.points(2)
@pytest.mark.hint("Who counts a place, and when? Waiting means to be woken, not to look again and again.")
def test_max_size(clock):
    """Sixteen threads never have more than max_size connections"""
    story = play({number: ["acquire", 1, "release", 0.5, "acquire", 1, "release"] for number in range(16)}, {"max_size": 3})

    assert story["most"] == 3
    assert story["stats"] == stats(0, 3, 0, 3)
    assert sum(event[2] == "has" for event in story["events"]) == 32
    assert story["events"][-1][0] == 10
    assert clock.sleeps.count(1) == 32
    assert set(clock.sleeps) == {1, 0.5}


@pytest.mark.points(3)
@pytest.mark.hint("A thread that gives up has to take itself out of the line. What if it is served in the same moment?")
def test_timeout(clock):
    """Who has waited too long gives up, and what becomes free goes to the next"""
    scripts = {
        "a": ["acquire", 6, "release"],
        "b": [1, ("acquire", 2), "stats"],
        "c": [2, ("acquire", 10), 1, "release"],
        "d": [8, ("acquire", 0.5), "release"],
    }

    story = play(scripts, {"max_size": 1})

    assert story["events"] == [
        (0, "a", "has", 1),
        (3, "b", "PoolTimeout"),
        (3, "b", "sees", (1, 0, 1, 1)),
        (6, "c", "has", 1),
        (8, "d", "has", 1),
    ]
    assert story["stats"] == stats(0, 1, 0, 1)


# --- opening, looking, closing


@pytest.mark.points(3)
@pytest.mark.hint("What may take long must not happen while you hold the lock.")
def test_slow_connect(clock):
    """While a connection is opened others use the pool"""
    scripts = {"a": ["acquire", 1, "release"], "b": [0.5, "acquire", "stats"], "c": [2, ("acquire", 1), "stats"]}

    story = play(scripts, {"max_size": 2}, {"slow": {2: 10}})

    assert story["events"] == [
        (0, "a", "has", 1),
        (2, "c", "has", 1),
        (2, "c", "sees", (1, 0, 0, 1)),
        (10.5, "b", "has", 2),
        (10.5, "b", "sees", (2, 0, 0, 2)),
    ]


@pytest.mark.points(3)
@pytest.mark.hint("Count the place before you open the connection. Who takes it back when that fails, and who may want it?")
def test_failing_connect(clock):
    """A failing connect raises, and its place goes to a thread that waits"""
    scripts = {"a": ["acquire", 1, "acquire"], "b": [1, "acquire", "stats", 3, "release"]}

    story = play(scripts, {"max_size": 1}, {"refused": [1], "slow": {1: 3}})
    single = play({"a": ["acquire", "acquire", ("acquire", 1), "stats"]}, {"max_size": 1}, {"refused": [1]})

    assert sorted(story["events"]) == [
        (3, "a", "ConnectionError"),
        (3, "b", "has", 2),
        (3, "b", "sees", (1, 0, 0, 1)),
        (6, "a", "has", 2),
    ]
    assert [event[2:] for event in single["events"]] == [
        ("ConnectionError",),
        ("has", 2),
        ("PoolTimeout",),
        ("sees", (1, 0, 0, 1)),
    ]


@pytest.mark.points(2)
@pytest.mark.hint("After a bad connection the search begins again from the first of the three ways.")
def test_old_and_dead(clock):
    """Connections that are too old or dead are replaced without a word"""
    old = play({"a": ["acquire", "release", 9, "acquire", "release", 1, "acquire", "stats"]}, {"max_size": 1, "max_age": 10})
    script = [*["acquire"] * 3, *["release"] * 3, "acquire", "stats"]
    dead = play({"a": script}, {"max_size": 3}, {"dead": [1], "mad": [2]})
    handed_on = play({"a": ["acquire", 2, "release"], "b": [1, "acquire"]}, {"max_size": 1}, {"dead": [1]})

    assert [event[2:] for event in old["events"]] == [("has", 1), ("has", 1), ("closes", 1), ("has", 2), ("sees", (1, 0, 0, 2))]
    assert [event[2:] for event in dead["events"][3:]] == [("closes", 1), ("closes", 2), ("has", 3), ("sees", (1, 0, 0, 3))]
    assert handed_on["events"] == [(0, "a", "has", 1), (2, "b", "has", 1)]


@pytest.mark.points(2)
@pytest.mark.hint(
    "While a connection is looked at, nobody else may get it, and nobody should have to wait. Is it idle, or in use?"
)
def test_slow_ping_and_close(clock):
    """While a connection is looked at or closed others use the pool"""
    scripts = {"a": ["acquire", "release", "acquire", "release"], "b": [1, "acquire", "stats"], "c": [4, "stats"]}

    story = play(scripts, {"max_size": 2}, {"dead": [1], "pinging": 3, "closing": 5})

    assert story["events"] == [
        (0, "a", "has", 1),
        (1, "b", "has", 2),
        (1, "b", "sees", (2, 0, 0, 2)),
        (4, "c", "sees", (1, 0, 0, 2)),
        (8, "pool", "closes", 1),
        (8, "a", "has", 3),
    ]


# --- giving back


@pytest.mark.points(2)
@pytest.mark.hint("The pool has to know which connections are in use.")
def test_wrong_release(clock):
    """Giving back twice, or something foreign, raises ValueError and changes nothing"""
    story = play({"a": ["acquire", "release", "again", "foreign", "acquire", "acquire", "stats"]}, {"max_size": 5})

    assert [event[2:] for event in story["events"]] == [
        ("has", 1),
        ("ValueError",),
        ("ValueError",),
        ("has", 1),
        ("has", 2),
        ("sees", (2, 0, 0, 2)),
    ]


@pytest.mark.hint("Count the idle connections before you add another. What if its close() goes wrong?")
def test_max_idle(clock):
    """More than max_idle idle connections are closed, and errors in that are ignored"""
    script = ["acquire", "acquire", "acquire", "release", "release", "release", "stats", "acquire", "acquire", "stats"]

    story = play({"a": script}, {"max_size": 3, "max_idle": 1}, {"cannot close": True})

    assert [event[2:] for event in story["events"][3:]] == [
        ("closes", 2),
        ("closes", 1),
        ("sees", (0, 1, 0, 3)),
        ("has", 3),
        ("has", 4),
        ("sees", (2, 0, 0, 4)),
    ]


@pytest.mark.points(2)
@pytest.mark.hint(
    "contextlib has a decorator for this. Which two ways out of the block does it have, and which of them looks at `broken`?"
)
def test_context_manager(clock):
    """A block gives its connection back, and discards one that broke in it"""
    story = play({"a": ["use", "use", "break", "stats", "use", "stats"], "b": [1, "acquire", 1, "release"]}, {"max_size": 1})

    assert [event[1:] for event in story["events"]] == [
        ("a", "has", 1),
        ("a", "LookupError"),
        ("a", "has", 1),
        ("a", "LookupError"),
        ("a", "has", 1),
        ("pool", "closes", 1),
        ("a", "LookupError"),
        ("a", "sees", (0, 0, 0, 1)),
        ("a", "has", 2),
        ("a", "LookupError"),
        ("a", "sees", (0, 1, 0, 2)),
        ("b", "has", 2),
    ]


@pytest.mark.points(1)
@pytest.mark.hint("A block asks for its connection as acquire does, and gives it back when it ends well, too.")
def test_blocks(clock):
    """A block that ends well gives its connection back, and waits for one as long as it is told to"""
    story = play({"a": ["acquire", 3, "release", "work"], "b": ["work"], "c": [("work", 1), "stats"]}, {"max_size": 1})

    assert story["events"] == [
        (0, "a", "has", 1),
        (1, "c", "PoolTimeout"),
        (1, "c", "sees", (1, 0, 1, 1)),
        (3, "b", "has", 1),
        (4, "a", "has", 1),
    ]
    assert story["stats"] == stats(0, 1, 0, 1)


@probe
def with_defaults():
    """How often each of two connections was opened and closed by a pool of which only the size is said."""
    import time

    from solution import ConnectionPool

    log = []

    class Connection:
        def __init__(self):
            log.append("opened")

        def close(self):
            log.append("closed")

    pool = ConnectionPool(Connection, max_size=2)
    first, second = pool.acquire(), pool.acquire()
    pool.release(first)
    pool.release(second)
    time.sleep(1_000_000)
    return pool.acquire() is second, pool.acquire() is first, log


@pytest.mark.points(1)
@pytest.mark.hint("The example in the README makes a pool with max_size only. What does that say of the other rules?")
def test_defaults(clock):
    """Without max_idle, max_age and ping a pool keeps every connection"""
    assert with_defaults() == (True, True, ["opened", "opened"])


# --- the end


@pytest.mark.points(3)
@pytest.mark.hint(
    "Three kinds of threads have to learn of it: those that wait, those that come later, and those that give something back."
)
def test_close(clock):
    """close wakes those who wait, and connections in use are closed when they come back"""
    scripts = {
        "a": ["acquire", 5, "release", "stats"],
        "b": ["acquire", "release", 1, "acquire", 1, "close", "acquire", 1, "stats"],
        "c": [1.5, "acquire"],
        "d": [1.5, ("acquire", 60)],
    }

    story = play(scripts, {"max_size": 2})

    assert story["events"][:3] == [(0, "a", "has", 1), (0, "b", "has", 2), (1, "b", "has", 2)]
    assert sorted(story["events"][3:7]) == [
        (2, "b", "PoolClosed"),
        (2, "b", "has closed"),
        (2, "c", "PoolClosed"),
        (2, "d", "PoolClosed"),
    ]
    assert story["events"][7:] == [(3, "b", "sees", (2, 0, 0, 2)), (5, "pool", "closes", 1), (5, "a", "sees", (1, 0, 0, 2))]


@pytest.mark.hint("What is left to do for a second close?")
def test_close_idle(clock):
    """close closes the idle connections"""
    story = play({"a": ["acquire", "acquire", "release", "release", "close", "close", "acquire", "stats"]}, {"max_size": 3})

    assert sorted(event[3] for event in story["events"] if event[2] == "closes") == [1, 2]
    assert [event[2:] for event in story["events"][-2:]] == [("PoolClosed",), ("sees", (0, 0, 0, 2))]
