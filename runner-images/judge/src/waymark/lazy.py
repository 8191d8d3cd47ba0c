"""Names imported from the submission before there is one."""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from waymark_wire.encoding import Encoder
    from waymark_wire.plain import Json

    from waymark.imports import Submission


class Failing:
    """The value of a name that cannot be had: using it raises why."""

    def __init__(self, error: Exception) -> None:
        self.error = error


class LazyName:
    """Stands for what the submission has under the name. Once a test has begun it passes everything on."""

    def __init__(self, submission: Submission, module: str, name: str) -> None:
        self._wm_submission = submission
        self._wm_module = module
        self._wm_name = name

    def _wm_value(self, what: str) -> object:
        __tracebackhide__ = True
        submission = self._wm_submission
        key = (self._wm_module, self._wm_name)
        if key not in submission.values:
            if submission.crossing is None or not submission.ready:
                raise submission.touch(f"it {what} {self._wm_module}.{self._wm_name}")
            submission.values[key] = submission.name(*key)
        value = submission.values[key]
        if isinstance(value, Failing):
            raise value.error
        return value

    def _wm_encode(self, coder: Encoder) -> Json:
        return coder.encode(self._wm_value("passes on"))

    @property  # type: ignore[misc]
    def __class__(self) -> type:
        value = self._wm_submission.values.get((self._wm_module, self._wm_name))
        return LazyName if value is None or isinstance(value, Failing) else value.__class__

    def __getattr__(self, name: str) -> object:
        __tracebackhide__ = True
        bound = (self._wm_module, self._wm_name) in self._wm_submission.values
        if not bound and name in ("__name__", "__qualname__"):
            return self._wm_name
        if not bound and name.startswith("_"):
            # pytest, unittest and mock look into every name of a test module while it is collected.
            raise AttributeError(name)
        return getattr(self._wm_value(f"takes .{name} of"), name)

    def __setattr__(self, name: str, value: object) -> None:
        if name.startswith("_wm_"):
            object.__setattr__(self, name, value)
        else:
            setattr(self._wm_value(f"sets .{name} of"), name, value)

    def __delattr__(self, name: str) -> None:
        delattr(self._wm_value(f"deletes .{name} of"), name)

    def __call__(self, *args: object, **keywords: object) -> object:
        __tracebackhide__ = True
        return self._wm_value("calls")(*args, **keywords)  # type: ignore[operator]

    def __mro_entries__(self, bases: tuple[object, ...]) -> tuple[type, ...]:
        return (self._wm_value("derives a class from"),)  # type: ignore[return-value]

    def __instancecheck__(self, value: object) -> bool:
        return isinstance(value, self._wm_value("checks a value against"))  # type: ignore[arg-type]

    def __subclasscheck__(self, value: type) -> bool:
        return issubclass(value, self._wm_value("checks a class against"))  # type: ignore[arg-type]

    def __eq__(self, other: object) -> bool:
        return bool(self._wm_value("compares") == other)

    def __hash__(self) -> int:
        return hash((self._wm_module, self._wm_name))

    def __repr__(self) -> str:
        if (self._wm_module, self._wm_name) in self._wm_submission.values:
            return repr(self._wm_value("shows"))
        return f"{self._wm_module}.{self._wm_name}"

    def __str__(self) -> str:
        return str(self._wm_value("shows"))

    def __iter__(self) -> object:
        return iter(self._wm_value("iterates over"))  # type: ignore[call-overload]

    def __bool__(self) -> bool:
        return bool(self._wm_value("tests"))


def _delegate(name: str, apply: Callable[..., object]) -> None:
    def special(self: LazyName, *args: object) -> object:
        return apply(self._wm_value("uses"), *args)

    setattr(LazyName, name, special)


def _swapped(apply: Callable[..., object]) -> Callable[..., object]:
    return lambda value, other: apply(other, value)


for _name in [
    "add",
    "sub",
    "mul",
    "matmul",
    "truediv",
    "floordiv",
    "mod",
    "pow",
    "lshift",
    "rshift",
    "and",
    "xor",
    "or",
    "lt",
    "le",
    "gt",
    "ge",
    "ne",
    "getitem",
    "setitem",
    "delitem",
    "contains",
]:
    _delegate(f"__{_name}__", getattr(operator, _name + "_" * (_name in ("and", "or"))))
for _name in ["add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "and", "xor", "or"]:
    _delegate(f"__r{_name}__", _swapped(getattr(operator, _name + "_" * (_name in ("and", "or")))))
_OPERATIONS: dict[str, Callable[..., object]] = {
    "len": len,
    "int": int,
    "float": float,
    "abs": abs,
    "neg": operator.neg,
    "pos": operator.pos,
    "index": operator.index,
    "format": format,
    "round": round,
    "next": next,
    "reversed": reversed,
    "divmod": divmod,
    "enter": lambda value: type(value).__enter__(value),
    "exit": lambda value, *args: type(value).__exit__(value, *args),
}
for _name, _apply in _OPERATIONS.items():
    _delegate(f"__{_name}__", _apply)
