from decimal import Decimal

import pytest
from solution import BundleRule, CurrencyMismatch, FlatOff, Money, PercentOff, PriceRule
from waymark import probe


def eur(amount):
    return Money(amount, "EUR")


@pytest.mark.points(2)
@pytest.mark.hint("What is left of the price is a share of it as well. When is it rounded, and can it be less than nothing?")
def test_percent_off():
    """PercentOff takes a percentage off, and rounds the new price half up"""
    assert repr(PercentOff(Decimal("12.5")).apply(eur("80"))) == "Money('70.00', 'EUR')"
    assert repr(PercentOff(Decimal(50)).apply(eur("0.05"))) == "Money('0.03', 'EUR')"
    assert repr(PercentOff(Decimal(130)).apply(eur("9.99"))) == "Money('0.00', 'EUR')"


@pytest.mark.points(2)
@pytest.mark.hint("Money can be subtracted and compared already. What is the least a price can be?")
def test_flat_off():
    """FlatOff takes an amount off, and stops at zero"""
    rule = FlatOff(eur("7.50"))

    assert repr(rule.apply(eur(10))) == "Money('2.50', 'EUR')"
    assert repr(rule.apply(eur(5))) == "Money('0.00', 'EUR')"
    with pytest.raises(CurrencyMismatch):
        rule.apply(Money(10, "USD"))


@pytest.mark.points(2)
@pytest.mark.hint("Each rule gets what the one before it returned. What does a bundle of no rules do?")
def test_bundles():
    """BundleRule applies its rules from left to right, nested bundles too"""
    half, two_off = PercentOff(Decimal(50)), FlatOff(eur(2))

    assert repr(BundleRule(half, two_off).apply(eur(10))) == "Money('3.00', 'EUR')"
    assert repr(BundleRule(two_off, half).apply(eur(10))) == "Money('4.00', 'EUR')"
    assert repr(BundleRule(two_off, BundleRule(half, BundleRule()), half).apply(eur(10))) == "Money('2.00', 'EUR')"


@probe
def bundle_a_new_rule():
    """A rule of the tests between two given ones, alone and in a bundle."""
    from decimal import Decimal

    from solution import BundleRule, FlatOff, Money, PercentOff, PriceRule

    class WholeEuros(PriceRule):
        def apply(self, price):
            return Money(int(price.amount), price.currency)

    bundle = BundleRule(PercentOff(Decimal(25)), WholeEuros(), FlatOff(Money("0.01", "EUR")))
    return repr(WholeEuros().apply(Money("9.99", "EUR"))), repr(bundle.apply(Money("9.99", "EUR")))


@pytest.mark.points(3)
@pytest.mark.hint("A bundle should not need to know which kinds of rules there are.")
def test_new_rule():
    """A rule nobody thought of works in a bundle"""
    assert bundle_a_new_rule() == ("Money('9.00', 'EUR')", "Money('6.99', 'EUR')")


@probe
def subclass_without_apply():
    from solution import PriceRule

    class Idle(PriceRule):
        pass

    try:
        Idle()
    except TypeError:
        return "TypeError"
    return "made"


@pytest.mark.points(2)
@pytest.mark.hint("The abc module has what makes a class abstract.")
def test_abstract():
    """PriceRule is abstract, and the others are price rules"""
    with pytest.raises(TypeError):
        PriceRule()
    assert subclass_without_apply() == "TypeError"
    rules = [PercentOff(Decimal(1)), FlatOff(eur(1)), BundleRule()]
    assert [isinstance(rule, PriceRule) for rule in rules] == [True, True, True]
