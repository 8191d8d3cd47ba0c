"""``eval`` and ``exec`` as the suite's modules have them: source text is run in the sandbox, with the names it uses."""

from __future__ import annotations

import ast
import builtins
import sys
import types
from typing import TYPE_CHECKING, Any

from waymark.errors import CannotCross

if TYPE_CHECKING:
    from collections.abc import Callable

    from waymark.crossing import Crossing

_eval, _exec = eval, exec


def offer(namespace: dict[str, object], crossing: Callable[[], Crossing | None]) -> None:
    """Give a suite's module its versions. One that defines the names itself keeps its own."""

    def evaluate(source: Any, names: Any = None, local: Any = None, /, **_: Any) -> object:
        border = crossing()
        frame = sys._getframe(1)
        names = frame.f_globals if names is None else names
        local = (frame.f_locals if names is frame.f_globals else names) if local is None else local
        if border is None or not isinstance(source, str):
            return _eval(source, names, local)
        return border.request({"op": "eval", "source": source.strip()}, [], _used(source, "eval", names, local))

    def execute(source: Any, names: Any = None, local: Any = None, /, **_: Any) -> None:
        border = crossing()
        frame = sys._getframe(1)
        names = frame.f_globals if names is None else names
        local = (frame.f_locals if names is frame.f_globals else names) if local is None else local
        if border is None or not isinstance(source, str):
            return _exec(source, names, local)
        made = border.request({"op": "exec", "source": source}, [], _used(source, "exec", names, local))
        if not isinstance(made, dict):
            raise CannotCross("what exec has set cannot cross; use a probe")
        local.update(made)
        return None

    namespace.setdefault("eval", evaluate)
    namespace.setdefault("exec", execute)


def _used(source: str, mode: str, names: Any, local: Any) -> dict[str, object]:
    """The variables around that the source reads, if it is Python at all; otherwise the sandbox says what is wrong."""
    try:
        tree = ast.parse(source.strip() if mode == "eval" else source, mode=mode)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return {}
    read = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    found = {
        name: local[name] if name in local else names[name] for name in sorted(read) if name in local or name in names
    }
    return {name: value for name, value in found.items() if not _is_built_in(name, value)}


def _is_built_in(name: str, value: object) -> bool:
    return getattr(builtins, name, None) is value or (
        name in ("eval", "exec") and isinstance(value, types.FunctionType)
    )
