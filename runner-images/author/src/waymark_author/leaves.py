"""What our operators need to know of parso's trees."""

from __future__ import annotations

import re
from typing import Any

from parso.python.tree import Name

type Node = Any
"""A node or leaf of parso, whose own types know neither children nor values."""

type Position = tuple[tuple[int, int], tuple[int, int]]

_NAME_OF_CALLEE = re.compile(r"(\w+)\s*\Z")


def position(node: Node) -> Position:
    return node.start_pos, node.end_pos


def leaf(code: str, like: Node) -> Name:
    """Any code as a leaf, in the place of another node."""
    return Name(code, like.start_pos, like.get_first_leaf().prefix)


def bare(node: Node) -> Node:
    """Without parentheses around it."""
    while node.type == "atom" and len(node.children) == 3 and node.children[0].value == "(":
        node = node.children[1]
    return node


def is_text(node: Node) -> bool:
    return bare(node).type in ("string", "strings", "fstring")


def is_list(node: Node) -> bool:
    return bool(node.type == "atom" and node.children[0].value == "[")


def is_number(node: Node) -> bool:
    node = bare(node)
    return node.type == "number" or (node.type == "factor" and is_number(node.children[1]))


def is_constant(node: Node) -> bool:
    """A constant that has mutants of its own, or None."""
    return is_text(node) or is_number(node) or (node.type == "keyword" and node.value in ("True", "False", "None"))


def is_decided(node: Node) -> bool:
    """A condition that another operator turns round already."""
    node = bare(node)
    if node.type == "comparison":
        return len(node.children) == 3
    return node.type in ("not_test", "and_test", "or_test") or is_constant(node)


def callee(trailer: Node) -> str:
    """``get`` for the parentheses of ``app.get(…)``."""
    before = trailer.get_previous_sibling()
    found = None if before is None else _NAME_OF_CALLEE.search(before.get_code())
    return "" if found is None else found[1]
