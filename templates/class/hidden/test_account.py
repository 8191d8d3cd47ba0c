import pytest
from solution import Account, InsufficientFunds


@pytest.mark.points(1)
@pytest.mark.hint("What does an account hold that was opened without an amount?")
def test_new():
    """A new account holds what it was opened with"""
    assert Account().balance == 0
    assert Account(30).balance == 30
    assert Account(limit=50, balance=-20).balance == -20


@pytest.mark.points(1)
@pytest.mark.hint("A property without a setter can be read and not assigned.")
def test_read_only():
    """The balance cannot be assigned"""
    account = Account(30)

    with pytest.raises(AttributeError):
        account.balance = 1000
    assert account.balance == 30


@pytest.mark.points(2)
@pytest.mark.hint("Each deposit adds to what is there already.")
def test_deposit():
    """Deposits add up"""
    account = Account(5)
    account.deposit(20)
    account.deposit(1)

    assert account.balance == 26


@pytest.mark.points(2)
@pytest.mark.hint("How much is there to take? What is in the account, and the limit on top of it.")
def test_withdraw():
    """Withdrawals go down to the limit below zero, and no further"""
    account = Account(30, 10)
    account.withdraw(25)
    assert account.balance == 5
    account.withdraw(15)
    assert account.balance == -10
    with pytest.raises(InsufficientFunds):
        account.withdraw(1)
    assert account.balance == -10


@pytest.mark.points(1)
@pytest.mark.hint("What does the task say about an account without a limit of its own?")
def test_usual_limit():
    """A hundred is the usual limit"""
    account = Account()
    account.withdraw(100)
    assert account.balance == -100
    with pytest.raises(InsufficientFunds):
        Account().withdraw(101)


@pytest.mark.points(1)
@pytest.mark.hint("A deposit of less than nothing would be a withdrawal that nobody has checked.")
@pytest.mark.parametrize("method", ["deposit", "withdraw"])
def test_amounts(method):
    """An amount is more than zero, else it is a ValueError"""
    account = Account(30)
    for amount in (0, -1):
        with pytest.raises(ValueError):
            getattr(account, method)(amount)
    assert account.balance == 30
    getattr(account, method)(1)
    assert account.balance == (31 if method == "deposit" else 29)


@pytest.mark.points(1)
@pytest.mark.hint("What belongs to one account is kept on self, and not on the class.")
def test_independent():
    """Two accounts share nothing"""
    one, other = Account(10), Account(500)
    one.deposit(5)

    assert (one.balance, other.balance) == (15, 500)
