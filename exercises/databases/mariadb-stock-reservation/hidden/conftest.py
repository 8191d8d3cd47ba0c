import threading
import time

import pytest

SCHEMA = [
    "CREATE TABLE stock (sku varchar(40) PRIMARY KEY, available int unsigned NOT NULL) ENGINE=InnoDB",
    """CREATE TABLE reservations (
        order_id varchar(40) NOT NULL, sku varchar(40) NOT NULL, qty int unsigned NOT NULL,
        state enum('held', 'released') NOT NULL, PRIMARY KEY (order_id, sku)) ENGINE=InnoDB""",
]


class Shop:
    """The shop's database, as the suite sees it."""

    def __init__(self, service):
        self.service = service
        self.db = service.connect()
        inside = service.inside
        self.dsn = {name: getattr(inside, name) for name in ("host", "port", "user", "password", "database")}
        self.impatient = {**self.dsn, "init_command": "SET innodb_lock_wait_timeout = 0"}
        """For connections that do not wait for a lock: error 1205 comes at once."""
        for statement in SCHEMA:
            self.ask(statement)

    def ask(self, statement, *arguments):
        with self.db.cursor() as cursor:
            cursor.execute(statement, arguments)
            return cursor.fetchall()

    def fill(self, **available):
        for sku, count in available.items():
            self.ask("INSERT INTO stock VALUES (%s, %s)", sku, count)

    def stock(self):
        return dict(self.ask("SELECT sku, available FROM stock"))

    def reservations(self):
        return sorted(self.ask("SELECT order_id, sku, qty, state FROM reservations"))

    def holding(self, *skus):
        """A transaction of somebody else that has locked these rows."""
        holder = self.service.connect(autocommit=False, init_command="SET innodb_lock_wait_timeout = 0")
        cursor = holder.cursor()
        for sku in skus:
            cursor.execute("SELECT * FROM stock WHERE sku = %s FOR UPDATE", [sku])
        return holder

    def free(self, *skus):
        """Those of the rows that nobody has locked."""
        return [sku for sku in skus if self.ask("SELECT sku FROM stock WHERE sku = %s FOR UPDATE SKIP LOCKED", sku)]

    def once_waiting(self, count, action):
        """Does `action` when so many transactions wait for a lock, or in the end. What it gives ends the waiting."""
        is_over = threading.Event()

        def watch():
            db = self.service.connect()
            deadline = time.monotonic() + 8
            # The server renews that table only when nobody has read it for a tenth of a second: it may tell of the test before.
            while time.monotonic() < deadline and not is_over.wait(0.12):
                with db.cursor() as cursor:
                    cursor.execute("SELECT count(*) FROM information_schema.innodb_trx WHERE trx_state = 'LOCK WAIT'")
                    if cursor.fetchone()[0] >= count:
                        break
            action()

        thread = threading.Thread(target=watch, daemon=True)
        thread.start()

        def finish():
            is_over.set()
            thread.join()

        return finish


@pytest.fixture
def shop(services):
    return Shop(services.mariadb)
