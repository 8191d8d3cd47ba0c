"""Operators for the arguments of calls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cosmic_ray.operators.operator import Example, Operator

from waymark_author.leaves import callee, is_constant, is_number, is_text, position

if TYPE_CHECKING:
    from collections.abc import Iterator

    from waymark_author.leaves import Node, Position

_ANY_ORDER = frozenset({"gcd", "isclose", "lcm", "max", "min"})
_FIXED_ORDER = frozenset(
    "filter getattr hasattr isinstance issubclass map partial reduce setattr update_wrapper wraps".split()
)
"""The wrong way round they are a TypeError for whatever calls them."""


class SwappedArguments(Operator):
    """The first two positional arguments of a call, where both could stand in either place."""

    def mutation_positions(self, node: Node) -> Iterator[Position]:
        if node.type != "arglist" or node.parent.type != "trailer" or len(node.children) < 3:
            return
        if callee(node.parent) in _ANY_ORDER | _FIXED_ORDER:
            return
        first, second = node.children[0], node.children[2]
        kind = _kind(first)
        if kind == "" or kind != _kind(second):
            return
        if first.get_code(include_prefix=False) != second.get_code(include_prefix=False):
            yield first.start_pos, second.end_pos

    def mutate(self, node: Node, index: int) -> Node:  # noqa: ARG002  # the interface's
        first, second = node.children[0], node.children[2]
        leaf_of_first, leaf_of_second = first.get_first_leaf(), second.get_first_leaf()
        leaf_of_first.prefix, leaf_of_second.prefix = leaf_of_second.prefix, leaf_of_first.prefix
        node.children[0], node.children[2] = second, first
        return node

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        return (Example("f(a, b, c)", "f(b, a, c)"),)


class KeywordRemoved(Operator):
    """A keyword argument that is no constant: those have mutants of their own."""

    def mutation_positions(self, node: Node) -> Iterator[Position]:
        arguments = _arguments(node)
        for place in self._places(node):
            argument = arguments[place]
            if place > 0:
                yield argument.get_previous_sibling().start_pos, argument.end_pos
            elif len(arguments) > 1:
                yield argument.start_pos, arguments[1].start_pos
            else:
                yield position(argument)

    def mutate(self, node: Node, index: int) -> Node:
        place = self._places(node)[index]
        if node.type == "trailer":
            del node.children[1]
        elif place > 0:
            del node.children[2 * place - 1 : 2 * place + 1]
        else:
            prefix = node.get_first_leaf().prefix
            del node.children[:2]
            if node.children:
                node.get_first_leaf().prefix = prefix
        return node

    @staticmethod
    def _places(node: Node) -> list[int]:
        return [place for place, argument in enumerate(_arguments(node)) if _is_removable(argument)]

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        return (
            Example("f(a, key=b, c=d)", "f(a, c=d)"),
            Example("f(key=b, c=d)", "f(c=d)"),
            Example("f(key=b)", "f()"),
        )


def _kind(argument: Node) -> str:
    """What could be mixed up with another of the same kind; empty for what nobody would."""
    if argument.type in ("name", "atom_expr", "power"):
        code = argument.get_code(include_prefix=False)
        return "" if code == "self" or "(" in code else "name"
    return "text" if is_text(argument) else "number" if is_number(argument) else ""


def _arguments(node: Node) -> list[Node]:
    """Of a call: those of a class statement are none."""
    if node.type == "arglist" and node.parent.type in ("trailer", "decorator"):
        return list(node.children[::2])
    if node.type == "trailer" and node.children[0].value == "(" and node.children[1].type == "argument":
        return [node.children[1]]
    return []


def _is_removable(argument: Node) -> bool:
    if argument.type != "argument" or argument.children[1].type != "operator" or argument.children[1].value != "=":
        return False
    # Without its factory a field is one that has to be given, and the class may not even be defined.
    return argument.children[0].value not in ("default_factory", "file") and not is_constant(argument.children[2])
