import pytest
from solution import LRUCache
from waymark import probe


@pytest.mark.points(2)
@pytest.mark.hint("If every use moves an entry to one end of the list, which one waits at the other end?")
def test_oldest_goes():
    """The least recently used entry makes room"""
    evicted = []
    cache = LRUCache(2, on_evict=lambda key, value: evicted.append((key, value)))
    cache.put("x", 1)
    cache.put("y", 2)
    assert cache.get("x") == 1
    cache.put("z", 3)

    assert evicted == [("y", 2)]
    assert cache.keys() == ["z", "x"]
    assert (cache.get("y"), cache.get("y", "none"), len(cache)) == (None, "none", 2)


@pytest.mark.points(2)
@pytest.mark.hint("Who asks whether something is there does not use it yet.")
def test_in_is_no_use():
    """get counts as use, `in` does not"""
    cache = LRUCache(2)
    cache.put(1, "one")
    cache.put(2, "two")

    assert 1 in cache
    assert 9 not in cache
    cache.put(3, "three")

    assert cache.keys() == [3, 2]
    assert 1 not in cache
    assert cache.get(2) == "two"
    assert cache.keys() == [2, 3]


@pytest.mark.points(2)
@pytest.mark.hint("Does a put always make the cache larger?")
def test_update():
    """Of a key that is there the value is replaced, and nothing is evicted"""
    evicted = []
    cache = LRUCache(2, lambda *entry: evicted.append(entry))
    cache.put("a", 1)
    cache.put("b", 2)
    cache.put("a", 10)

    assert evicted == []
    assert (cache.keys(), len(cache)) == (["a", "b"], 2)
    cache.put("c", 3)
    assert evicted == [("b", 2)]
    assert cache.get("a") == 10


@pytest.mark.points(1)
@pytest.mark.hint("How do you tell an entry whose value is None from one that is not there?")
def test_none():
    """A stored None is an entry"""
    cache = LRUCache(2)
    cache.put("k", None)
    cache.put("other", 0)

    assert cache.get("k", "default") is None
    assert "k" in cache
    assert cache.keys() == ["k", "other"]
    assert cache.delete("k") is True
    assert cache.get("k", "default") == "default"


@pytest.mark.points(1)
@pytest.mark.hint("An entry is in two places. Who hears of it when it goes?")
def test_delete():
    """delete removes without evicting, and says whether there was something"""
    evicted = []
    cache = LRUCache(2, lambda *entry: evicted.append(entry))
    cache.put("a", 1)
    cache.put("b", 2)

    assert (cache.delete("a"), cache.delete("a"), cache.delete("z")) == (True, False, False)
    cache.put("c", 3)
    assert (cache.keys(), evicted) == (["c", "b"], [])


@pytest.mark.points(1)
@pytest.mark.hint("A smaller capacity evicts one entry after the other. Can it share code with put?")
def test_resize():
    """resize evicts the oldest first, and a capacity below 1 is refused"""
    evicted = []
    cache = LRUCache(4, lambda key, value: evicted.append((key, value, len(cache))))
    for number in range(4):
        cache.put(number, number * number)
    cache.get(0)
    cache.resize(2)

    assert evicted == [(1, 1, 3), (2, 4, 2)]
    assert cache.keys() == [0, 3]
    cache.resize(3)
    cache.put("more", 5)
    assert cache.keys() == ["more", 0, 3]
    cache.resize(1)
    assert cache.keys() == ["more"]
    for capacity in (0, -2):
        with pytest.raises(ValueError):
            cache.resize(capacity)
        with pytest.raises(ValueError):
            LRUCache(capacity)


@pytest.mark.points(3)
@pytest.mark.hint("In which state is the cache at the moment you call a function that you know nothing about?")
def test_callback_calls_the_cache():
    """on_evict finds a cache that is whole, and may call it"""
    seen = []

    def on_evict(key, value):
        seen.append((key, value, key in cache, cache.keys(), len(cache)))
        if key == "a":
            cache.put("again", value)

    cache = LRUCache(2, on_evict)
    cache.put("a", 1)
    cache.put("b", 2)
    cache.put("c", 3)

    assert seen == [("a", 1, False, ["c", "b"], 2), ("b", 2, False, ["again", "c"], 2)]
    assert cache.keys() == ["again", "c"]


@probe
def full_cache(n):
    from solution import LRUCache

    cache = LRUCache(n)
    for number in range(n):
        cache.put(number, -number)
    return cache, n


@probe
def use_it(cache, n):
    """Of each operation two."""
    found = [cache.get(n // 2), cache.get(1), n // 3 in cache, -1 in cache]
    cache.put(n // 2 + 1, "replaced")
    cache.put("new", 1)
    cache.put("newer", 2)
    return [*found, cache.delete(n // 2), cache.delete(-1), len(cache)]


@pytest.mark.points(3)
@pytest.mark.hint("The dict finds something by its key. What should that be, so that nobody has to search the list?")
def test_constant_time(assert_growth):
    """get, put, delete and in take O(1)"""
    assert_growth(
        use_it,
        full_cache,
        at_most="1",
        sizes=(16, 64, 256, 1024, 4096),
        expect=lambda n: [-(n // 2), -1, True, False, True, False, n - 1],
        name="An operation of LRUCache",
    )


@probe
def names_used():
    import ast

    with open("solution.py") as file:
        tree = ast.parse(file.read())
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    names |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    imported = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom) for alias in node.names]
    modules = [node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    return sorted(names.union(imported, filter(None, modules)))


@pytest.mark.points(1)
@pytest.mark.hint("What the library does in OrderedDict, your LinkedList does here.")
def test_own_list():
    """The cache uses the linked list, and nothing of the library that would do instead"""
    names = names_used()

    assert "LinkedList" in names
    assert not {"OrderedDict", "deque", "functools", "lru_cache", "move_to_end", "popitem"}.intersection(names)
