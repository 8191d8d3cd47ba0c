import pytest

from shop.pricing import DEFAULT, best_of
from shop.pricing.rules import bulk, flat


@pytest.mark.parametrize("rule, total", [(DEFAULT, 100), (flat(5), 95), (bulk(at=1, percent=10), 90)])
def test_rules(rule, total):
    assert rule(100, 1) == total


def test_best_of_rules():
    assert best_of(flat(5), bulk(at=1, percent=10))(100, 1) == 90
    assert best_of(lambda total, count: total - count, DEFAULT)(100, 7) == 93
