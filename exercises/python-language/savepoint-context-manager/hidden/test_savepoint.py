import pytest
from solution import Store, TransactionClosed, transaction
from waymark import probe


def filled_store(**values):
    """A store holding the values, put there by a transaction."""
    store = Store()
    with transaction(store) as tx:
        for key, value in values.items():
            tx.set(key, value)
    return store


# --- one transaction


@pytest.mark.points(2)
@pytest.mark.hint("Where do set and delete write to, and what is left to do when the block ends well?")
def test_commit():
    """Changes of a block that ends normally are kept"""
    store = filled_store(apples=3, pears=5, plums=1)

    with transaction(store) as tx:
        tx.set("apples", 4)
        tx.delete("plums")
        tx.set(("figs", 2), [7])

    assert store.data == {"apples": 4, "pears": 5, ("figs", 2): [7]}


@pytest.mark.hint("dict has a method that does just this.")
def test_get():
    """get sees earlier and new values, and has a default"""
    store = filled_store(apples=3)

    with transaction(store) as tx:
        tx.set("pears", 8)
        seen = [tx.get("apples"), tx.get("pears"), tx.get("figs"), tx.get("figs", 11), tx.get("apples", 11)]

    assert seen == [3, 8, None, 11, 3]


@pytest.mark.points(3)
@pytest.mark.hint("What __exit__ returns decides whether the exception goes on.")
def test_rollback():
    """An exception undoes the block and goes on"""
    store = filled_store(apples=3, pears=5)

    with pytest.raises(ValueError, match="spoiled") as caught, transaction(store) as tx:
        tx.set("apples", 99)
        tx.set("figs", 1)
        tx.delete("pears")
        raise ValueError("spoiled", 7)

    assert caught.value.args == ("spoiled", 7)
    assert store.data == {"apples": 3, "pears": 5}


@pytest.mark.points(3)
@pytest.mark.hint("A KeyError that leaves the block is an exception like any other; one that is caught inside is not.")
def test_delete_missing_key():
    """Deleting a missing key undoes the block, unless the error is caught inside it"""
    store = filled_store(apples=3)

    with pytest.raises(KeyError), transaction(store) as tx:
        tx.set("pears", 1)
        tx.delete("figs")
    after_error = dict(store.data)
    with transaction(store) as tx:
        tx.set("pears", 2)
        with pytest.raises(KeyError):
            tx.delete("figs")

    assert after_error == {"apples": 3}
    assert store.data == {"apples": 3, "pears": 2}


@probe
def change_nested_values():
    from solution import Store, transaction

    store = Store()
    with transaction(store) as tx:
        tx.set("basket", {"fruit": ["fig", "plum"], "weights": {"fig": 40}})
    try:
        with transaction(store) as tx:
            tx.get("basket")["fruit"].append("nail")
            tx.get("basket")["weights"]["fig"] = 0
            store.data["extra"] = True
            raise ValueError
    except ValueError:
        pass
    return store.data


@pytest.mark.points(3)
@pytest.mark.hint("dict(data) makes a new dict, but which lists are in it?")
def test_nested_values():
    """Values inside values are restored too"""
    assert change_nested_values() == {"basket": {"fruit": ["fig", "plum"], "weights": {"fig": 40}}}


@probe
def watch_through_alias():
    """What another reference to the dict shows after a roll-back, and after a commit that follows it."""
    from solution import Store, transaction

    store = Store()
    alias = store.data
    alias["apples"] = 3
    try:
        with transaction(store) as tx:
            tx.set("apples", 99)
            raise ValueError
    except ValueError:
        pass
    restored = dict(alias)
    with transaction(store) as tx:
        tx.set("pears", 5)
    return restored, dict(alias), store.data is alias


@pytest.mark.points(3)
@pytest.mark.hint("Other code may hold a reference to the dict. Change its content, not the attribute.")
def test_same_dict():
    """After a roll-back store.data is still the same dict"""
    assert watch_through_alias() == ({"apples": 3}, {"apples": 3, "pears": 5}, True)


@probe
def leave_by(name):
    """Leave a block by one of the exceptions that are no Exception; what arrived outside and what is left."""
    import builtins

    from solution import Store, transaction

    store = Store()
    store.data["apples"] = 3
    arrived = None
    try:
        with transaction(store) as tx:
            tx.set("apples", 99)
            raise getattr(builtins, name)
    except BaseException as error:
        arrived = type(error).__name__
    return arrived, store.data


@pytest.mark.hint("Not every exception is an Exception: Ctrl-C is not, and neither is sys.exit.")
@pytest.mark.parametrize("name", ["KeyboardInterrupt", "SystemExit"])
def test_base_exceptions(name):
    """Ctrl-C and an exit undo the block as well"""
    assert leave_by(name) == (name, {"apples": 3})


@pytest.mark.points(3)
@pytest.mark.hint("A Tx has to know whether its own block is still open.")
def test_closed_tx():
    """A Tx is of no use after its block, whichever way it ended"""
    store = filled_store(apples=3)
    with transaction(store) as committed:
        committed.set("pears", 5)
    with pytest.raises(ValueError), transaction(store) as undone:
        raise ValueError

    for tx in (committed, undone):
        with pytest.raises(TransactionClosed):
            tx.get("apples")
        with pytest.raises(TransactionClosed):
            tx.set("apples", 99)
        with pytest.raises(TransactionClosed):
            tx.delete("apples")
    assert store.data == {"apples": 3, "pears": 5}


# --- nested transactions


@pytest.mark.points(2)
@pytest.mark.hint("To which moment does the inner block go back: its own beginning, or that of the outer one?")
def test_inner_rollback():
    """Rolling back an inner block keeps what the outer one did"""
    store = filled_store(apples=3)

    with transaction(store) as outer:
        outer.set("pears", 5)
        with pytest.raises(ValueError), transaction(store) as inner:
            inner.set("pears", 99)
            inner.delete("apples")
            raise ValueError
        outer.set("figs", 7)

    assert store.data == {"apples": 3, "pears": 5, "figs": 7}


@pytest.mark.points(3)
@pytest.mark.hint("An inner commit is final only when every block around it has ended well.")
def test_outer_rollback():
    """Rolling back the outer block undoes inner ones that succeeded"""
    store = filled_store(apples=3)

    with pytest.raises(ValueError), transaction(store) as outer:
        outer.set("pears", 5)
        with transaction(store) as inner:
            inner.set("apples", 99)
            with transaction(store) as innermost:
                innermost.set("figs", 7)
        seen = (outer.get("apples"), outer.get("figs"))
        raise ValueError

    assert seen == (99, 7)
    assert store.data == {"apples": 3}


@probe
def abort_the_innermost():
    """Abort the third of three nested blocks; the steps taken and the store."""
    from solution import Abort, Store, transaction

    store = Store()
    steps = []
    with transaction(store) as outer:
        outer.set("apples", 3)
        with transaction(store) as inner:
            inner.set("pears", 5)
            with transaction(store) as innermost:
                innermost.set("figs", 7)
                innermost.set("apples", 99)
                raise Abort
            steps.append("inner goes on")
            inner.set("plums", 2)
        steps.append("outer goes on")
    return steps, store.data


@pytest.mark.points(3)
@pytest.mark.hint("Which of the blocks is the innermost one an Abort meets on its way out?")
def test_abort():
    """Abort undoes the innermost block only, and goes no further"""
    assert abort_the_innermost() == (["inner goes on", "outer goes on"], {"apples": 3, "pears": 5, "plums": 2})


@probe
def abort_twice():
    """Abort a block of its own, then a later one after an inner block that succeeded."""
    from solution import Abort, Store, transaction

    store = Store()
    contents = []
    with transaction(store) as tx:
        tx.set("apples", 3)
    with transaction(store) as tx:
        tx.set("apples", 99)
        raise Abort("not today")
    contents.append(dict(store.data))
    with transaction(store):
        with transaction(store) as inner:
            inner.set("figs", 7)
        raise Abort
    contents.append(dict(store.data))
    return contents


@pytest.mark.points(2)
@pytest.mark.hint("What does __exit__ have to do with an Abort that it does not do with other exceptions?")
def test_abort_outermost():
    """Abort undoes an outermost block, with all that was inside it"""
    assert abort_twice() == [{"apples": 3}, {"apples": 3}]


@pytest.mark.points(3)
@pytest.mark.hint("The store could remember which transactions are open, in the order they were opened.")
def test_outer_tx_waits():
    """An outer Tx cannot be used while an inner block is open, and can afterwards"""
    store = filled_store(apples=3)

    with transaction(store) as outer:
        with transaction(store) as inner:
            with pytest.raises(RuntimeError):
                outer.get("apples")
            with pytest.raises(RuntimeError):
                outer.set("apples", 99)
            with pytest.raises(RuntimeError):
                outer.delete("apples")
            inner.set("pears", 5)
        outer.set("figs", outer.get("pears") + 2)

    assert store.data == {"apples": 3, "pears": 5, "figs": 7}


@pytest.mark.hint("Where do you keep track of the blocks that are open: in the module, or with the store?")
def test_two_stores():
    """Transactions on different stores do not know each other"""
    left, right = filled_store(apples=3), filled_store(apples=30)

    with transaction(left) as one:
        with pytest.raises(ValueError), transaction(right) as other:
            other.set("apples", 99)
            one.set("pears", 5)
            raise ValueError
        one.set("figs", 7)

    assert (left.data, right.data) == ({"apples": 3, "pears": 5, "figs": 7}, {"apples": 30})


# --- timed


@probe
def time_blocks(error_name):
    """Time two blocks with a clock that shows the given seconds; the second one may raise."""
    import builtins

    from solution import timed

    seconds = iter([100.0, 102.5, 200.0, 207.0])
    sink = []
    arrived = None
    with timed(sink, "load", lambda: next(seconds)) as first:
        pass
    try:
        with timed(sink, "save", lambda: next(seconds)) as second:
            if error_name:
                raise getattr(builtins, error_name)
    except BaseException as error:
        arrived = type(error).__name__
    return sink, (first, second), arrived


@pytest.mark.points(2)
@pytest.mark.hint(
    "What goes before the yield, what does the yield give, and what goes after it? Ask the clock no more often than that."
)
def test_timed():
    """timed notes name and elapsed time, and gives the start time"""
    assert time_blocks(None) == ([("load", 2.5, "ok"), ("save", 7.0, "ok")], (100.0, 200.0), None)


@pytest.mark.points(2)
@pytest.mark.hint("In a generator-based context manager the block's exception is raised at the yield.")
@pytest.mark.parametrize("name", ["ZeroDivisionError", "KeyboardInterrupt"])
def test_timed_exception(name):
    """timed notes the exception of a block and lets it go on"""
    assert time_blocks(name) == ([("load", 2.5, "ok"), ("save", 7.0, name)], (100.0, 200.0), name)
