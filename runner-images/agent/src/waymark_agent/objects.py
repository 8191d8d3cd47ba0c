"""Objects that stay here: numbered handles for them, and descriptions of their classes for the judge's mirrors."""

import builtins
import types
from collections.abc import Callable

from waymark_wire.plain import Json

from waymark_agent.values import EXACT, METHODS, core_of

DUNDERS = frozenset(
    [
        "__call__",
        "__len__",
        "__getitem__",
        "__setitem__",
        "__delitem__",
        "__contains__",
        "__iter__",
        "__next__",
        "__reversed__",
        "__enter__",
        "__exit__",
        "__aenter__",
        "__aexit__",
        "__await__",
        "__aiter__",
        "__anext__",
        "__add__",
        "__sub__",
        "__mul__",
        "__matmul__",
        "__truediv__",
        "__floordiv__",
        "__mod__",
        "__divmod__",
        "__pow__",
        "__lshift__",
        "__rshift__",
        "__and__",
        "__xor__",
        "__or__",
        "__radd__",
        "__rsub__",
        "__rmul__",
        "__rmatmul__",
        "__rtruediv__",
        "__rfloordiv__",
        "__rmod__",
        "__rdivmod__",
        "__rpow__",
        "__rlshift__",
        "__rrshift__",
        "__rand__",
        "__rxor__",
        "__ror__",
        "__iadd__",
        "__isub__",
        "__imul__",
        "__imatmul__",
        "__itruediv__",
        "__ifloordiv__",
        "__imod__",
        "__ipow__",
        "__ilshift__",
        "__irshift__",
        "__iand__",
        "__ixor__",
        "__ior__",
        "__neg__",
        "__pos__",
        "__abs__",
        "__invert__",
        "__int__",
        "__float__",
        "__complex__",
        "__index__",
        "__round__",
        "__trunc__",
        "__floor__",
        "__ceil__",
        "__lt__",
        "__le__",
        "__gt__",
        "__ge__",
        "__eq__",
        "__ne__",
        "__hash__",
        "__bool__",
        "__repr__",
        "__str__",
        "__format__",
        "__bytes__",
        "__fspath__",
        "__get__",
        "__set__",
        "__delete__",
        "__length_hint__",
        "__copy__",
        "__deepcopy__",
        "__reduce__",
        "__instancecheck__",
        "__subclasscheck__",
        "__class_getitem__",
        "__init__",
        "__init_subclass__",
    ]
)
"""Special methods a class may have of its own that the judge's mirror then has too."""


class Objects:
    """Handles of one worker. A handle's number is never used twice; the same object has the same handle while it lives."""

    def __init__(self, standin_number: Callable[[object], int | None]) -> None:
        self.standin_number = standin_number
        self.by_handle: dict[int, object] = {}
        self.handles: dict[int, int] = {}
        self.sent: dict[int, int] = {}
        self.next_handle = 1
        self.class_numbers: dict[type, int] = {}
        self.new_classes: list[Json] = []

    def handle(self, value: object) -> int:
        """The value's handle; counts that it was sent once more, so that a late release cannot take it away early."""
        number = self.handles.get(id(value))
        if number is None:
            number = self.handles[id(value)] = self.next_handle
            self.next_handle += 1
            self.by_handle[number] = value
        self.sent[number] = self.sent.get(number, 0) + 1
        return number

    def release(self, number: int, count: int) -> None:
        if number in self.sent:
            self.sent[number] -= count
            if self.sent[number] <= 0:
                self.handles.pop(id(self.by_handle.pop(number)), None)
                del self.sent[number]

    def class_reference(self, kind: type) -> Json:
        """For a class as a value or a base: ``["T", "builtins", name]``, ``["cb", n]`` for one of the test, else its number."""
        if kind.__module__ == "builtins" and BUILTIN_TYPES.get(kind.__name__) is kind:
            return ["T", "builtins", kind.__name__]
        own = self.standin_number(kind)
        return self.class_number(kind) if own is None else ["cb", own]

    def class_number(self, kind: type) -> int:
        """For the class of a handle: always a number, so that the judge learns what its instances can do."""
        number = self.class_numbers.get(kind)
        if number is None:
            number = self.class_numbers[kind] = len(self.class_numbers) + 1
            self.describe_class(kind, number)
        return number

    def describe_class(self, kind: type, number: int) -> None:
        """``[number, handle, module, name, qualified name, bases, specials, methods, doc, unhashable, metaclass, core]``"""
        specials: set[str] = set()
        methods: set[str] = set()
        core = core_of(kind)
        for base in reversed(type.mro(kind)[:-1]):
            if base in EXCEPTIONS or (base is core and core in EXACT):
                continue
            for name, member in base.__dict__.items():
                if name in DUNDERS:
                    (specials.discard if member is None else specials.add)(name)
                elif type(member) in METHODS:
                    methods.add(name)
                else:
                    methods.discard(name)
        if "__getattribute__" in type(kind).__dict__ or any(
            "__getattribute__" in base.__dict__ for base in type.mro(kind)[:-1] if base.__module__ != "builtins"
        ):
            methods.clear()
        bases: list[Json] = [self.class_reference(base) for base in kind.__bases__ if base is not object]
        doc = kind.__dict__.get("__doc__")
        # A class's own handle is its number, negative: it is never released, and does not shift the numbers of objects.
        self.by_handle[-number] = kind
        self.new_classes.append(
            [
                number,
                -number,
                str(kind.__module__),
                str(kind.__name__),
                str(kind.__qualname__),
                bases,
                sorted(specials),  # type: ignore[list-item]
                sorted(methods),  # type: ignore[list-item]
                doc[:4096] if type(doc) is str else None,
                kind.__hash__ is None,
                type(kind).__name__ if type(kind) is not type else None,
                None if core is None else core.__name__,
            ]
        )

    def take_new_classes(self) -> list[Json]:
        taken, self.new_classes = self.new_classes, []
        return taken


BUILTIN_TYPES: dict[str, type] = {
    kind.__name__: kind
    for kind in (*vars(types).values(), *vars(builtins).values())
    if isinstance(kind, type) and kind.__module__ == "builtins"
}
"""The judge has them too: ``int``, and by their own names those without a built-in one, such as ``NoneType``."""

EXCEPTIONS = frozenset(kind for kind in BUILTIN_TYPES.values() if issubclass(kind, BaseException))
