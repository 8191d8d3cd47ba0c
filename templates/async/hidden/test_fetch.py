"""Time is the clock's: seconds pass in a moment, and always alike."""

import asyncio

import pytest
from solution import fetch_all


def site(**seconds):
    """A fetch that needs so many seconds for each page; asked for any other page it raises LookupError."""

    async def fetch(name):
        await asyncio.sleep(seconds[name])
        return f"<{name}>"

    return fetch


def fetched(*arguments, **options):
    """What fetch_all gives."""

    async def main():
        return list(await fetch_all(*arguments, **options))

    return asyncio.run(main())


@pytest.mark.points(2)
@pytest.mark.hint("The quickest page comes first. Where does it belong in the result?")
def test_order(clock):
    """Pages come back in the order of their names"""
    assert fetched(site(news=3, shop=1, about=2), ["news", "shop", "about"]) == ["<news>", "<shop>", "<about>"]
    assert fetched(site(news=3), []) == []


@pytest.mark.points(3)
@pytest.mark.hint("asyncio.gather takes several awaitables, and awaits them side by side.")
def test_at_the_same_time(clock):
    """Three pages take as long as the slowest one"""
    assert fetched(site(a=3, b=4, c=2), ["a", "b", "c"]) == ["<a>", "<b>", "<c>"]
    assert clock.now == 4


@pytest.mark.points(2)
@pytest.mark.hint("Each page has the timeout to itself: one that is late takes nothing away from the others.")
def test_too_late(clock):
    """A page that takes longer than the timeout is empty, the others are there"""
    assert fetched(site(quick=1.5, slow=2.5), ["quick", "slow"], 2) == ["<quick>", ""]
    assert clock.now == 2


@pytest.mark.points(1)
@pytest.mark.hint("What does the task say about a call without a timeout?")
def test_usual_timeout(clock):
    """Ten seconds are the usual timeout"""
    assert fetched(site(quick=9.5, slow=10.5), ["slow", "quick"]) == ["", "<quick>"]
    assert clock.now == 10


@pytest.mark.points(1)
@pytest.mark.hint("A missing page raises LookupError in one of the tasks. Who has to catch it so that the others go on?")
def test_missing(clock):
    """A page that is not there is empty, the others are there"""
    assert fetched(site(here=1), ["gone", "here"]) == ["", "<here>"]


@pytest.mark.points(1)
@pytest.mark.hint("Catch what the task names, and nothing else: a mistake in the code is no missing page.")
def test_other_errors(clock):
    """Any other exception is raised"""

    async def broken(name):
        raise ValueError(name)

    with pytest.raises(ValueError, match="news"):
        fetched(broken, ["news"])
