import threading


class BankAccount:
    def __init__(self, owner):
        self.owner = owner
        self.is_open = False
        self._cents = 0
        self._lock = threading.Lock()

    def open(self):
        if self.is_open:
            raise ValueError("account is open already")
        self.is_open = True
        self._cents = 0

    def close(self):
        self._need_open()
        self.is_open = False

    def balance(self):
        self._need_open()
        return self._cents

    def deposit(self, amount):
        self._need_open()
        if amount <= 0:
            raise ValueError("amount must be positive")
        with self._lock:
            self._cents += amount

    def withdraw(self, amount):
        self._need_open()
        if amount <= 0:
            raise ValueError("amount must be positive")
        with self._lock:
            if amount > self._cents:
                raise ValueError("not enough money")
            self._cents -= amount

    def _need_open(self):
        if not self.is_open:
            raise ValueError("account is closed")
