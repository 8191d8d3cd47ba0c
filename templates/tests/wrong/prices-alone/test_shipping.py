"""Tests of shipping.py. Run them with `python -m pytest`."""

import pytest
from shipping import postage


@pytest.mark.parametrize(("grams", "price"), [(1, 4), (1000, 4), (1001, 7), (5000, 7)])
def test_price(grams, price):
    assert postage(grams) == price
