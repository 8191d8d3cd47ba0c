import pytest

from search_tree import Tree, depth, from_nested, leaves


def shape(node):
    if node is None:
        return None
    return node.data, shape(node.left), shape(node.right)


@pytest.fixture(scope="module")
def tree():
    return Tree([4, 2, 6, 1, 3, 7])


def test_shape(tree):
    assert shape(tree.root) == (4, (2, (1, None, None), (3, None, None)), (6, None, (7, None, None)))


def test_chain_of_attributes(tree):
    assert tree.root.left.right.data == 3
    assert tree.root.right.left is None


def test_parents(tree):
    node = tree.root.left.left
    assert node.parent is tree.root.left
    assert node.parent.parent is tree.root
    assert tree.root.parent is None


def test_orders(tree):
    assert list(tree) == [1, 2, 3, 4, 6, 7]
    assert list(tree.preorder()) == [4, 2, 1, 3, 6, 7]
    levels = tree.levels()
    assert next(levels) == [4]
    assert list(levels) == [[2, 6], [1, 3, 7]]


def test_contains_and_find(tree):
    assert 3 in tree
    assert 5 not in tree
    assert tree.find(6).data == 6
    assert tree.find(6) is tree.root.right
    assert tree.find(99) is None


def test_helpers_take_nodes(tree):
    assert depth(tree.root) == 3
    assert depth(tree.root.left.left) == 1
    assert depth(None) == 0
    assert [n.data for n in leaves(tree.root)] == [1, 3, 7]


def test_equality_of_trees():
    assert Tree([2, 1, 3]) == Tree([2, 3, 1])
    assert Tree([2, 1, 3]) != Tree([1, 2, 3])
    assert Tree([2, 1]).root.left == Tree([1]).root


def test_key_callback():
    words = Tree(["pear", "fig", "banana"], key=len)
    assert list(words) == ["fig", "pear", "banana"]
    backwards = Tree([1, 2, 3], key=lambda n: -n)
    assert list(backwards) == [3, 2, 1]


def test_from_nested():
    root = from_nested(("a", ("b", None, None), ("c", ("d", None, None), None)))
    assert shape(root.right) == ("c", ("d", None, None), None)
    assert root.right.left.parent.data == "c"


def test_nodes_in_collections(tree):
    root = tree.root
    pairs = {root: "root", root.left: "left"}
    assert pairs[tree.root] == "root"
    assert [root.left, root.right].index(root.right) == 1
    assert sorted([root.right, root.left, root], key=lambda n: n.data)[0] is root.left
