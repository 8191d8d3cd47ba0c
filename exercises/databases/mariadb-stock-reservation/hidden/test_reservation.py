import time

import pytest
from solution import ConflictError, release, reserve
from waymark import probe

RESERVED = {"status": "reserved"}


@pytest.mark.points(2)
@pytest.mark.hint("Which rows of which table change, and when is what you have written there for others?")
def test_reserve_and_release(shop):
    """A reservation takes from the stock, and a release puts it back"""
    shop.fill(ink=5, paper=20, pens=1)

    assert reserve(shop.dsn, "A-1", [("paper", 15), ("ink", 5)]) == RESERVED
    assert shop.stock() == {"ink": 0, "paper": 5, "pens": 1}
    assert shop.reservations() == [("A-1", "ink", 5, "held"), ("A-1", "paper", 15, "held")]

    assert release(shop.dsn, "A-1") is True
    assert shop.stock() == {"ink": 5, "paper": 20, "pens": 1}
    assert shop.reservations() == [("A-1", "ink", 5, "released"), ("A-1", "paper", 15, "released")]


@pytest.mark.points(2)
@pytest.mark.hint("An order is taken as a whole. When do you know that nothing of it is missing?")
def test_all_or_nothing(shop):
    """An order that one sku is short for changes nothing"""
    shop.fill(ink=5, paper=20, pens=1)

    rejected = reserve(shop.dsn, "A-1", [("ink", 2), ("paper", 3), ("pens", 4)])

    assert rejected == {"status": "rejected", "short": {"pens": 3}}
    assert shop.stock() == {"ink": 5, "paper": 20, "pens": 1}
    assert shop.reservations() == []
    assert reserve(shop.dsn, "A-1", [("ink", 2)]) == RESERVED


@pytest.mark.points(2)
@pytest.mark.hint(
    "When is an order known well enough to compare it with the stock? What does a SELECT give for a sku that is not there?"
)
def test_unknown_and_repeated(shop):
    """Repeated skus are added up, and an unknown one is short by all of it"""
    shop.fill(ink=5, paper=20)

    rejected = reserve(shop.dsn, "A-1", [("ink", 3), ("glue", 2), ("ink", 4), ("glue", 1)])
    reserved = reserve(shop.dsn, "A-2", [("ink", 1), ("paper", 2), ("ink", 3)])

    assert rejected == {"status": "rejected", "short": {"ink": 2, "glue": 3}}
    assert reserved == RESERVED
    assert shop.reservations() == [("A-2", "ink", 4, "held"), ("A-2", "paper", 2, "held")]


@pytest.mark.points(1)
@pytest.mark.hint("Which mistakes can be seen without asking the database?")
def test_bad_items(shop):
    """An order without items, or with less than one piece, is refused before anything else"""
    shop.fill(ink=5)
    nowhere = {**shop.dsn, "port": 1}

    for items in ([], [("ink", 0)], [("ink", 2), ("ink", -1)]):
        with pytest.raises(ValueError):
            reserve(nowhere, "A-1", items)
    assert reserve(shop.dsn, "A-1", [("ink", 1)]) == RESERVED


@pytest.mark.points(2)
@pytest.mark.hint("The order is there already. What do you compare, and what does its state say?")
def test_again(shop):
    """The same order again takes nothing more; another one of that id is a conflict"""
    shop.fill(ink=5, paper=20)
    reserve(shop.dsn, "A-1", [("ink", 2), ("paper", 3)])

    assert reserve(shop.dsn, "A-1", [("paper", 1), ("ink", 2), ("paper", 2)]) == RESERVED
    for items in ([("ink", 2)], [("ink", 2), ("paper", 4)], [("ink", 2), ("paper", 3), ("pens", 1)]):
        with pytest.raises(ConflictError):
            reserve(shop.dsn, "A-1", items)
    assert shop.stock() == {"ink": 3, "paper": 17}
    assert shop.reservations() == [("A-1", "ink", 2, "held"), ("A-1", "paper", 3, "held")]


@pytest.mark.points(2)
@pytest.mark.hint("What tells an order that was put back already from one that is held?")
def test_released_once(shop):
    """An order is put back once, and its id is used up"""
    shop.fill(ink=5)
    reserve(shop.dsn, "A-1", [("ink", 2)])

    assert [release(shop.dsn, "A-1"), release(shop.dsn, "A-1"), release(shop.dsn, "B-7")] == [True, False, False]
    with pytest.raises(ConflictError):
        reserve(shop.dsn, "A-1", [("ink", 2)])
    assert shop.stock() == {"ink": 5}


@probe
def at_once(dsn, orders):
    """Outcomes of calls that run side by side."""
    import threading

    import solution

    outcomes = [None] * len(orders)

    def run(place, order_id, items):
        try:
            outcomes[place] = solution.reserve(dsn, order_id, items)["status"]
        except Exception as error:
            outcomes[place] = f"{type(error).__name__}: {error}"

    threads = [
        threading.Thread(target=run, args=(place, order_id, [tuple(item) for item in items]))
        for place, (order_id, items) in enumerate(orders)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(map(str, outcomes))


@pytest.mark.points(3)
@pytest.mark.hint("Between reading how much there is and writing it down, others read too. Which SELECT keeps them waiting?")
def test_clients_at_once(shop):
    """Eight clients at once for five pieces: five get one"""
    shop.fill(ink=5)
    holder = shop.holding("ink")
    shop.once_waiting(8, holder.rollback)

    outcomes = at_once(shop.dsn, [[f"A-{n}", [["ink", 1]]] for n in range(8)])

    assert outcomes == ["rejected"] * 3 + ["reserved"] * 5
    assert shop.stock() == {"ink": 0}
    assert len(shop.reservations()) == 5


@pytest.mark.points(3)
@pytest.mark.hint("Two calls may both find that the order is not there yet. What makes the second one look again?")
def test_same_order_at_once(shop):
    """The same order twice at once is reserved once, and both are told so"""
    shop.fill(ink=5, paper=5)
    holder = shop.holding("ink")
    shop.once_waiting(2, holder.rollback)

    outcomes = at_once(shop.dsn, [["A-1", [["ink", 2], ["paper", 1]]]] * 2)

    assert outcomes == ["reserved", "reserved"]
    assert shop.stock() == {"ink": 3, "paper": 4}
    assert shop.reservations() == [("A-1", "ink", 2, "held"), ("A-1", "paper", 1, "held")]


@pytest.mark.points(2)
@pytest.mark.hint("Two orders with the same skus the other way round wait for each other. What would make them queue instead?")
def test_lock_order(shop):
    """Rows are locked in the order of skus, whatever the order of the items"""
    shop.fill(glue=5, ink=5, paper=5)
    glue, ink = shop.holding("glue"), shop.holding("ink")
    seen = []

    def let_go():
        seen.append(shop.free("paper"))
        # Who waits for glue has it from this moment on, and goes on to ink; who does not wait for it leaves it free.
        glue.rollback()
        seen.append(shop.free("glue", "paper"))
        ink.rollback()

    finish = shop.once_waiting(1, let_go)
    outcome = reserve(shop.dsn, "A-1", [("ink", 1), ("paper", 1), ("glue", 1)])
    finish()

    assert outcome == RESERVED
    assert seen == [["paper"], ["paper"]], "the rows that are free while it waits for glue, and then for ink"


@pytest.mark.points(1)
@pytest.mark.hint("A connection may end a transaction after each statement. Who says that here one begins?")
def test_one_transaction(shop):
    """It is one transaction, also where dsn says autocommit"""
    shop.fill(glue=5, ink=5)
    holder = shop.holding("ink")
    seen = []

    def let_go():
        seen.append(shop.free("glue"))
        holder.rollback()

    finish = shop.once_waiting(1, let_go)
    outcome = reserve({**shop.dsn, "autocommit": True}, "A-1", [("glue", 1), ("ink", 1)])
    finish()

    assert (outcome, seen) == (RESERVED, [[]])
    assert shop.stock() == {"glue": 4, "ink": 4}


@pytest.mark.points(3)
@pytest.mark.hint("While you wait for the next attempt, somebody else may want your locks, and change what you have read.")
def test_starts_over(shop):
    """After a lock wait timeout it lets go of everything, and begins anew"""
    shop.fill(glue=5, ink=5)
    holder = shop.holding("ink")
    pauses = []

    def sleep(seconds):
        pauses.append(seconds)
        with holder.cursor() as cursor:
            cursor.execute("UPDATE stock SET available = 1 WHERE sku = 'glue'")
        holder.commit()

    outcome = reserve(shop.impatient, "A-1", [("glue", 2), ("ink", 2)], sleep=sleep)

    assert pauses == [0.05]
    assert outcome == {"status": "rejected", "short": {"glue": 1}}
    assert shop.stock() == {"glue": 1, "ink": 5}


@probe
def error_of(dsn, order_id, items):
    """Number of the driver's error, and the pauses before it."""
    import solution

    pauses = []
    try:
        outcome = solution.reserve(dsn, order_id, [tuple(item) for item in items], sleep=pauses.append)
    except Exception as error:
        outcome = [type(error).__name__, *error.args[:1]]
    return outcome, pauses


@pytest.mark.points(2)
@pytest.mark.hint("How many pauses are there between three attempts?")
def test_gives_up(shop):
    """After three attempts the driver's error goes out, and nothing is changed"""
    shop.fill(glue=5, ink=5)
    holder = shop.holding("ink")

    outcome, pauses = error_of(shop.impatient, "A-1", [["glue", 2], ["ink", 2]])
    holder.rollback()

    assert (outcome, pauses) == (["OperationalError", 1205], [0.05, 0.1])
    assert shop.stock() == {"glue": 5, "ink": 5}
    assert reserve(shop.impatient, "A-1", [("glue", 2)]) == RESERVED


@pytest.mark.points(1)
@pytest.mark.hint("Some errors are the same at each attempt. Which are the only ones that waiting can help with?")
def test_other_errors(shop):
    """Any other error of the driver goes out at once"""
    shop.fill(ink=5)
    shop.ask("ALTER TABLE stock RENAME COLUMN available TO pieces")

    assert error_of(shop.dsn, "A-1", [["ink", 2]]) == (["OperationalError", 1054], [])

    shop.ask("ALTER TABLE stock RENAME COLUMN pieces TO available")
    assert error_of(shop.dsn, "A-1", [["ink", 2]]) == (RESERVED, [])


@pytest.mark.points(2)
@pytest.mark.hint("Two numbers of errors mean that it is worth another try.")
def test_deadlock(shop):
    """A deadlock is tried again too"""
    shop.fill(glue=5, ink=5, **{f"other-{n}": 1 for n in range(20)})
    holder = shop.holding("ink")
    with holder.cursor() as cursor:
        # The server ends the transaction that has done less.
        cursor.execute("UPDATE stock SET available = 2 WHERE sku LIKE 'other-%'")
        cursor.execute("SET innodb_lock_wait_timeout = 5")

    def collide():
        with holder.cursor() as cursor:
            cursor.execute("SELECT 1 FROM stock WHERE sku = 'glue' FOR UPDATE")

    finish = shop.once_waiting(1, collide)
    pauses = []

    def sleep(seconds):
        pauses.append(seconds)
        finish()
        holder.rollback()

    outcome = reserve(shop.dsn, "A-1", [("glue", 2), ("ink", 2)], sleep=sleep)

    assert (outcome, pauses) == (RESERVED, [0.05])
    assert {sku: count for sku, count in shop.stock().items() if "other" not in sku} == {"glue": 3, "ink": 3}


@pytest.mark.points(2)
@pytest.mark.hint("Every way out of the function, also by an exception, has to end the transaction and close the connection.")
def test_nothing_left_open(shop):
    """No connection and no transaction is left, whatever came out"""
    shop.fill(ink=5)
    kept = []
    reserve(shop.dsn, "A-1", [("ink", 1)])
    reserve(shop.dsn, "A-2", [("ink", 9)])
    for call, arguments in ((reserve, ("A-1", [("ink", 2)])), (release, ("A-1",)), (reserve, ("A-1", [("ink", 1)]))):
        try:
            call(shop.dsn, *arguments)
        except ConflictError as error:
            kept.append(error)

    assert len(kept) == 2
    for _ in range(100):
        left = shop.ask("SELECT id FROM information_schema.processlist WHERE user = 'app' AND id <> connection_id()")
        if not left:
            break
        time.sleep(0.02)
    assert left == ()
    assert shop.stock() == {"ink": 5}
