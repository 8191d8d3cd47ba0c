"""Tests of pricing.py, written from CONTRACT.md. Run them with ``python -m pytest``."""

import pricing


def test_something():
    raise NotImplementedError("write tests for pricing")
