import sys
import threading
import unittest

from bank_account import BankAccount


class BankAccountTest(unittest.TestCase):
    def setUp(self):
        self.account = BankAccount("Ada")
        self.interval = sys.getswitchinterval()

    def tearDown(self):
        sys.setswitchinterval(self.interval)

    def assertRefused(self, text, call, *args):
        with self.assertRaises(ValueError) as err:
            call(*args)
        self.assertEqual(type(err.exception), ValueError)
        self.assertEqual(err.exception.args[0], text)
        self.assertEqual(len(err.exception.args), 1)

    def test_starts_closed(self):
        self.assertIs(self.account.is_open, False)

    def test_open_account_is_empty(self):
        self.account.open()
        self.assertEqual(self.account.balance(), 0)

    def test_money_adds_up(self):
        self.account.open()
        for amount in (10, 20, 30):
            self.account.deposit(amount)
        self.account.withdraw(15)
        self.assertEqual(self.account.balance(), 45)

    def test_closed_account_refuses_everything(self):
        for name, args in [("balance", ()), ("deposit", (5,)), ("withdraw", (5,)), ("close", ())]:
            with self.subTest(name, args=args):
                self.assertRefused("account is closed", getattr(self.account, name), *args)

    def test_opening_twice(self):
        self.account.open()
        self.assertRefused("account is open already", self.account.open)

    def test_overdraft(self):
        self.account.open()
        self.account.deposit(10)
        self.assertRefused("not enough money", self.account.withdraw, 11)
        self.assertEqual(self.account.balance(), 10)

    def test_negative_amounts(self):
        self.account.open()
        self.assertRefused("amount must be positive", self.account.deposit, -1)
        self.assertRefused("amount must be positive", self.account.withdraw, 0)

    def test_many_threads(self):
        self.account.open()
        self.account.deposit(500)

        def transact():
            self.account.deposit(7)
            self.account.withdraw(7)

        sys.setswitchinterval(1e-9)
        threads = [threading.Thread(target=transact) for _ in range(40)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(self.account.balance(), 500)

    def test_bound_methods_as_thread_targets(self):
        self.account.open()
        threads = [threading.Thread(target=self.account.deposit, args=(n,)) for n in range(1, 11)]
        [t.start() for t in threads]
        [t.join(timeout=10) for t in threads]
        self.assertEqual(self.account.balance(), 55)


if __name__ == "__main__":
    unittest.main()
