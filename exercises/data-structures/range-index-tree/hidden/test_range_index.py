import random
from math import log2

import pytest
from solution import RangeIndex
from waymark import probe

# --- what it holds


def filled(keys):
    index = RangeIndex()
    for key in keys:
        assert index.insert(key, f"v{key}") is True
    return index


@pytest.mark.points(2)
@pytest.mark.hint("What happens when the search for the place of a new key ends at that very key?")
def test_insert_and_get():
    """Keys are found, and the value of one that is there is replaced"""
    index = filled([5, 2, 8, 1])

    assert (index.get(8), index.get(1), index.get(3), index.get(3, "none")) == ("v8", "v1", None, "none")
    assert index.insert(8, "new") is False
    assert (index.get(8), len(index)) == ("new", 4)
    assert list(index.range(None, None)) == [(1, "v1"), (2, "v2"), (5, "v5"), (8, "new")]
    assert (len(RangeIndex()), RangeIndex().height(), RangeIndex().get(1)) == (0, 0, None)


@pytest.mark.points(2)
@pytest.mark.hint(
    "A node with two children cannot simply go. Which key may take its place, and what becomes of that one's subtree?"
)
@pytest.mark.parametrize("order", ["ascending", "descending", "inside out"])
def test_delete(order):
    """Any key can be deleted, until nothing is left"""
    keys = [50, 20, 80, 10, 30, 70, 90, 25, 35, 60, 75, 85, 95, 5, 15]
    index, left = filled(keys), sorted(keys)
    going = {"ascending": left[:], "descending": left[::-1], "inside out": sorted(keys, key=lambda key: abs(key - 50))}[order]
    assert index.delete(51) is False

    for key in going:
        assert index.delete(key) is True
        left.remove(key)
        assert [pair[0] for pair in index.range(None, None)] == left
        assert (len(index), index.get(key)) == (len(left), None)
    assert (index.height(), index.delete(50)) == (0, False)


@pytest.mark.points(1)
@pytest.mark.hint("On the way down, remember the best key so far. When do you have to go on?")
def test_floor_and_ceiling():
    """floor and ceiling at, between, below and above the keys"""
    index = filled([10, 20, 30])

    assert [index.floor(key) for key in (5, 10, 15, 99)] == [None, (10, "v10"), (10, "v10"), (30, "v30")]
    assert [index.ceiling(key) for key in (5, 20, 21, 31)] == [(10, "v10"), (20, "v20"), (30, "v30"), None]
    assert (RangeIndex().floor(1), RangeIndex().ceiling(1)) == (None, None)


@pytest.mark.points(2)
@pytest.mark.hint("Is the upper bound itself part of the range?")
def test_range():
    """A range has its lower bound and not its upper, and open ends"""
    index = filled(range(0, 100, 10))

    def keys(low, high):
        return [key for key, _ in index.range(low, high)]

    assert list(index.range(20, 50)) == [(20, "v20"), (30, "v30"), (40, "v40")]
    assert keys(15, 41) == [20, 30, 40]
    assert keys(None, 30) == [0, 10, 20]
    assert keys(75, None) == [80, 90]
    assert (keys(50, 50), keys(60, 40), keys(91, 200)) == ([], [], [])


@pytest.mark.points(2)
@pytest.mark.hint("If each node knows how many keys are below it, what do you know at each step of a search?")
def test_rank_and_select():
    """rank counts smaller keys, present or not, and select is its inverse"""
    index = filled([70, 10, 50, 30, 90, 20])

    assert [index.rank(key) for key in (5, 10, 11, 50, 90, 99)] == [0, 0, 1, 3, 5, 6]
    assert [index.select(place)[0] for place in range(6)] == [10, 20, 30, 50, 70, 90]
    for place in (-1, 6, 100):
        with pytest.raises(IndexError):
            index.select(place)


@pytest.mark.points(1)
@pytest.mark.hint("Use only the comparisons the README names. And when is a key looked at in an empty tree?")
def test_keys():
    """Texts and tuples are keys, None is not"""
    words = filled(["pear", "fig", "apple"])
    assert (words.floor("grape"), words.rank("zoo")) == (("fig", "vfig"), 3)
    pairs = filled([(2, "a"), (1, "z"), (1, "b")])
    assert [key for key, _ in pairs.range((1, "c"), None)] == [(1, "z"), (2, "a")]

    for use in (
        lambda i: i.insert(None, 1),
        *(lambda i, n=n: getattr(i, n)(None) for n in ("delete", "get", "floor", "ceiling", "rank")),
    ):
        with pytest.raises(TypeError):
            use(RangeIndex())


@probe
def play(seed):
    """Random operations on the index and on a sorted list; the first answer that differs, and how many agreed."""
    import random

    from solution import RangeIndex

    dice, index, model, agreed = random.Random(seed), RangeIndex(), {}, 0
    for _ in range(1500):
        key, step = dice.randrange(120), dice.choice(["insert", "insert", "delete", "delete", "rank", "select", "floor", "range"])
        keys = sorted(model)
        smaller = sum(1 for other in keys if other < key)
        if step == "insert":
            expected, came = key not in model, index.insert(key, step)
            model[key] = step
        elif step == "delete":
            expected, came = model.pop(key, None) is not None, index.delete(key)
        elif step == "rank":
            expected, came = smaller, index.rank(key)
        elif step == "select":
            if key >= len(keys):
                continue
            expected, came = keys[key], index.select(key)[0]
        elif step == "floor":
            expected = keys[smaller] if key in model else keys[smaller - 1] if smaller else None
            came = index.floor(key)
            came = came and came[0]
        else:
            expected, came = keys[smaller : smaller + 5], []
            for pair in index.range(key, None):
                came.append(pair[0])
                if len(came) == 5:
                    break
        if came != expected:
            return f"{step}({key}) gave {came!r} instead of {expected!r}, after {agreed} that were right"
        agreed += 1
    return agreed


@pytest.mark.points(3)
@pytest.mark.hint("What has to be put right in a node whenever one below it comes, goes or is turned?")
@pytest.mark.parametrize("seed", [54, 55])
def test_random_operations(seed):
    """Any mixture of operations agrees with a sorted list"""
    came = play(seed)

    assert isinstance(came, int), came
    assert came > 1200


# --- how it grows


@probe
def heights(keys, deleted):
    from solution import RangeIndex

    index = RangeIndex()
    for key in keys:
        index.insert(key, key)
    full = index.height()
    for key in deleted:
        index.delete(key)
    return full, index.height(), bool(getattr(RangeIndex, "RANDOMISED", False))


@pytest.mark.points(2)
@pytest.mark.hint(
    "What does the tree look like when each key is greater than all before it? And when it lies between the last two?"
)
@pytest.mark.parametrize("order", ["ascending", "descending", "outside in", "random"])
def test_height(order):
    """The tree stays flat, whatever the order of the keys"""
    keys = list(range(1000))
    if order == "descending":
        keys.reverse()
    elif order == "outside in":
        keys = [key for pair in zip(keys, keys[:499:-1], strict=False) for key in pair]
    elif order == "random":
        random.Random(1).shuffle(keys)

    full, half, randomised = heights(keys, keys[::2])

    factor = 3 if randomised else 2
    assert log2(1001) <= full <= factor * log2(1001)
    assert log2(501) <= half <= factor * log2(501)


@probe
def built(n):
    """With keys that come in ascending order."""
    from solution import RangeIndex
    from waymark_agent.kits.growth import counted

    index = RangeIndex()
    for key in range(n):
        index.insert(counted(2 * key), key)
    return index, n


@probe
def look_up(index, n):
    """Each question at five places."""
    places = [n // 7, n // 3, n // 2, 2 * n // 3, n - 2]
    answers = [[index.get(2 * p), index.floor(2 * p + 1)[1], index.ceiling(2 * p - 1)[1]] for p in places]
    return [answers, [index.rank(2 * p + 1) for p in places], [index.select(p)[1] for p in places], len(index)]


@probe
def change(index, n):
    """Keys come and go at five places."""
    places = [n // 7, n // 3, n // 2, 2 * n // 3, n - 2]
    return [[index.insert(2 * p + 1, p) for p in places], [index.delete(2 * p) for p in places], len(index)]


def looked_up(n):
    places = [n // 7, n // 3, n // 2, 2 * n // 3, n - 2]
    return [[[p, p, p] for p in places], [p + 1 for p in places], places, n]


SIZES = (16, 64, 256, 512)


@pytest.mark.points(3)
@pytest.mark.hint("On the way down you can leave out half of the keys at each step. Do you ever look at what you have left out?")
def test_look_up_growth(assert_growth):
    """get, floor, ceiling, rank and select take O(log n)"""
    assert_growth(look_up, built, at_most="log n", what="work", sizes=SIZES, expect=looked_up, name="A look-up")


@pytest.mark.points(3)
@pytest.mark.hint("How many nodes can a new or deleted key bring out of balance?")
def test_change_growth(assert_growth):
    """insert and delete take O(log n)"""
    assert_growth(
        change,
        built,
        at_most="log n",
        what="work",
        sizes=SIZES,
        expect=lambda n: [[True] * 5, [True] * 5, n],
        name="A change",
    )


@probe
def three_of(index, n):
    """The first three pairs of a range of a quarter of all keys, from the middle on."""
    pairs = index.range(n, n + n // 2)
    return [next(pairs)[0] for _ in range(3)]


@pytest.mark.points(3)
@pytest.mark.hint("How do you get to the first key of the range without going through all that come before it?")
def test_range_growth(assert_growth):
    """The first pairs of a range take O(log n)"""
    assert_growth(
        three_of,
        built,
        at_most="log n",
        what="work",
        sizes=SIZES,
        expect=lambda n: [n, n + 2, n + 4],
        name="The start of a range",
    )


@probe
def mixed(n):
    """With keys in mixed order."""
    import random

    from solution import RangeIndex

    index, keys = RangeIndex(), list(range(n))
    random.Random(n).shuffle(keys)
    for key in keys:
        index.insert(key, key)
    return index


@probe
def whole(index):
    return index.range(None, None)


@pytest.mark.points(2)
@pytest.mark.hint("A generator needs to remember only the way back up.")
def test_range_memory(assert_growth):
    """Going through a range holds no list of it"""
    assert_growth(
        whole,
        mixed,
        at_most="log n",
        what="memory",
        consume=True,
        sizes=(256, 512, 1024, 2048),
        name="The memory to go through a range",
    )


@probe
def names_used():
    import ast

    with open("solution.py") as file:
        tree = ast.parse(file.read())
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    names |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    names |= {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom) for alias in node.names}
    return sorted(names | {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module})


@pytest.mark.points(1)
@pytest.mark.hint("The README names what may not be used. A tree is in order when it is gone through from left to right.")
def test_own_tree():
    """The tree keeps the order, and nothing of the library does"""
    names = names_used()

    assert "RangeIndex" in names or len(names) > 20
    assert not {"bisect", "insort", "sorted", "sort"}.intersection(names)
