"""Operators for expressions: constants, conditions, arithmetic, slices."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cosmic_ray.operators.boolean_replacer import AddNot
from cosmic_ray.operators.number_replacer import NumberReplacer
from cosmic_ray.operators.operator import Example, Operator

from waymark_author.leaves import (
    bare,
    is_constant,
    is_decided,
    is_list,
    is_number,
    is_text,
    leaf,
    position,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from waymark_author.leaves import Node, Position

_ARITHMETIC = frozenset({"arith_expr", "term", "power", "shift_expr", "and_expr", "xor_expr", "expr"})
_AUGMENTED = {
    "+=": "-=",
    "-=": "+=",
    "*=": "/=",
    "/=": "*=",
    "//=": "/=",
    "%=": "*=",
    "**=": "*=",
    ">>=": "<<=",
    "<<=": ">>=",
    "|=": "&=",
    "&=": "|=",
    "^=": "&=",
}
_TEXT = re.compile(r"(?P<kind>[a-zA-Z]*)(?P<quote>'''|\"\"\"|'|\")(?P<inner>.*)(?P=quote)", re.DOTALL)
_MARK = "XX"
_ENCODINGS = re.compile(r"[\"'](utf-?8|ascii|latin-?1)[\"']", re.IGNORECASE)


def is_arithmetic(node: Node) -> bool:
    """An operator between two values that could be numbers. cosmic-ray takes the star of ``{**names}`` for one too."""
    if node.parent is None or node.parent.type not in _ARITHMETIC:
        return False
    beside = (node.get_previous_sibling(), node.get_next_sibling())
    return not any(side is None or is_text(side) or is_list(side) for side in beside)


def is_signed_name(node: Node) -> bool:
    """A number's mutants say enough about its sign."""
    return node.type == "factor" and not is_number(node)


class Membership(Operator):
    """``in`` and ``not in``."""

    def mutation_positions(self, node: Node) -> Iterator[Position]:
        for place in self._places(node):
            yield position(node.children[place])

    def mutate(self, node: Node, index: int) -> Node:
        place = self._places(node)[index]
        old = node.children[place]
        node.children[place] = leaf("not in" if old.type == "keyword" else "in", old)
        return node

    @staticmethod
    def _places(node: Node) -> list[int]:
        if node.type != "comparison":
            return []
        return [
            place for place in range(1, len(node.children), 2) if node.children[place].get_code().split()[-1] == "in"
        ]

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        return (Example("x in y", "x not in y"), Example("x not in y", "x in y"))


class Augmented(Operator):
    """``+=`` and the like."""

    def mutation_positions(self, node: Node) -> Iterator[Position]:
        if node.type == "operator" and node.value in _AUGMENTED:
            value = node.get_next_sibling()
            if value is not None and not is_text(value) and not is_list(value):
                yield position(node)

    def mutate(self, node: Node, index: int) -> Node:  # noqa: ARG002  # the interface's
        node.value = _AUGMENTED[node.value]
        return node

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        return (Example("x += 2", "x -= 2"), Example("x //= 2", "x /= 2"))


class ConditionNegated(AddNot):
    """Conditions that no other operator turns round."""

    def mutation_positions(self, node: Node) -> Iterator[Position]:
        condition = {"if_stmt": 1, "while_stmt": 1, "assert_stmt": 1, "test": 2, "ternary": 2}.get(node.type)
        if condition is not None and not is_decided(node.children[condition]):
            yield from super().mutation_positions(node)


class FilterNegated(Operator):
    """The ``if`` of a comprehension."""

    def mutation_positions(self, node: Node) -> Iterator[Position]:
        if node.type == "comp_if" and not is_decided(node.children[1]):
            yield position(node.children[1])

    def mutate(self, node: Node, index: int) -> Node:  # noqa: ARG002
        condition = node.children[1]
        node.children[1] = leaf(f"not {condition.get_code(include_prefix=False)}", condition)
        return node

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        return (Example("[x for x in y if x]", "[x for x in y if not x]"),)


class NumberMoved(NumberReplacer):
    """One more; one less as well where that is another kind of number: none, or below it.

    Beside another operator's mutant that comes to the same there is none: ``x < 2`` is ``x <= 1``, and ``x += 0`` is nothing.
    """

    def mutation_positions(self, node: Node) -> Iterator[Position]:
        for _ in _moves(node) if node.type == "number" else ():
            yield position(node)

    def mutate(self, node: Node, index: int) -> Node:
        return super().mutate(node, _moves(node)[index])


_UP, _DOWN = 0, 1
"""How cosmic-ray counts them."""


def _moves(number: Node) -> tuple[int, ...]:
    before, after = number.get_previous_sibling(), number.get_next_sibling()
    if number.parent is not None and number.parent.type == "comparison":
        signs = [side.get_code().strip() for side in (before, after) if side is not None]
        if len(signs) != 1 or signs[0] not in ("<", "<=", ">", ">="):
            return ()
        is_right = before is not None
        return (_DOWN,) if is_right == (signs[0] in ("<", ">=")) else (_UP,)
    if before is not None and before.type == "operator" and before.value in ("+=", "-="):
        return (_UP,)
    if number.value not in ("0", "1"):
        return (_UP,)
    if before is not None and before.type == "operator" and before.value == "[":
        return (_UP,) if number.value == "0" else (_DOWN,)
    return (_UP, _DOWN)


class TextChanged(Operator):
    """Another text."""

    def mutation_positions(self, node: Node) -> Iterator[Position]:
        is_rest = node.parent is not None and node.parent.type == "strings" and node.parent.children[0] is not node
        if node.type not in ("string", "fstring") or is_rest or _is_looked_up(node):
            return
        if not _ENCODINGS.fullmatch(node.get_code(include_prefix=False)):
            yield position(node)

    def mutate(self, node: Node, index: int) -> Node:  # noqa: ARG002
        if node.type == "fstring":
            first, last = node.children[0], node.children[-1]
            first.value += _MARK
            if "\n" not in node.get_code():
                last.value = _MARK + last.value
            return node
        found = _TEXT.fullmatch(node.value)
        if found is not None:
            # Of a long text one end is enough, and an author reads one line in place of thirty.
            is_one_end = not found["inner"] or "\n" in found["inner"]
            inner = f"{_MARK}{found['inner']}{'' if is_one_end else _MARK}"
            node.value = f"{found['kind']}{found['quote']}{inner}{found['quote']}"
        return node

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        return (
            Example("x = 'paid'", "x = 'XXpaidXX'"),
            Example("x = b''", "x = b'XX'"),
            Example("x = f'{y}'", "x = f'XX{y}XX'"),
        )


def _is_looked_up(text: Node) -> bool:
    """``x["name"]`` that is read: under another name there is nothing, and whoever reads it fails."""
    trailer = text.parent
    if trailer is None or trailer.type != "trailer" or trailer.children[0].value != "[":
        return False
    statement = trailer.parent.parent
    is_written = statement.type == "expr_stmt" and statement.children[0] is trailer.parent
    return not is_written and statement.type != "del_stmt"


class DefaultGiven(Operator):
    """A parameter that is None where nothing is said becomes 1. Other constants have mutants of their own."""

    def mutation_positions(self, node: Node) -> Iterator[Position]:
        if node.type == "param" and _is_none(node.default):
            yield position(node.default)

    def mutate(self, node: Node, index: int) -> Node:  # noqa: ARG002
        place = node.children.index(node.default)
        node.children[place] = leaf("1", node.default)
        return node

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        return (Example("def f(x=None): pass", "def f(x=1): pass"),)


class SliceOpened(Operator):
    """A slice without one of its bounds. Bounds that are numbers have mutants of their own."""

    def mutation_positions(self, node: Node) -> Iterator[Position]:
        for place in self._bounds(node):
            yield position(node.children[place])

    def mutate(self, node: Node, index: int) -> Node:
        del node.children[self._bounds(node)[index]]
        return node

    @staticmethod
    def _bounds(node: Node) -> list[int]:
        if node.type != "subscript":
            return []
        return [
            place
            for place, child in enumerate(node.children)
            if child.type not in ("operator", "sliceop") and not is_constant(bare(child))
        ]

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        return (Example("x[a:b]", "x[:b]"), Example("x[a:b]", "x[a:]", occurrence=1))


def _is_none(node: Node | None) -> bool:
    return node is not None and node.type == "keyword" and node.value == "None"
