from decimal import Decimal

import pytest
from solution import CurrencyMismatch, Money
from waymark import probe


def eur(amount):
    return Money(amount, "EUR")


def text(money):
    """Amount and currency, where two decimal places can be seen."""
    return f"{money.amount} {money.currency}"


# --- making money


@pytest.mark.hint("Decimal.quantize takes a rounding mode, and the default one is not half up.")
@pytest.mark.parametrize(
    ("given", "kept"),
    [(7, "7.00"), ("19.9", "19.90"), (Decimal("2.345"), "2.35"), ("-0.125", "-0.13")],
    ids=["int", "str", "decimal", "negative"],
)
def test_amount(given, kept):
    """The amount is kept as a Decimal of two places, rounded half up"""
    amount = eur(given).amount

    assert isinstance(amount, Decimal)
    assert str(amount) == kept


@pytest.mark.points(2)
@pytest.mark.hint("Some letters are upper case and not between A and Z, and some upper-case texts hold more than letters.")
def test_currency():
    """A currency is three upper-case letters, anything else is a ValueError"""
    assert [Money(1, code).currency for code in ("EUR", "CHF")] == ["EUR", "CHF"]
    for code in ("eur", "EU", "EURO", "E1R", "", "E R"):
        with pytest.raises(ValueError):
            Money(1, code)


@pytest.mark.points(2)
@pytest.mark.hint("In Python True is an int. Is it an amount?")
def test_amount_types():
    """A float or a bool is not an amount"""
    for amount in (1.5, 2.0, True, False):
        with pytest.raises(TypeError):
            eur(amount)
    assert text(eur("1.5")) == "1.50 EUR"


@pytest.mark.hint("How would you have to type the amount, so that its two places can be seen?")
def test_repr():
    """repr shows how to make the same object"""
    assert [repr(eur("5")), repr(Money(Decimal("-1.2"), "JPY"))] == ["Money('5.00', 'EUR')", "Money('-1.20', 'JPY')"]


# --- a value


@pytest.mark.points(2)
@pytest.mark.hint("Which two attributes make the value? Compare both.")
def test_equality():
    """Equal amount and currency make equal objects"""
    assert eur("5") == eur(5)
    assert eur("5.00") == eur(Decimal(5))
    assert eur("5") != eur("5.01")
    assert eur("5") != Money("5", "USD")
    assert not eur("5") == Money("5", "USD")


@probe
def compare_with_others():
    """== and != with values that are not money."""
    from solution import Money

    money = Money("5", "EUR")
    others = [None, "5", 5, ("5.00", "EUR"), object()]
    twin = Money(5, "EUR")
    return [money == other for other in [twin, *others]], [money != other for other in [twin, *others]]


@pytest.mark.points(2)
@pytest.mark.hint("There is a value to return from an operator that does not know the other object.")
def test_equality_with_others():
    """Comparing with something else is False, not an error"""
    assert compare_with_others() == ([True, False, False, False, False, False], [False, True, True, True, True, True])


@probe
def use_as_keys():
    """Members of a set of eight moneys, and a price looked up in a dict."""
    from decimal import Decimal

    from solution import Money

    coins = {Money(amount, code) for amount in ("5", "5.00", 5, Decimal("5.001")) for code in ("EUR", "USD")}
    names = {Money("5", "EUR"): "note", Money("2", "EUR"): "coin"}
    return sorted(repr(coin) for coin in coins), names[Money(2, "EUR")]


@pytest.mark.points(2)
@pytest.mark.hint("A class with its own __eq__ loses something it had from object.")
def test_hash():
    """Equal objects are one member of a set, and one key of a dict"""
    assert use_as_keys() == (["Money('5.00', 'EUR')", "Money('5.00', 'USD')"], "coin")


@probe
def assign_attributes():
    """Which assignments to a money were refused, and what it is afterwards."""
    from decimal import Decimal

    from solution import Money

    money = Money("5", "EUR")
    refused = []
    for name, value in [("amount", Decimal(9)), ("currency", "USD"), ("note", "lunch")]:
        try:
            setattr(money, name, value)
        except AttributeError:
            refused.append(name)
        except TypeError:
            # What a frozen dataclass with slots says to a new name, by a slip of CPython 3.13.
            if name == "note":
                refused.append(name)
    return refused, repr(money)


@pytest.mark.points(2)
@pytest.mark.hint("A property without a setter guards one name. What guards all the names an object could get?")
def test_immutable():
    """No attribute can be assigned after construction"""
    assert assign_attributes() == (["amount", "currency", "note"], "Money('5.00', 'EUR')")


# --- arithmetic


@pytest.mark.points(2)
@pytest.mark.hint("functools can write three of the four comparisons for you.")
def test_order():
    """Amounts of one currency are ordered"""
    low, high = eur("4.99"), eur(5)

    assert (low < high, low <= high, low > high, low >= high) == (True, True, False, False)
    assert (high < low, high <= eur("5.00"), high > low, high >= eur("5.00")) == (False, True, True, True)
    assert [text(one) for one in sorted([high, eur(-1), low])] == ["-1.00 EUR", "4.99 EUR", "5.00 EUR"]


@pytest.mark.points(2)
@pytest.mark.hint("A sum is a new object. Who makes sure that it is rounded and has a currency?")
def test_add_and_subtract():
    """Amounts of one currency are added and subtracted"""
    assert text(eur("0.10") + eur("0.20")) == "0.30 EUR"
    assert text(eur("1") - eur("2.50")) == "-1.50 EUR"


@pytest.mark.points(3)
@pytest.mark.hint("All of these operators begin with the same question. Where would you ask it once?")
def test_currency_mismatch():
    """Two currencies do not mix: CurrencyMismatch, a ValueError"""
    euros, dollars = eur(5), Money(3, "USD")

    for mix in (
        lambda: euros + dollars,
        lambda: euros - dollars,
        lambda: euros < dollars,
        lambda: euros <= dollars,
        lambda: euros > dollars,
        lambda: euros >= dollars,
    ):
        with pytest.raises(CurrencyMismatch) as caught:
            mix()
        assert isinstance(caught.value, ValueError)
    assert text(dollars + dollars) == "6.00 USD"


@pytest.mark.points(2)
@pytest.mark.hint("sum() begins with 0 + the first item. Whose method answers that?")
def test_sum():
    """sum() of a list works"""
    assert text(sum([eur("1.10"), eur("2.20"), eur("3.33")])) == "6.63 EUR"


@pytest.mark.points(2)
@pytest.mark.hint("Python asks the left operand first. Which method does it try on the right one after that?")
def test_multiply():
    """An int or a Decimal multiplies from either side, rounded to the cent"""
    assert text(3 * eur("1.25")) == "3.75 EUR"
    assert text(eur("1.25") * -2) == "-2.50 EUR"
    assert text(eur("10.01") * Decimal("0.5")) == "5.01 EUR"
    assert text(Decimal("0.333") * eur(100)) == "33.30 EUR"


@pytest.mark.points(2)
@pytest.mark.hint("What does Python make of NotImplemented when it comes from both sides? And is a float a factor?")
def test_unsupported_types():
    """Operators with other types raise TypeError"""
    money = eur(5)

    for combine in (
        lambda: money + 5,
        lambda: 5 + money,
        lambda: money - Decimal(1),
        lambda: "5" + money,
        lambda: money * 1.5,
        lambda: money * money,
        lambda: money * "2",
        lambda: money < 5,
        lambda: money >= "5",
        lambda: money > None,
    ):
        with pytest.raises(TypeError):
            combine()
    assert text(money * 2) == "10.00 EUR"


@probe
def meet_a_cooperative_type():
    """A type of the tests that knows how to be combined with money."""
    from solution import Money

    class Tip:
        def __radd__(self, other):
            return f"{other!r} and a tip"

        def __rsub__(self, other):
            return f"{other!r} without the tip"

        def __rmul__(self, other):
            return f"{other!r} times the tip"

        def __gt__(self, other):
            return f"{other!r} under the tip"

    money = Money(5, "EUR")
    return [money + Tip(), money - Tip(), money * Tip(), money < Tip()]


@pytest.mark.points(2)
@pytest.mark.hint("Raising TypeError yourself takes away the other object's chance. What does Python want to be given instead?")
def test_other_type_gets_its_turn():
    """An operator leaves the answer to a type that knows better"""
    assert meet_a_cooperative_type() == [
        "Money('5.00', 'EUR') and a tip",
        "Money('5.00', 'EUR') without the tip",
        "Money('5.00', 'EUR') times the tip",
        "Money('5.00', 'EUR') under the tip",
    ]


# --- allocate


@pytest.mark.hint("Count in whole cents: share them with //, then see how many are left and who is next in line.")
@pytest.mark.parametrize(
    ("amount", "weights", "parts"),
    [
        ("0.05", [1, 1, 1], ["0.02", "0.02", "0.01"]),
        ("100.00", [3, 0, 7], ["30.00", "0.00", "70.00"]),
        ("0.05", [0, 3, 0, 4], ["0.00", "0.03", "0.00", "0.02"]),
        ("-0.05", [1, 1, 1], ["-0.02", "-0.02", "-0.01"]),
        ("1000.01", [1, 1, 1, 1, 1, 1], ["166.67", "166.67", "166.67", "166.67", "166.67", "166.66"]),
    ],
    ids=["equal", "exact", "zero-weights", "negative", "many"],
)
def test_allocate(amount, weights, parts):
    """Parts follow the weights and add up to the cent"""
    shares = list(eur(amount).allocate(weights))

    assert [str(share.amount) for share in shares] == parts
    assert {share.currency for share in shares} == {"EUR"}
    assert sum(share.amount for share in shares) == Decimal(amount)


@pytest.mark.points(2)
@pytest.mark.hint("What would you divide by?")
def test_allocate_bad_weights():
    """Weights that are empty, negative or all zero raise ValueError"""
    for weights in ([], [0, 0], [2, -1], [-1]):
        with pytest.raises(ValueError):
            eur(1).allocate(weights)
    assert [text(share) for share in eur(1).allocate([0, 1])] == ["0.00 EUR", "1.00 EUR"]
