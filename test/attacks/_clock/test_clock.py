"""Hidden suite of a retry that backs off. SECRET-7f3a"""

from solution import retry


def test_backs_off(clock):
    calls = []

    def unlucky():
        calls.append(clock.now)
        if len(calls) < 4:
            raise ConnectionError
        return "done"

    assert retry(unlucky, 5) == "done"
    assert clock.sleeps == [1, 2, 4]
    assert calls == [0, 1, 3, 7]


def test_gives_up(clock):
    calls = []

    def unlucky():
        calls.append(clock.now)
        raise ConnectionError

    assert retry(unlucky, 3) is None
    assert calls == [0, 1, 3]
