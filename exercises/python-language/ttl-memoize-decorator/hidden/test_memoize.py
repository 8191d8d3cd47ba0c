import pytest
from waymark import probe


def info(hits, misses, size):
    return {"hits": hits, "misses": misses, "size": size}


@probe
def call_all(steps, options=None, outcomes=None):
    """Call a memoised function step by step: `(args, kwargs)` calls it, a number lets that many seconds pass.

    It returns how often it was called, or what `outcomes` has for its first argument; a text there is raised as a ValueError.
    Gives what came of each call, the arguments the function was called with, and cache_info().
    """
    import time

    from solution import ttl_memoize

    seen, called = [], []

    def function(*args, **kwargs):
        called.append((args, kwargs))
        outcome = (outcomes or {}).get(args[0] if args else None, len(called))
        if isinstance(outcome, str):
            raise ValueError(outcome)
        return outcome

    memoized = ttl_memoize(function) if options is None else ttl_memoize(**options)(function)
    for step in steps:
        if not isinstance(step, tuple):
            time.sleep(step)
            continue
        try:
            seen.append(memoized(*step[0], **step[1]))
        except (TypeError, ValueError) as error:
            seen.append(type(error).__name__)
    return {"seen": seen, "called": called, "info": memoized.cache_info()}


def f(*args, **kwargs):
    return args, kwargs


# --- one thread


@pytest.mark.points(2)
@pytest.mark.hint("With parentheses the decorator is called twice: with the options first, and its result with the function.")
def test_both_spellings(clock):
    """Works with and without parentheses"""
    plain = call_all([f("a"), f("a"), 59, f("a"), 1, f("a")])
    given = call_all([f("a"), f("a"), 4, f("a"), 1, f("a")], {"ttl": 5})
    empty = call_all([f("a"), f("b"), f("a")], {})

    assert (plain["seen"], plain["info"]) == ([1, 1, 1, 2], info(2, 2, 1))
    assert (given["seen"], given["info"]) == ([1, 1, 1, 2], info(2, 2, 1))
    assert empty["seen"] == [1, 2, 1]


@probe
def look():
    from solution import ttl_memoize

    @ttl_memoize
    def plain():
        """Plain text."""

    @ttl_memoize(ttl=1)
    def given():
        """Given text."""

    return [(one.__name__, one.__doc__, one.__module__) for one in (plain, given)]


@pytest.mark.hint("functools.wraps is short for functools.update_wrapper, which takes any object.")
def test_metadata():
    """The wrapper has the function's name, docstring and module"""
    assert look() == [("plain", "Plain text.", "waymark_probe"), ("given", "Given text.", "waymark_probe")]


@pytest.mark.points(2)
@pytest.mark.hint("From which moment do the seconds count: when the call began, or when its result was there?")
def test_expiry(clock):
    """An entry is good until exactly ttl seconds after it was returned"""
    story = call_all([f("a"), 4.75, f("a"), 0.25, f("a"), 5, f("a"), 3, f("b"), 3], {"ttl": 5})

    assert story["seen"] == [1, 1, 2, 3, 4]
    assert story["info"] == info(1, 4, 1)
    assert slow_calls() == [(5.0, 1), (5.0, 1), (14.0, 1), (20.0, 2)]


@probe
def slow_calls():
    """A function that takes five seconds, with a ttl of ten: when each call is back, and with what."""
    import time

    from solution import ttl_memoize

    calls, seen, began = [], [], time.monotonic()

    @ttl_memoize(ttl=10)
    def slow():
        time.sleep(5)
        calls.append(1)
        return len(calls)

    for pause in (0, 0, 9, 1):
        time.sleep(pause)
        value = slow()
        seen.append((time.monotonic() - began, value))
    return seen


@pytest.mark.points(2)
@pytest.mark.hint("1 == 1.0 == True, and they have one hash. What else tells them apart?")
def test_keys(clock):
    """Keyword order does not matter, and types do"""
    story = call_all([f(a=1, b=2), f(b=2, a=1), f(1), f(1.0), f(True), f(1), f(a=True, b=2), f(("a", 1)), f("a", 1), f()])

    assert story["seen"] == [1, 1, 2, 3, 4, 2, 5, 6, 7, 8]


@pytest.mark.points(2)
@pytest.mark.hint("How do you tell an entry whose value is None from one that is not there?")
def test_none_and_exceptions(clock):
    """None is remembered, and an exception is not"""
    story = call_all([f("n"), f("n"), f("x"), f("x"), f("n")], outcomes={"n": None, "x": "no"})

    assert story["seen"] == [None, None, "ValueError", "ValueError", None]
    assert [args[0] for args, _ in story["called"]] == ["n", "x", "x"]
    assert story["info"] == info(2, 3, 1)


@pytest.mark.hint("Make the key, and have it hashed, before anything else.")
def test_unhashable(clock):
    """Arguments that cannot be hashed raise TypeError before the function runs"""
    story = call_all([f([1]), f("a", b={}), f("a"), f("a")])

    assert story["seen"] == ["TypeError", "TypeError", 1, 1]
    assert len(story["called"]) == 1


@pytest.mark.points(3)
@pytest.mark.hint("Which entry goes is decided by when it was last used, and reading is use.")
def test_eviction(clock):
    """The least recently used entry goes first, expired ones before it"""
    recent = call_all([f("a"), f("b"), f("a"), f("c"), f("a"), f("b"), f("c"), f("b")], {"maxsize": 2})
    expired = call_all([f("a"), 3, f("b"), f("a"), 2, f("c"), f("b")], {"maxsize": 2, "ttl": 5})

    assert recent["seen"] == [1, 2, 1, 3, 1, 4, 5, 4]
    assert recent["info"] == info(3, 5, 2)
    assert expired["seen"] == [1, 2, 1, 3, 2]


# --- threads


@probe
def at_once(names, options, seconds=3, fails=False):
    """A thread for each name calls a function that takes some seconds: when each was back with what, and all calls."""
    import threading
    import time

    from solution import ttl_memoize

    seen, called, began = {}, [], time.monotonic()

    @ttl_memoize(**options)
    def function(name):
        called.append((name, time.monotonic() - began))
        time.sleep(seconds)
        if fails and len(called) == 1:
            raise ValueError(name)
        return name.upper()

    def work(number, name):
        try:
            outcome = function(name)
        except ValueError:
            outcome = "ValueError"
        seen[number] = (time.monotonic() - began, outcome)

    threads = [threading.Thread(target=work, args=pair) for pair in enumerate(names)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    after = function(names[0])
    return {"seen": seen, "called": called, "after": after, "info": function.cache_info()}


@pytest.mark.points(3)
@pytest.mark.hint("The first to miss an entry leaves word that it is on its way. What do the others wait for?")
def test_single_flight(clock):
    """Ten threads that miss the same entry cause one call"""
    story = at_once(["a"] * 10, {})

    assert story["seen"] == dict.fromkeys(range(10), (3.0, "A"))
    assert story["called"] == [("a", 0.0)]
    assert story["info"] == info(10, 1, 1)


@pytest.mark.points(2)
@pytest.mark.hint("Those who wait must be told how the call ended, also when it did not end well.")
def test_shared_exception(clock):
    """An exception reaches all who wait for it, and the next call tries again"""
    story = at_once(["a"] * 4, {}, fails=True)

    assert story["seen"] == dict.fromkeys(range(4), (3.0, "ValueError"))
    assert story["called"] == [("a", 0.0), ("a", 3.0)]
    assert story["after"] == "A"


@pytest.mark.points(3)
@pytest.mark.hint("A lock guards the entries, for a moment. Who may need it while the function runs?")
def test_side_by_side(clock):
    """Calls with different arguments run side by side"""
    story = at_once(["a", "b", "c", "b"], {}, seconds=4)

    assert story["seen"] == {0: (4.0, "A"), 1: (4.0, "B"), 2: (4.0, "C"), 3: (4.0, "B")}
    assert story["called"] == [("a", 0.0), ("b", 0.0), ("c", 0.0)]


@probe
def fibonacci(n):
    from solution import ttl_memoize

    @ttl_memoize
    def fib(n):
        return n if n < 2 else fib(n - 1) + fib(n - 2)

    return fib(n), fib.cache_info()


@pytest.mark.points(2)
@pytest.mark.hint("The function calls the wrapper again before it has returned. What does the wrapper hold at that moment?")
def test_recursion(clock):
    """A memoised function may call itself"""
    assert fibonacci(30) == (832040, info(28, 31, 31))


# --- methods and the cache's own methods


@probe
def shops():
    """Two instances without a hash, and their memoised method."""
    from solution import ttl_memoize

    class Shop:
        def __init__(self, factor):
            self.factor = factor

        def __eq__(self, other):
            return True

        @ttl_memoize(maxsize=1)
        def price(self, n, *, tax=0):
            """What it costs."""
            return self.factor * n + tax

    one, two = Shop(10), Shop(100)
    values = [one.price(1), two.price(1), one.price(1), one.price(1, tax=5), one.price(2), two.price(1), one.price(2)]
    before = one.price.cache_info(), two.price.cache_info()
    one.price.cache_clear()
    return {"values": values, "infos": [*before, one.price.cache_info(), two.price.cache_info()], "doc": one.price.__doc__}


@pytest.mark.points(3)
@pytest.mark.hint("__get__ is told which instance a method is taken from. What can tell instances apart that have no hash?")
def test_methods(clock):
    """Each instance has a cache of its own, also without a hash"""
    story = shops()

    assert story["values"] == [10, 100, 10, 15, 20, 100, 20]
    assert story["infos"] == [info(2, 3, 1), info(1, 1, 1), info(0, 0, 0), info(1, 1, 1)]
    assert story["doc"] == "What it costs."


@probe
def forgotten(count):
    """How many of so many instances are left after their memoised method was used, and they were given up."""
    import gc
    import weakref

    from solution import ttl_memoize

    class Thing:
        @ttl_memoize
        def me(self, n):
            return n

    things = [Thing() for _ in range(count)]
    references = [weakref.ref(thing) for thing in things]
    values = [thing.me(number) for number, thing in enumerate(things)]
    before = sum(reference() is not None for reference in references)
    del things
    thing = Thing()
    gc.collect()
    return sum(values), before, sum(reference() is not None for reference in references), thing.me(count), thing.me.cache_info()


@pytest.mark.points(2)
@pytest.mark.hint("What the cache refers to lives on. Is there a way to know an instance without that?")
def test_instances_are_freed(clock):
    """The cache does not keep an instance alive"""
    total, before, after, value, left = forgotten(5)

    assert (total, value, left) == (10, 5, info(0, 1, 1))
    assert before == 5
    assert after == 0


@probe
def cleared():
    from solution import ttl_memoize

    calls = []

    @ttl_memoize
    def double(n):
        calls.append(n)
        return 2 * n

    values = [double(1), double(1), double(2)]
    before = double.cache_info()
    double.cache_clear()
    middle = double.cache_info()
    return [*values, double(1)], calls, [before, middle, double.cache_info()]


@pytest.mark.hint("cache_info tells three numbers. What are they after a clear?")
def test_clear(clock):
    """cache_clear forgets entries and counts"""
    assert cleared() == ([2, 2, 4, 2], [1, 2, 1], [info(1, 2, 2), info(0, 0, 0), info(0, 1, 1)])
