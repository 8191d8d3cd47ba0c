"""Operators for statements: what is returned, done, caught, repeated, wrapped."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cosmic_ray.operators.operator import Example, Operator
from cosmic_ray.operators.remove_decorator import RemoveDecorator
from cosmic_ray.operators.zero_iteration_for_loop import ZeroIterationForLoop

from waymark_author.leaves import bare, is_constant, is_decided, leaf, position

if TYPE_CHECKING:
    from collections.abc import Iterator

    from waymark_author.leaves import Node, Position

_OF_SELF = re.compile(r"self\.\w+\s*=")
_UNTELLING = frozenset(
    "abstractmethod asynccontextmanager cached_property classmethod contextmanager dataclass define deleter final fixture"
    " getter given no_type_check overload override parametrize property setter staticmethod step then when".split()
)
"""Without one of these a class or function falls apart at once, or nothing changes at all."""


class ValueReturned(Operator):
    """None in place of what a function returns or a generator yields, False in place of None."""

    def mutation_positions(self, node: Node) -> Iterator[Position]:
        if node.type not in ("return_stmt", "yield_expr") or len(node.children) < 2:
            return
        value = node.children[1]
        is_nothing = value.type == "keyword" and value.value == "None"
        if is_nothing or not (value.type == "yield_arg" or is_decided(value) or is_constant(value)):
            yield position(value)

    def mutate(self, node: Node, index: int) -> Node:  # noqa: ARG002  # the interface's
        value = node.children[1]
        is_nothing = value.type == "keyword" and value.value == "None"
        node.children[1] = leaf("False" if is_nothing else "None", value)
        return node

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        return (
            Example("def f(): return x", "def f(): return None"),
            Example("def f(): return None", "def f(): return False"),
            Example("def f(): yield x", "def f(): yield None"),
        )


class StatementRemoved(Operator):
    """A statement that is there for what it does."""

    def mutation_positions(self, node: Node) -> Iterator[Position]:
        if node.type == "simple_stmt" and len(node.children) == 2 and _does_something(node.children[0]):
            yield position(node.children[0])

    def mutate(self, node: Node, index: int) -> Node:  # noqa: ARG002
        node.children[0] = leaf("pass", node.children[0])
        return node

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        return (
            Example("x.close()\n", "pass\n"),
            Example("x.y = z\n", "pass\n"),
            Example("x[y] = z\n", "pass\n"),
            Example("x += 2\n", "pass\n"),
            Example("del x\n", "pass\n"),
            Example("raise x\n", "pass\n"),
        )


def _does_something(statement: Node) -> bool:
    match statement.type:
        case "raise_stmt" | "del_stmt":
            return True
        case "keyword":
            # Without a break the loop goes on, and so it does with a continue in its place.
            return bool(statement.value == "continue")
        case "atom_expr" | "power":
            return bool(statement.children[-1].type == "trailer" and statement.children[-1].children[0].value == "(")
        case "expr_stmt":
            target, sign = statement.children[:2]
            if sign.type != "operator":
                return False
            return sign.value != "=" or (target.type in ("atom_expr", "power") and not _is_first_value(statement))
        case _:
            return False


def _is_first_value(statement: Node) -> bool:
    """``self.x = …`` where an object is made: without it whatever uses the attribute breaks."""
    function = statement
    while function is not None and function.type != "funcdef":
        function = function.parent
    is_made_here = function is not None and function.name.value == "__init__"
    return is_made_here and _OF_SELF.match(statement.get_code(include_prefix=False)) is not None


class EmptyLoop(ZeroIterationForLoop):
    """A loop over nothing; an ``async for`` could not go over a list."""

    def mutation_positions(self, node: Node) -> Iterator[Position]:
        if node.parent is None or node.parent.type not in ("async_stmt", "async_funcdef"):
            yield from super().mutation_positions(node)


class CaughtLess(Operator):
    """An ``except`` without one of its classes; with its only one it catches nothing.

    cosmic-ray puts in a name that does not exist, and the test sees a NameError in place of what was raised.
    """

    def mutation_positions(self, node: Node) -> Iterator[Position]:
        if node.type == "except_clause":
            for _ in self._classes(node):
                yield position(node.children[1])

    def mutate(self, node: Node, index: int) -> Node:
        rest = [caught.get_code().strip() for caught in self._classes(node)]
        del rest[index]
        node.children[1] = leaf(f"({', '.join(rest)}{',' if len(rest) == 1 else ''})", node.children[1])
        return node

    @staticmethod
    def _classes(node: Node) -> list[Node]:
        caught = bare(node.children[1])
        return list(caught.children[::2]) if caught.type == "testlist_comp" else [caught]

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        return (
            Example("try: x()\nexcept A: y()", "try: x()\nexcept (): y()"),
            Example("try: x()\nexcept (A, b.C): y()", "try: x()\nexcept (A,): y()", occurrence=1),
        )


class TellingDecoratorRemoved(RemoveDecorator):
    """Decorators whose absence only a test of what they do notices."""

    def mutation_positions(self, node: Node) -> Iterator[Position]:
        if node.type == "decorator":
            dotted = node.get_code().strip().removeprefix("@").partition("(")[0]
            if dotted.strip().rpartition(".")[2] not in _UNTELLING:
                yield from super().mutation_positions(node)
