"""Classes of stand-ins: for a class of the test, and for the class of any other object the judge offers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from waymark_wire.plain import Json

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

type Facts = dict[str, Json]


class Asker:
    """How stand-ins reach the judge: at once, or as something to await."""

    __slots__ = ("ask", "ask_waiting")

    def __init__(self, ask: Callable[..., object], ask_waiting: Callable[..., Awaitable[object]]) -> None:
        self.ask = ask
        self.ask_waiting = ask_waiting


class ObjectStandin:
    """An object of the test. What its class does not define is asked for by name."""

    _wm_asker: Asker
    _wm_number: int

    def __getattr__(self, name: str) -> object:
        if name.startswith("_"):
            raise AttributeError(f"{type(self).__name__!r} object of the test has no attribute {name!r} here")
        return type(self)._wm_asker.ask(self._wm_number, ["get", name], (), {})

    def __setattr__(self, name: str, value: object) -> None:
        type(self)._wm_asker.ask(self._wm_number, ["set", name], (value,), {})


class StandinType(type):
    """The class of a stand-in for a class: making an object and looking up a class attribute ask the judge."""

    _wm_asker: Asker
    _wm_class_number: int

    def __call__(cls, *args: object, **kwargs: object) -> object:
        number = cls.__dict__.get("_wm_class_number")
        if number is None:
            # A class of the submission's that derives from one of the test.
            return super().__call__(*args, **kwargs)
        return cls._wm_asker.ask(number, ["call"], args, kwargs)

    def __getattr__(cls, name: str) -> object:
        number = None if name.startswith("_") else cls._wm_class_number
        if number is None:
            raise AttributeError(f"type object {cls.__name__!r} has no attribute {name!r}")
        return cls._wm_asker.ask(number, ["get", name], (), {})

    def __setattr__(cls, name: str, value: object) -> None:
        if "_wm_class_number" in cls.__dict__ and (name.startswith("__") or not name.startswith("_")):
            raise TypeError(
                f"class {cls.__name__} is the test's: it can be used here, but not changed; that takes a probe"
            )
        super().__setattr__(name, value)


def make_class(asker: Asker, number: int, facts: Facts, bases: Sequence[type]) -> type:
    """The stand-in of a class of the test; library classes it derives from are its real bases here too."""
    members = _members(asker, facts) | {"_wm_class_number": number}
    for name in _names(facts, "static"):
        members[name] = staticmethod(_class_method(asker, number, name, name in _names(facts, "async")))
    if any(issubclass(base, BaseException) for base in bases):
        members["__getattr__"] = _error_attribute
    elif not any(issubclass(base, ObjectStandin) for base in bases):
        bases = (*bases, ObjectStandin)
    return _build(str(facts.get("class")), tuple(bases), members, StandinType)


def make_object_class(asker: Asker, facts: Facts) -> type:
    """A class for one object of the test, or of the library there: a mock, a stream, a connection."""
    return type(str(facts.get("class")), (ObjectStandin,), _members(asker, facts))


def _members(asker: Asker, facts: Facts) -> dict[str, object]:
    waiting = _names(facts, "async")
    members: dict[str, object] = {name: _method(asker, name, name in waiting) for name in _names(facts, "methods")}
    members |= {name: _special(asker, name, name in waiting) for name in _names(facts, "specials")}
    if "__eq__" in members and "__hash__" not in members:
        members["__hash__"] = None
    if "__call__" in waiting:
        import inspect

        members["_is_coroutine_mark"] = inspect._is_coroutine_mark  # type: ignore[attr-defined]
    return members | {
        "_wm_asker": asker,
        "__module__": str(facts.get("module")),
        "__qualname__": str(facts.get("qualname") or facts.get("class")),
        "__doc__": facts.get("__doc__"),
    }


def _build(name: str, bases: tuple[type, ...], members: dict[str, object], meta: type) -> type:
    others = {type(base) for base in bases if not issubclass(meta, type(base))}
    if others:
        # An abstract class of the library among the bases: its metaclass has to be ours too.
        meta = type("StandinType", (meta, *others), {})
    return meta(name, bases, members)  # type: ignore[no-any-return]


def _method(asker: Asker, name: str, waiting: bool) -> Callable[..., object]:
    if waiting:

        async def asynchronous(self: ObjectStandin, *args: object, **kwargs: object) -> object:
            return await asker.ask_waiting(self._wm_number, ["method", name], args, kwargs)

        made: Callable[..., object] = asynchronous
    else:

        def method(self: ObjectStandin, *args: object, **kwargs: object) -> object:
            return asker.ask(self._wm_number, ["method", name], args, kwargs)

        made = method
    made.__name__ = name
    return made


def _special(asker: Asker, name: str, waiting: bool) -> Callable[..., object]:
    if waiting or name in ("__aenter__", "__aexit__", "__anext__"):

        async def forward_waiting(self: ObjectStandin, *args: object, **kwargs: object) -> object:
            return await asker.ask_waiting(self._wm_number, ["special", name], args, kwargs)

        made: Callable[..., object] = forward_waiting
    elif name == "__exit__":

        def leave(self: ObjectStandin, kind: object = None, error: object = None, _trace: object = None) -> object:
            # A traceback stays where its frames are; the test sees the exception.
            return asker.ask(self._wm_number, ["special", name], (kind, error, None), {})

        made = leave
    else:

        def forward(self: ObjectStandin, *args: object, **kwargs: object) -> object:
            return asker.ask(self._wm_number, ["special", name], args, kwargs)

        made = forward
    made.__name__ = name
    return made


def _class_method(asker: Asker, number: int, name: str, waiting: bool) -> Callable[..., object]:
    if waiting:

        async def asynchronous(*args: object, **kwargs: object) -> object:
            return await asker.ask_waiting(number, ["method", name], args, kwargs)

        return asynchronous

    def method(*args: object, **kwargs: object) -> object:
        return asker.ask(number, ["method", name], args, kwargs)

    method.__name__ = name
    return method


def _error_attribute(self: BaseException, name: str) -> object:
    number = self.__dict__.get("_wm_number")
    if number is None or name.startswith("_"):
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
    return type(self)._wm_asker.ask(number, ["get", name], (), {})  # type: ignore[attr-defined]


def facts_of(flat: list[Json]) -> Facts:
    return {str(name): value for name, value in zip(flat[::2], flat[1::2], strict=True)}


def _names(facts: Facts, key: str) -> list[str]:
    listed = facts.get(key)
    return [str(name) for name in listed] if type(listed) is list else []
