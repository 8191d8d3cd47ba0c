import asyncio

import pytest
from solution import demo_fetch, fetch_all, run
from waymark import probe


@probe
def play(call, fetches, cancel_at=None):
    """Run one call of the submission on a loop whose clock jumps to the next timer, so that seconds cost nothing.

    `call` is the function's name and its arguments after the async callables. `fetches` says of each name after how many
    seconds it ends, with which value (or which built-in exception) and, optionally, how long it cleans up when cancelled.
    `with_fallback` gets the fetches named primary and fallback.
    """
    import asyncio
    import builtins
    import gc

    import solution

    class VirtualClock(asyncio.SelectorEventLoop):
        def __init__(self):
            super().__init__()
            self.now = 0.0
            select = self._selector.select

            def jump(timeout):
                if timeout is None:
                    raise RuntimeError("everything waits and nothing can happen any more")
                self.now += timeout
                return select(0)

            self._selector.select = jump

        def time(self):
            return self.now

    loop = VirtualClock()
    events, logged = [], []
    loop.set_exception_handler(lambda _, context: logged.append(context["message"]))

    async def fetch(name):
        seconds, outcome, *cleanup = fetches[name]
        events.append((loop.time(), "starts", name))
        try:
            await asyncio.sleep(seconds)
            kind = getattr(builtins, outcome, None) if isinstance(outcome, str) else None
            if kind is not None:
                raise kind(name)
            events.append((loop.time(), "ends", name))
            return outcome
        except asyncio.CancelledError:
            events.append((loop.time(), "is cancelled", name))
            if cleanup:
                await asyncio.sleep(cleanup[0])
                events.append((loop.time(), "is clean", name))
            raise

    async def primary():
        return await fetch("primary")

    async def fallback():
        return await fetch("fallback")

    async def main():
        function, *arguments = call
        callables = [primary, fallback] if function == "with_fallback" else [fetch]
        task = asyncio.create_task(getattr(solution, function)(*callables, *arguments))
        if cancel_at is not None:
            loop.call_later(cancel_at, task.cancel)
        try:
            outcome = await task
        except (Exception, asyncio.CancelledError) as error:
            outcome = (type(error).__name__, getattr(error, "errors", str(error)))
        elapsed, pending = loop.time(), len(asyncio.all_tasks()) - 1
        del task
        await asyncio.sleep(60)
        return {"outcome": outcome, "elapsed": elapsed, "pending": pending, "events": list(events)}

    try:
        story = loop.run_until_complete(main())
        gc.collect()
        return {**story, "logged": logged}
    finally:
        loop.close()


# --- fetch_all


@pytest.mark.points(3)
@pytest.mark.hint("A coroutine that is only awaited runs on its own. What makes it run beside others?")
def test_all_at_once():
    """Five fetches take as long as the longest"""
    story = play(("fetch_all", ["a", "b", "c", "d", "e"], 10), {name: ((ord(name) - 96) / 4, ord(name)) for name in "abcde"})

    assert [result["value"] for result in story["outcome"]] == [97, 98, 99, 100, 101]
    assert [event for event in story["events"] if event[1] == "starts"] == [(0.0, "starts", name) for name in "abcde"]
    assert story["elapsed"] == 1.25


@pytest.mark.points(3)
@pytest.mark.hint("Keep the tasks in the order in which you made them. When do you ask them for results?")
def test_order():
    """Results come in the order of the names, whichever ends first"""
    story = play(("fetch_all", ["slow", "quick", "middling"], 10), {"slow": (3, 30), "quick": (0.5, 5), "middling": (2, 20)})

    assert story["outcome"] == [
        {"name": "slow", "ok": True, "value": 30},
        {"name": "quick", "ok": True, "value": 5},
        {"name": "middling", "ok": True, "value": 20},
    ]


@pytest.mark.points(3)
@pytest.mark.hint("What happens to one fetch should become a result inside its own task, before anything else can see it.")
def test_mixed():
    """Timeout, failure and success stand side by side"""
    fetches = {"late": (9, 1), "broken": (0.5, "ValueError"), "good": (2, 22), "lost": (1, "LookupError"), "late too": (2.75, 2)}

    story = play(("fetch_all", list(fetches), 2.5), fetches)

    assert story["outcome"] == [
        {"name": "late", "ok": False, "error": "timeout"},
        {"name": "broken", "ok": False, "error": "ValueError"},
        {"name": "good", "ok": True, "value": 22},
        {"name": "lost", "ok": False, "error": "LookupError"},
        {"name": "late too", "ok": False, "error": "timeout"},
    ]
    assert (story["elapsed"], story["pending"]) == (2.5, 0)
    assert (2.5, "is cancelled", "late") in story["events"]


@pytest.mark.points(2)
@pytest.mark.hint("A dict has each key once. What do you keep your tasks in?")
def test_repeated_names():
    """A repeated name is fetched each time, and no names give no results"""
    story = play(("fetch_all", ["a", "b", "a"], 5), {"a": (1, 11), "b": (0.5, 22)})

    assert [result["value"] for result in story["outcome"]] == [11, 22, 11]
    assert [name for _, what, name in story["events"] if what == "ends"] == ["b", "a", "a"]
    assert play(("fetch_all", [], 5), {})["outcome"] == []


@pytest.mark.points(2)
@pytest.mark.hint("Which function do you call: the one that was passed in?")
def test_any_fetch():
    """fetch_all works with any async function, and with the given one"""
    asked = []

    async def fetch(name):
        asked.append(name)
        if name == "pear":
            raise KeyError(name)
        return len(name)

    assert asyncio.run(fetch_all(fetch, ["apple", "pear", "fig"], 30)) == [
        {"name": "apple", "ok": True, "value": 5},
        {"name": "pear", "ok": False, "error": "KeyError"},
        {"name": "fig", "ok": True, "value": 3},
    ]
    assert sorted(asked) == ["apple", "fig", "pear"]
    assert asyncio.run(fetch_all(demo_fetch, ["tea"], 30)) == [{"name": "tea", "ok": True, "value": "TEA"}]


# --- fetch_first


@pytest.mark.points(3)
@pytest.mark.hint("A failure is not a result yet: which tasks are still worth waiting for? And who stops those that are not?")
def test_first():
    """The first success wins, and the others are cancelled"""
    fetches = {"slow": (5, 50), "broken": (0.5, "ValueError"), "winner": (1.5, 15), "second": (2, 20)}

    story = play(("fetch_first", list(fetches), 10), fetches)

    assert story["outcome"] == {"name": "winner", "value": 15}
    assert (story["elapsed"], story["pending"]) == (1.5, 0)
    assert sorted(name for time, what, name in story["events"] if (time, what) == (1.5, "is cancelled")) == ["second", "slow"]


@pytest.mark.points(3)
@pytest.mark.hint("cancel() is a request. How do you know that a task has really ended?")
def test_first_waits_for_losers():
    """The losers have ended before the result is there"""
    story = play(("fetch_first", ["loser", "winner"], 10), {"loser": (5, 50, 0.75), "winner": (1, 10)})

    assert story["outcome"] == {"name": "winner", "value": 10}
    assert (story["elapsed"], story["pending"]) == (1.75, 0)
    assert story["events"][-1] == (1.75, "is clean", "loser")


@pytest.mark.points(2)
@pytest.mark.hint("When is it certain that there will be no success? And who knows each exception by then?")
def test_all_failed():
    """When every fetch fails, AllFailed tells how"""
    story = play(("fetch_first", ["a", "b"], 10), {"a": (2, "ValueError"), "b": (1, "LookupError")})

    assert story["outcome"] == ("AllFailed", {"a": "ValueError", "b": "LookupError"})
    assert (story["elapsed"], story["pending"]) == (2.0, 0)


@pytest.mark.points(3)
@pytest.mark.hint("The time is for all fetches together. What has to happen to those that run before the TimeoutError goes on?")
def test_none_in_time():
    """Without a success in time there is a TimeoutError, and nothing goes on running"""
    story = play(("fetch_first", ["late", "broken", "later"], 3), {"late": (4, 1), "broken": (1, "ValueError"), "later": (9, 2)})

    assert story["outcome"][0] == "TimeoutError"
    assert (story["elapsed"], story["pending"]) == (3.0, 0)
    assert sorted(story["events"][-2:]) == [(3.0, "is cancelled", "late"), (3.0, "is cancelled", "later")]


@pytest.mark.hint("What would you wait for?")
def test_no_names():
    """Of no names there is no first: a ValueError"""
    assert play(("fetch_first", [], 10), {})["outcome"][0] == "ValueError"
    assert play(("fetch_first", ["a"], 10), {"a": (1, 7)})["outcome"] == {"name": "a", "value": 7}


# --- with_fallback


@pytest.mark.points(2)
@pytest.mark.hint("While you wait for the delay to pass, the primary must be able to get on with its work.")
def test_primary_in_time():
    """A primary that is in time needs no fallback"""
    story = play(("with_fallback", 0.25), {"primary": (0.125, 11), "fallback": (0.125, 22)})

    assert story["outcome"] == 11
    assert story["elapsed"] == 0.125
    assert story["events"] == [(0.0, "starts", "primary"), (0.125, "ends", "primary")]


@pytest.mark.points(3)
@pytest.mark.hint("asyncio.wait can stop waiting after a while without cancelling anything.")
def test_fallback_wins():
    """After the delay the fallback is started, and the slower of the two is cancelled"""
    story = play(("with_fallback", 0.25), {"primary": (2, 11), "fallback": (0.5, 22)})

    assert story["outcome"] == 22
    assert (story["elapsed"], story["pending"]) == (0.75, 0)
    assert story["events"] == [
        (0.0, "starts", "primary"),
        (0.25, "starts", "fallback"),
        (0.75, "ends", "fallback"),
        (0.75, "is cancelled", "primary"),
    ]


@pytest.mark.points(3)
@pytest.mark.hint("There are two reasons to start the fallback, and you have to wait for both of them at once.")
def test_primary_fails_early():
    """When the primary fails early, the fallback starts at once"""
    story = play(("with_fallback", 0.5), {"primary": (0.125, "ValueError"), "fallback": (0.5, 22)})

    assert story["outcome"] == 22
    assert (0.125, "starts", "fallback") in story["events"]
    assert story["elapsed"] == 0.625


@pytest.mark.points(2)
@pytest.mark.hint("When the fallback starts, the primary goes on. Which of the two do you wait for?")
def test_late_primary_wins():
    """A late primary can still win, whether the fallback is slower or fails"""
    slower = play(("with_fallback", 0.25), {"primary": (0.5, 11), "fallback": (2, 22)})
    failing = play(("with_fallback", 0.25), {"primary": (1, 33), "fallback": (0.25, "ValueError")})

    assert (slower["outcome"], slower["elapsed"], slower["pending"]) == (11, 0.5, 0)
    assert slower["events"][-1] == (0.5, "is cancelled", "fallback")
    assert (failing["outcome"], failing["elapsed"], failing["pending"]) == (33, 1.0, 0)


@pytest.mark.hint("Which of the two exceptions tells more about what the caller asked for?")
@pytest.mark.parametrize("seconds", [0.125, 0.5, 2], ids=["early", "late", "last"])
def test_both_fail(seconds):
    """When both fail, the primary's exception is raised"""
    story = play(("with_fallback", 0.25), {"primary": (seconds, "ValueError"), "fallback": (1, "LookupError")})

    assert story["outcome"] == ("ValueError", "primary")
    assert story["events"][1][1:] == ("starts", "fallback")
    assert story["pending"] == 0


# --- leaving nothing behind


@pytest.mark.points(2)
@pytest.mark.hint("CancelledError is how the caller says stop. What has to be done before it goes on, and must it go on?")
@pytest.mark.parametrize(
    "call",
    [("fetch_all", ["primary", "fallback"], 60), ("fetch_first", ["primary", "fallback"], 60), ("with_fallback", 0.25)],
    ids=["all", "first", "fallback"],
)
def test_caller_cancelled(call):
    """When the caller is cancelled, everything ends before the cancellation goes on"""
    story = play(call, {"primary": (20, 11, 0.5), "fallback": (30, 22)}, cancel_at=2)

    assert story["outcome"][0] == "CancelledError"
    assert (story["elapsed"], story["pending"]) == (2.5, 0)
    assert sorted(story["events"][2:]) == [
        (2.0, "is cancelled", "fallback"),
        (2.0, "is cancelled", "primary"),
        (2.5, "is clean", "primary"),
    ]


@pytest.mark.points(2)
@pytest.mark.hint("asyncio complains about a task whose exception nobody has looked at, once the task is forgotten.")
def test_nothing_logged():
    """No exception is left that was never retrieved"""
    stories = [
        play(("fetch_first", ["a", "b", "c"], 10), {"a": (1, 1), "b": (1, "ValueError"), "c": (2, "LookupError")}),
        play(("fetch_first", ["a", "b"], 10), {"a": (1, "ValueError"), "b": (1, "LookupError")}),
        play(("with_fallback", 0.25), {"primary": (0.125, "ValueError"), "fallback": (0.5, "LookupError")}),
        play(("with_fallback", 0.25), {"primary": (1.25, 11), "fallback": (1, "LookupError")}),
    ]

    assert [story["outcome"] for story in stories] == [
        {"name": "a", "value": 1},
        ("AllFailed", {"a": "ValueError", "b": "LookupError"}),
        ("ValueError", "primary"),
        11,
    ]
    assert [story["logged"] for story in stories] == [[], [], [], []]


# --- run


@pytest.mark.points(2)
@pytest.mark.hint("asyncio.run makes a loop for one coroutine.")
def test_run():
    """run fetches with demo_fetch for callers that are not async"""
    assert run(["tea", "bad egg", "fig"], 30) == [
        {"name": "tea", "ok": True, "value": "TEA"},
        {"name": "bad egg", "ok": False, "error": "LookupError"},
        {"name": "fig", "ok": True, "value": "FIG"},
    ]


@probe
async def run_inside_a_loop():
    """What run does while a loop is running, and fetch_all afterwards."""
    from solution import demo_fetch, fetch_all, run

    try:
        outcome = run(["tea"], 30)
    except RuntimeError as error:
        outcome = type(error).__name__
    return outcome, await fetch_all(demo_fetch, ["fig"], 30)


@pytest.mark.points(2)
@pytest.mark.hint("One thread has one running loop, and run() would need another.")
def test_run_inside_a_loop():
    """Inside a running loop run raises RuntimeError"""
    assert run_inside_a_loop() == ("RuntimeError", [{"name": "fig", "ok": True, "value": "FIG"}])
