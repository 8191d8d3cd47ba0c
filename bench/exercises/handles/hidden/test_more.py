import pytest
from solution import Account, Ledger, Overdrawn


@pytest.fixture
def ledger():
    ledger = Ledger()
    ledger.open("ada", 10)
    ledger.open("bob", 5)
    return ledger


def test_withdrawal():
    """What is taken is gone"""
    account = Account("ada", 10)
    account.deposit(2)
    account.withdraw(4)
    assert account.balance == 8


def test_overdrawn():
    """Nobody takes more than there is"""
    account = Account("ada", 3).deposit(1)
    with pytest.raises(Overdrawn) as caught:
        account.withdraw(10)
    assert caught.value.missing == 6
    assert account.balance == 4


def test_equal():
    """Accounts with the same owner and balance are equal"""
    first, second = Account("ada", 3), Account("ada", 1).deposit(2)
    assert first == second
    assert first != Account("bob", 3)


def test_ordered():
    """Accounts are ordered by balance"""
    poor, rich = Account("ada", 1), Account("bob", 2).deposit(3)
    assert poor < rich
    assert rich >= poor
    assert max([poor, rich]).owner == "bob"


def test_shown():
    """An account shows owner and balance"""
    assert repr(Account("ada", 1).deposit(2)) == "Account('ada', 3)"


def test_move(ledger):
    """Money moves from one account to the other"""
    ledger.move("ada", "bob", 4)
    assert ledger["ada"].balance == 6
    assert ledger["bob"].balance == 9


def test_move_too_much(ledger):
    """A move that fails moves nothing"""
    with pytest.raises(Overdrawn):
        ledger.move("bob", "ada", 50)
    assert [account.balance for account in ledger] == [10, 5]


def test_contents(ledger):
    """A ledger knows who is in it"""
    ledger.move("ada", "bob", 1)
    assert "ada" in ledger
    assert "eve" not in ledger
    assert len(ledger) == 2
    assert ledger["bob"].balance == 6


def test_walk(ledger):
    """A ledger can be walked through"""
    for account in ledger:
        account.deposit(1)
    assert [(account.owner, account.balance) for account in ledger] == [("ada", 11), ("bob", 6)]
