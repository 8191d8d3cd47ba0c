"""Mirrors: classes and objects of ours that stand for the submission's, and ask the sandbox when they are used.

A class of the submission becomes a real class here, with the same name, the same bases among the submission's classes and
just the special methods it has there; so ``isinstance``, ``callable``, ``iter`` and abstract collections answer as they
would beside the submission. A mirror never equals plain data, whatever the submission's ``__eq__`` says.
"""

from __future__ import annotations

import re
import types
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn

from waymark.errors import CannotCross

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from waymark.crossing import Crossing


@dataclass(slots=True)
class Facts:
    """What a mirror class knows about its original. ``handle`` is its number in the worker counted as ``worker``."""

    crossing: Crossing
    methods: frozenset[str]
    metaclass: str | None
    unhashable: bool
    disguise: type | None
    core: type | None
    handle: int = 0
    worker: int = -1


def _own(kind: type) -> Mapping[str, Any]:
    """A class's own dictionary, not the sandbox's."""
    return type.__getattribute__(kind, "__dict__")  # type: ignore[no-any-return]


_CLASS_LOCAL = frozenset(
    [
        "__class__",
        "__name__",
        "__qualname__",
        "__module__",
        "__doc__",
        "__subclasshook__",
        "__subclasses__",
        "__flags__",
        "__eq__",
        "__hash__",
        "__instancecheck__",
        "__subclasscheck__",
        "__copy__",
        "__deepcopy__",
        "__reduce_ex__",
        "__reduce__",
        "__getattribute__",
        "__new__",
        "mro",
        "__setattr__",
        "__delattr__",
        "__init_subclass__",
        "__basicsize__",
        "__itemsize__",
        "__weakrefoffset__",
        "__test__",
        "__bool__",
        "__signature__",
    ]
)


class MirrorType(type):
    """The class of all mirror classes."""

    _wm_facts: Facts

    def __new__(
        mcs, name: str, bases: tuple[type, ...], members: dict[str, object], /, **keywords: object
    ) -> MirrorType:
        if "_wm_facts" in members or not any(
            isinstance(base, MirrorType) and hasattr(base, "_wm_facts") for base in bases
        ):
            return super().__new__(mcs, name, bases, members)
        # The suite derives from a class of the submission: the real class has to be made beside it.
        for base in bases:
            if isinstance(base, MirrorType):
                return base._wm_facts.crossing.classes.subclass(name, bases, members, keywords)
        raise CannotCross(f"class {name} cannot be made across the bridge; use a probe")

    def __init__(cls, *args: object, **keywords: object) -> None:
        pass

    def mro(cls) -> list[type]:
        order = super().mro()
        markers = [marker for kind in order for marker in _own(kind).get("_wm_markers", ()) if marker not in order]
        # An abstract class of one parent must not come before a more special one of the other.
        markers = [
            marker
            for place, marker in enumerate(markers)
            if not any(issubclass(m, marker) for m in markers[place + 1 :])
        ]
        return order[:-1] + markers + order[-1:]

    def __call__(cls, *args: object, **keywords: object) -> object:
        facts = cls._wm_facts
        return facts.crossing.call(cls, args, keywords)

    def __getattribute__(cls, name: str) -> object:
        if name.startswith("_wm_") or name in _CLASS_LOCAL:
            return type.__getattribute__(cls, name)
        if name == "__mro__":
            return tuple(kind for kind in type.__getattribute__(cls, name) if kind is not Mirror)
        if name == "__bases__":
            return tuple(object if kind is Mirror else kind for kind in type.__getattribute__(cls, name))
        try:
            facts: Facts = type.__getattribute__(cls, "_wm_facts")
        except AttributeError:
            return type.__getattribute__(cls, name)
        return facts.crossing.get(cls, name)

    def __setattr__(cls, name: str, value: object) -> None:
        if name.startswith("_wm_") or name in ("__abstractmethods__", "_abc_impl"):
            type.__setattr__(cls, name, value)
        else:
            cls._wm_facts.crossing.set(cls, name, value)

    def __delattr__(cls, name: str) -> None:
        cls._wm_facts.crossing.delete(cls, name)

    def __instancecheck__(cls, value: object) -> bool:
        if type.__instancecheck__(cls, value):
            return True
        facts = _own(cls).get("_wm_facts")
        if facts is None or (facts.metaclass is None and type(value) is not MirrorType):
            return False
        return bool(facts.crossing.library("builtins", "isinstance", value, cls))

    def __subclasscheck__(cls, value: type) -> bool:
        if type.__subclasscheck__(cls, value):
            return True
        facts = _own(cls).get("_wm_facts")
        return (
            facts is not None
            and facts.metaclass is not None
            and bool(facts.crossing.library("builtins", "issubclass", value, cls))
        )

    def __iter__(cls) -> Iterator[object]:
        return cls._wm_facts.crossing.do("__iter__", cls)  # type: ignore[return-value]

    def __len__(cls) -> int:
        return cls._wm_facts.crossing.do("__len__", cls)  # type: ignore[return-value]

    def __contains__(cls, item: object) -> bool:
        return bool(cls._wm_facts.crossing.do("__contains__", cls, item))

    def __getitem__(cls, key: object) -> object:
        return cls._wm_facts.crossing.do("__getitem__", cls, key)

    def __dir__(cls) -> list[str]:
        return cls._wm_facts.crossing.do("__dir__", cls)  # type: ignore[return-value]

    def __bool__(cls) -> bool:
        return True

    def __reversed__(cls) -> Iterator[object]:
        return cls._wm_facts.crossing.do("__reversed__", cls)  # type: ignore[return-value]

    def __or__(cls, other: Any) -> Any:
        return cls._wm_facts.crossing.do("__or__", cls, other)

    def __repr__(cls) -> str:
        return f"<class '{cls.__module__}.{cls.__qualname__}'>"

    @property
    def __signature__(cls) -> object:
        return cls._wm_facts.crossing.signature(cls)


_LOCAL = frozenset(
    [
        "__class__",
        "__init__",
        "__new__",
        "__del__",
        "__weakref__",
        "__init_subclass__",
        "__subclasshook__",
        "__getattribute__",
        "__setattr__",
        "__delattr__",
        "__reduce_ex__",
        "__reduce__",
        "__getstate__",
        "__sizeof__",
        "__copy__",
        "__deepcopy__",
        "__signature__",
        "__test__",
    ]
)


class Mirror(metaclass=MirrorType):
    """An object of the submission. ``_wm_handle`` is its number in the sandbox, ``_wm_worker`` the worker it belongs to."""

    _wm_handle: int
    _wm_worker: int

    def __init_subclass__(cls) -> None:
        """What the class's real bases do about their subclasses has been done in the sandbox."""

    def __getattribute__(self, name: str) -> object:
        if name.startswith("_wm_") or name in _LOCAL:
            return object.__getattribute__(self, name)
        facts = type(self)._wm_facts
        if name in facts.methods:
            return MirrorMethod(self, name)
        return facts.crossing.get(self, name)

    def __setattr__(self, name: str, value: object) -> None:
        if name.startswith("_wm_"):
            object.__setattr__(self, name, value)
        else:
            type(self)._wm_facts.crossing.set(self, name, value)

    def __delattr__(self, name: str) -> None:
        type(self)._wm_facts.crossing.delete(self, name)

    def __eq__(self, other: object) -> bool:
        facts = type(self)._wm_facts
        if belongs_to_submission(other):
            return bool(facts.crossing.do("__eq__", self, other))
        # A handle never equals plain data. An instance of a list's or dict's subclass holds some, and that is compared here.
        return facts.core is not None and type(other) is facts.core and bool(facts.crossing.core(self) == other)

    def __ne__(self, other: object) -> bool:
        return (
            bool(type(self)._wm_facts.crossing.do("__ne__", self, other))
            if belongs_to_submission(other)
            else not self == other
        )

    def __hash__(self) -> int:
        return type(self)._wm_facts.crossing.hash(self)

    def __repr__(self) -> str:
        return without_addresses(str(type(self)._wm_facts.crossing.do("__repr__", self)))

    def __str__(self) -> str:
        return without_addresses(str(type(self)._wm_facts.crossing.do("__str__", self)))

    def __format__(self, spec: str) -> str:
        return str(type(self)._wm_facts.crossing.do("__format__", self, spec))

    def __dir__(self) -> list[str]:
        return type(self)._wm_facts.crossing.do("__dir__", self)  # type: ignore[return-value]

    def __copy__(self) -> object:
        return type(self)._wm_facts.crossing.library("copy", "copy", self)

    def __deepcopy__(self, memo: object) -> object:
        return type(self)._wm_facts.crossing.library("copy", "deepcopy", self)

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise CannotCross(
            f"a {type(self).__name__} object of the submission cannot be pickled here; use a probe that pickles it there"
        )

    def __del__(self) -> None:
        try:
            type(self)._wm_facts.crossing.forget(self)
        except AttributeError:
            # Interpreter shutdown, or an object that never got its handle.
            return

    @property
    def __signature__(self) -> object:
        return type(self)._wm_facts.crossing.signature(self)


def without_addresses(text: str) -> str:
    """Memory addresses differ from run to run, and pytest may cut such a text before it reaches a report."""
    return _ADDRESS.sub("0x...", text)


_ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{6,16}\b")


class MirrorMethod:
    """A method of the submission's object, not fetched yet: calling it costs one trip instead of two."""

    __slots__ = ("_wm_name", "_wm_owner", "_wm_real")

    def __init__(self, owner: Mirror, name: str) -> None:
        self._wm_owner = owner
        self._wm_name = name
        self._wm_real: object = None

    def __call__(self, *args: object, **keywords: object) -> object:
        owner = self._wm_owner
        return type(owner)._wm_facts.crossing.method(owner, self._wm_name, args, keywords)

    def _wm_fetch(self) -> object:
        """The bound method itself, as a mirror."""
        if self._wm_real is None:
            owner = self._wm_owner
            self._wm_real = type(owner)._wm_facts.crossing.get(owner, self._wm_name)
        return self._wm_real

    @property  # type: ignore[misc]
    def __class__(self) -> type:
        return types.MethodType

    def __getattr__(self, name: str) -> object:
        if name == "__self__":
            return self._wm_owner
        return getattr(self._wm_fetch(), name)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, MirrorMethod) and type(other) is MirrorMethod:
            return self._wm_owner is other._wm_owner and self._wm_name == other._wm_name
        return bool(self._wm_fetch() == other)

    def __hash__(self) -> int:
        return hash((id(self._wm_owner), self._wm_name))

    def __repr__(self) -> str:
        return repr(self._wm_fetch())


def belongs_to_submission(value: object) -> bool:
    kind = type(value)
    return (
        issubclass_of_mirror(kind)
        or kind is MirrorMethod
        or isinstance(kind, MirrorType)
        or kind.__name__ == "LazyName"
    )


def issubclass_of_mirror(kind: type) -> bool:
    return type.__subclasscheck__(Mirror, kind)
