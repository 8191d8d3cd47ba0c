"""What the judge may ask for, by the request's ``op``."""

from __future__ import annotations

import importlib
import random
import sys
from typing import TYPE_CHECKING, Any

from waymark_wire.plain import Malformed

from waymark_agent.operators import OPERATORS
from waymark_agent.probes import run_probe
from waymark_agent.signatures import describe_signature
from waymark_agent.values import core_of

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from waymark_agent.session import Session

type Message = dict[str, object]
type Arguments = list[object]
type Keywords = dict[str, object]


def carry_out(session: Session, message: Message, arguments: Arguments, keywords: Keywords) -> object:
    """The result of one request; ``Raw`` where it is already encoded. Raises what the submission raises."""
    try:
        operation = _OPERATIONS[str(message["op"])]
    except KeyError:
        raise Malformed(f"an unknown request: {message['op']!r}") from None
    return operation(session, message, arguments, keywords)


def _call(_: Session, __: Message, arguments: Arguments, keywords: Keywords) -> object:
    return arguments[0](*arguments[1:], **keywords)  # type: ignore[operator]


def _method(_: Session, message: Message, arguments: Arguments, keywords: Keywords) -> object:
    return getattr(arguments[0], str(message["n"]))(*arguments[1:], **keywords)


def _do(_: Session, message: Message, arguments: Arguments, keywords: Keywords) -> object:
    return OPERATORS[str(message["f"])](*arguments, **keywords)


def _task(session: Session, message: Message, arguments: Arguments, keywords: Keywords) -> object:
    return session.tasks.start(_awaited(message, arguments, keywords))


def _await(session: Session, message: Message, arguments: Arguments, keywords: Keywords) -> object:
    return session.tasks.run_to_end(_awaited(message, arguments, keywords))


def _awaited(message: Message, arguments: Arguments, keywords: Keywords) -> Awaitable[object]:
    """The first argument, or what the named special method gives for it."""
    name = message.get("f")
    return _awaitable(OPERATORS[str(name)](*arguments, **keywords) if name is not None else arguments[0])


def _tick(session: Session, _: Message, arguments: Arguments, __: Keywords) -> object:
    arrived, patience = arguments
    if type(arrived) is not list or not isinstance(patience, int | float):
        raise Malformed("results that are no list")
    return session.tasks.tick(arrived, patience)


def _cancel(session: Session, _: Message, arguments: Arguments, __: Keywords) -> None:
    if type(arguments[0]) is int:
        session.tasks.cancel(arguments[0])


def _probe(session: Session, message: Message, arguments: Arguments, keywords: Keywords) -> object:
    return run_probe(message, arguments, keywords, lambda coroutine: session.tasks.run_to_end(_awaitable(coroutine)))


def _awaitable(value: object) -> Awaitable[object]:
    if not hasattr(type(value), "__await__"):
        raise TypeError(f"object {type(value).__name__} can't be used in 'await' expression")
    return value  # type: ignore[return-value]


def _signature(session: Session, _: Message, arguments: Arguments, __: Keywords) -> object:
    return describe_signature(arguments[0], session.border.attempt)


def _seed(_: Session, __: Message, arguments: Arguments, ___: Keywords) -> None:
    random.seed(*arguments)  # type: ignore[arg-type]


def _patch(session: Session, message: Message, arguments: Arguments, _: Keywords) -> None:
    session.surroundings.patch(str(message["module"]), str(message["n"]), arguments)


def _core(_: Session, __: Message, arguments: Arguments, ___: Keywords) -> object:
    """The plain container an instance of a subclass is, as a copy; None for one whose class changes what that means."""
    kind = core_of(_class_of(arguments[0]))
    return None if kind is None else kind(arguments[0])


def _class_of(value: Any) -> type[Any]:
    return type(value)


def _import(_: Session, message: Message, __: Arguments, ___: Keywords) -> object:
    """An import of the test: ``reload`` runs a loaded module again, ``fresh`` loads it anew."""
    name = str(message["n"])
    loaded = sys.modules.get(name)
    if loaded is not None and message.get("reload"):
        importlib.reload(loaded)
        return None
    if message.get("fresh"):
        sys.modules.pop(name, None)
    importlib.import_module(name)
    return None


def _find(_: Session, message: Message, __: Arguments, ___: Keywords) -> object:
    import importlib.util

    name = str(message["n"])
    try:
        return name in sys.modules or importlib.util.find_spec(name) is not None
    except (ImportError, ValueError):
        return False


def _evaluate(_: Session, message: Message, __: Arguments, names: Keywords) -> object:
    return eval(str(message["source"]), {"__name__": "__main__"} | names)


def _execute(_: Session, message: Message, __: Arguments, names: Keywords) -> object:
    """The names the source has set, for the judge to put where its own ``exec`` would."""
    namespace: dict[str, object] = {"__name__": "__main__"} | names
    exec(str(message["source"]), namespace)
    return {name: value for name, value in namespace.items() if name not in names and not name.startswith("__")}


def _run_module(_: Session, message: Message, arguments: Arguments, keywords: Keywords) -> object:
    import runpy

    run = runpy.run_path if message["n"] == "run_path" else runpy.run_module
    return {name: value for name, value in run(*arguments, **keywords).items() if not _internal(name)}  # type: ignore[arg-type]


def _internal(name: str) -> bool:
    return name.startswith("__") and name not in ("__name__", "__doc__", "__file__")


_OPERATIONS: dict[str, Callable[[Session, Message, Arguments, Keywords], object]] = {
    "call": _call,
    "method": _method,
    "get": lambda s, m, a, k: getattr(a[0], str(m["n"])),
    "set": lambda s, m, a, k: setattr(a[0], str(m["n"]), a[1]),
    "del": lambda s, m, a, k: delattr(a[0], str(m["n"])),
    "do": _do,
    "value": lambda s, m, a, k: a[0],
    "core": _core,
    "signature": _signature,
    "await": _await,
    "task": _task,
    "tick": _tick,
    "cancel": _cancel,
    "probe": _probe,
    "import": _import,
    "find": _find,
    "eval": _evaluate,
    "exec": _execute,
    "run": _run_module,
    "seed": _seed,
    "patch": _patch,
}
