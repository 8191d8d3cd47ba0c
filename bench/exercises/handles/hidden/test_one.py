from solution import Account


def test_deposits():
    """Deposits add up"""
    account = Account("ada")
    account.deposit(5).deposit(7)
    assert account.owner == "ada"
    assert account.balance == 12
