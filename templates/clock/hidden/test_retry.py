"""Time is the clock's: seconds pass in a moment, and always alike."""

import pytest
from solution import retry


class Server:
    """Fails so many times with this error, then answers. Keeps the moments at which it was called."""

    def __init__(self, clock, failures, error=ConnectionError):
        self.clock = clock
        self.failures = failures
        self.error = error
        self.calls = []

    def __call__(self):
        self.calls.append(self.clock.now)
        if len(self.calls) <= self.failures:
            raise self.error(f"failure {len(self.calls)}")
        return f"answer {len(self.calls)}"


@pytest.mark.points(1)
@pytest.mark.hint("What works at once needs no second attempt, and no waiting.")
def test_at_once(clock):
    """A call that succeeds is made once"""
    server = Server(clock, 0)

    assert retry(server) == "answer 1"
    assert (server.calls, clock.sleeps) == ([0], [])


@pytest.mark.points(2)
@pytest.mark.hint("Wait after a failure, and twice as long after the next one.")
def test_waits(clock):
    """Each wait is twice the one before"""
    server = Server(clock, 4)

    assert retry(server, 5) == "answer 5"
    assert clock.sleeps == [1, 2, 4, 8]
    assert server.calls == [0, 1, 3, 7, 15]


@pytest.mark.points(2)
@pytest.mark.hint("After the last attempt there is nothing left to wait for.")
def test_gives_up(clock):
    """The error of the last attempt is raised, at once"""
    server = Server(clock, 99)

    with pytest.raises(ConnectionError, match="failure 4"):
        retry(server, 4)
    assert server.calls == [0, 1, 3, 7]
    assert clock.now == 7


@pytest.mark.points(2)
@pytest.mark.hint("What does the task say about a call without attempts?")
def test_usual_attempts(clock):
    """Three attempts are made unless said otherwise"""
    assert retry(Server(clock, 2)) == "answer 3"
    server = Server(clock, 3)
    with pytest.raises(ConnectionError):
        retry(server)
    assert len(server.calls) == 3


@pytest.mark.points(1)
@pytest.mark.hint("The first wait is the given one.")
def test_own_wait(clock):
    """The first wait can be another one"""
    assert retry(Server(clock, 2), 3, 0.25) == "answer 3"
    assert clock.sleeps == [0.25, 0.5]


@pytest.mark.points(2)
@pytest.mark.hint("Trying again mends a broken connection. Does it mend a wrong value?")
def test_other_errors(clock):
    """Any other exception is raised at once"""
    server = Server(clock, 1, ValueError)

    with pytest.raises(ValueError, match="failure 1"):
        retry(server)
    assert (server.calls, clock.sleeps) == ([0], [])
    assert retry(server) == "answer 2"
