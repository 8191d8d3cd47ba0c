"""Accounts, and a ledger that moves money between them."""

from functools import total_ordering


class Overdrawn(ValueError):
    def __init__(self, owner, missing):
        super().__init__(f"{owner} lacks {missing}")
        self.missing = missing


@total_ordering
class Account:
    def __init__(self, owner, balance=0):
        self.owner = owner
        self.balance = balance

    def deposit(self, amount):
        self.balance += amount
        return self

    def withdraw(self, amount):
        if amount > self.balance:
            raise Overdrawn(self.owner, amount - self.balance)
        self.balance -= amount
        return self

    def __eq__(self, other):
        return isinstance(other, Account) and (self.owner, self.balance) == (other.owner, other.balance)

    def __lt__(self, other):
        return self.balance < other.balance

    def __hash__(self):
        return hash(self.owner)

    def __repr__(self):
        return f"Account({self.owner!r}, {self.balance})"


class Ledger:
    def __init__(self):
        self.accounts = {}

    def open(self, owner, balance=0):
        self.accounts[owner] = account = Account(owner, balance)
        return account

    def move(self, source, target, amount):
        self[source].withdraw(amount)
        self[target].deposit(amount)

    def __getitem__(self, owner):
        return self.accounts[owner]

    def __contains__(self, owner):
        return owner in self.accounts

    def __iter__(self):
        return iter(self.accounts.values())

    def __len__(self):
        return len(self.accounts)
