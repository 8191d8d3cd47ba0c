"""Tests of shipping.py. Run them with `python -m pytest`."""


def test_something():
    raise NotImplementedError("write tests for shipping")
