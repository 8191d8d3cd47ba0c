"""What a suite gets when it imports the submission: module mirrors and lazy names.

While the suite is collected there is no submission. ``from solution import slugify`` then gives a *lazy name*; when a test
begins, the sandbox says what the name is and the suite's variables are bound to that (``bind``). A suite that uses such a
name while it is collected cannot be collected alone: TouchedWhileCollecting says so, and it is collected anew beside each
submission.
"""

from __future__ import annotations

import operator
import sys
import types
from collections.abc import Callable, Sequence
from importlib.machinery import ModuleSpec
from typing import TYPE_CHECKING

from waymark.errors import CannotCross, MissingName, TouchedWhileCollecting
from waymark_wire.plain import Json

if TYPE_CHECKING:
    from waymark.crossing import Crossing


class Submission:
    """The submission as the suite's imports see it. ``crossing`` is set while there is a sandbox."""

    def __init__(self, modules: Sequence[str]) -> None:
        self.roots = {module.partition(".")[0] for module in modules}
        self.crossing: Crossing | None = None
        self.ready = False
        self.collecting = True
        self.wanted: dict[str, list[str]] = {}
        self.lazy: dict[tuple[str, str], LazyName] = {}
        self.values: dict[tuple[str, str], object] = {}
        self.public: dict[str, list[str]] = {}
        self.touched: str | None = None
        self.unknown: list[str] = []

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        if name.partition(".")[0] not in self.roots:
            return None
        return ModuleSpec(name, self, is_package=True)  # type: ignore[arg-type]

    def create_module(self, spec: ModuleSpec) -> types.ModuleType:
        self.wanted.setdefault(spec.name, [])
        return ModuleMirror(self, spec.name)

    def exec_module(self, module: types.ModuleType) -> None:
        """Nothing to run: the module runs in the sandbox."""

    def module(self, name: str) -> object:
        """The mirror of a module, for one that came as a value."""
        found = sys.modules.get(name)
        if isinstance(found, ModuleMirror):
            return found
        return ModuleMirror(self, name)

    def name(self, module: str, name: str) -> object:
        """What ``from module import name`` or ``module.name`` gives."""
        __tracebackhide__ = True
        if self.crossing is not None and self.ready:
            try:
                return self.crossing.get(ModuleReference(module), name)
            except AttributeError as error:
                why = MissingName(missing(module, name, self.public_names(module)))
                if not self.collecting:
                    raise why from error
                # A name that is not there shall fail the tests that use it, not the collection.
                self.values[module, name] = Failing(why)
                return self.lazy.setdefault((module, name), LazyName(self, module, name))
        names = self.wanted.setdefault(module, [])
        if name not in names:
            names.append(name)
        return self.lazy.setdefault((module, name), LazyName(self, module, name))

    def public_names(self, module: str) -> list[str]:
        if module not in self.public and self.crossing is not None:
            listed = self.crossing.do("__dir__", ModuleReference(module))
            self.public[module] = [name for name in listed if not name.startswith("_")]  # type: ignore[attr-defined]
        return self.public.get(module, [])

    def learn(self, described: Json, crossing: Crossing) -> None:
        """Take over what the sandbox said about the wanted names when a worker began."""
        self.values.clear()
        for module, present, absent, public in described:  # type: ignore[union-attr, misc]
            for name, value, *why in present:  # type: ignore[union-attr, misc]
                self.values[module, name] = (  # type: ignore[index]
                    Failing(CannotCross(f"{module}.{name} cannot be compared here: {str(why[0])[:300]}"))
                    if why
                    else crossing.decode(value, [])
                )
            for name in absent:  # type: ignore[union-attr]
                self.values[module, name] = Failing(MissingName(missing(str(module), str(name), [str(n) for n in public])))  # type: ignore[index, union-attr]

    def touch(self, what: str) -> TouchedWhileCollecting:
        self.touched = self.touched or what
        return TouchedWhileCollecting(what)


class LastResort:
    """Finds modules that only the submission has, when everybody else has been asked."""

    def __init__(self, submission: Submission, names: Sequence[str]) -> None:
        self.submission = submission
        self.names = frozenset(names)

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        root = name.partition(".")[0]
        if root not in self.names:
            return None
        self.submission.roots.add(root)
        return self.submission.find_spec(name)


def missing(module: str, name: str, public: list[str]) -> str:
    import difflib

    close = difflib.get_close_matches(name, public, 1, 0.7)
    there = ", ".join(public[:12]) + (", ..." if len(public) > 12 else "")
    hint = f' Did you mean "{close[0]}"?' if close else ""
    return f'{module}.py has no "{name}".{hint} It defines: {there or "nothing"}.'


class Failing:
    """The value of a name that cannot be had: using it raises why."""

    def __init__(self, error: Exception) -> None:
        self.error = error


class ModuleReference:
    """A module of the submission as an argument."""

    def __init__(self, name: str) -> None:
        self.name = name

    def _wm_encode(self, crossing: Crossing) -> Json:
        return ["M", self.name]


class ModuleMirror(types.ModuleType):
    """``import solution``: attributes are asked for when they are used."""

    def __init__(self, submission: Submission, name: str) -> None:
        super().__init__(name)
        self.__dict__["_wm_submission"] = submission
        self.__dict__["__path__"] = []
        # inspect and pytest ask every module for its file, also when there is no worker any more to answer.
        self.__dict__["__file__"] = f"/work/{name.replace('.', '/')}.py"

    def __getattr__(self, name: str) -> object:
        __tracebackhide__ = True
        submission: Submission = self.__dict__["_wm_submission"]
        if name == "__all__":
            return star_names(submission, self.__name__)
        if name.startswith("__") and name.endswith("__") and name not in ("__version__", "__author__"):
            if submission.ready and submission.crossing is not None and name in ("__doc__", "__annotations__"):
                return submission.crossing.get(ModuleReference(self.__name__), name)
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        return submission.name(self.__name__, name)

    def __setattr__(self, name: str, value: object) -> None:
        submission: Submission = self.__dict__["_wm_submission"]
        if name.startswith("__") or isinstance(value, ModuleMirror):
            super().__setattr__(name, value)
        elif submission.crossing is None or not submission.ready:
            raise submission.touch(f"it sets {self.__name__}.{name}")
        else:
            submission.crossing.set(ModuleReference(self.__name__), name, value)

    def __delattr__(self, name: str) -> None:
        submission: Submission = self.__dict__["_wm_submission"]
        if name in self.__dict__:
            super().__delattr__(name)
        elif submission.crossing is None or not submission.ready:
            raise submission.touch(f"it deletes {self.__name__}.{name}")
        else:
            submission.crossing.delete(ModuleReference(self.__name__), name)

    def __dir__(self) -> list[str]:
        submission: Submission = self.__dict__["_wm_submission"]
        if submission.crossing is None or not submission.ready:
            raise submission.touch(f"it lists the names of {self.__name__}")
        return submission.crossing.do("__dir__", ModuleReference(self.__name__))  # type: ignore[return-value]

    def _wm_encode(self, crossing: Crossing) -> Json:
        return ["M", self.__name__]


def star_names(submission: Submission, module: str) -> list[str]:
    """``from solution import *``."""
    if submission.crossing is None or not submission.ready:
        raise submission.touch(f"it imports everything from {module}")
    try:
        declared = submission.crossing.get(ModuleReference(module), "__all__")
    except AttributeError:
        return submission.public_names(module)
    return [name for name in declared if isinstance(name, str)]  # type: ignore[attr-defined]


class LazyName:
    """A name imported from the submission before there is one. Once a test has begun it passes everything on."""

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

    def _wm_encode(self, crossing: Crossing) -> Json:
        return crossing.encode(self._wm_value("passes on"))

    @property
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


for _name in "add sub mul matmul truediv floordiv mod pow lshift rshift and xor or lt le gt ge ne getitem setitem delitem contains".split():
    _delegate(f"__{_name}__", getattr(operator, _name + "_" * (_name in ("and", "or"))))
for _name in "add sub mul truediv floordiv mod pow and xor or".split():
    _delegate(f"__r{_name}__", _swapped(getattr(operator, _name + "_" * (_name in ("and", "or")))))
for _name, _apply in {
    **{"len": len, "int": int, "float": float, "abs": abs, "neg": operator.neg, "pos": operator.pos, "index": operator.index},
    **{"format": format, "round": round, "next": next, "reversed": reversed, "divmod": divmod},
    "enter": lambda value: type(value).__enter__(value),
    "exit": lambda value, *args: type(value).__exit__(value, *args),
}.items():
    _delegate(f"__{_name}__", _apply)


class Slots:
    """Where lazy names ended up when the suite was collected, so that they can be replaced by what they stand for."""

    def __init__(self) -> None:
        self.places: list[tuple[Callable[[object], None], LazyName]] = []

    def scan_modules(self, is_suite_module: Callable[[str], bool]) -> None:
        for name, module in list(sys.modules.items()):
            if is_suite_module(name) and not isinstance(module, ModuleMirror):
                self.scan_namespace(vars(module), vars(module).__setitem__, name)

    def scan_namespace(self, namespace: dict[str, object], put: Callable[[str, object], None], module: str) -> None:
        for key, value in list(namespace.items()):
            if type(value) is LazyName:
                self.places.append((_putter(put, key), value))
            elif type(value) is type and value.__module__ == module:
                self.scan_namespace(dict(vars(value)), _class_setter(value), module)

    def scan_parameters(self, parameters: dict[str, object]) -> None:
        """The values of one parametrised test, also one level into tuples, lists and dicts."""
        for key, value in list(parameters.items()):
            if type(value) is LazyName:
                self.places.append((_putter(parameters.__setitem__, key), value))

    def bind(self) -> None:
        """Put what the names stand for into the suite's variables; a name that cannot be had stays lazy and fails when used."""
        for put, lazy in self.places:
            value = lazy._wm_submission.values.get((lazy._wm_module, lazy._wm_name), lazy)
            put(lazy if isinstance(value, Failing) else value)


def _putter(put: Callable[[str, object], None], key: str) -> Callable[[object], None]:
    return lambda value: put(key, value)


def _class_setter(kind: type) -> Callable[[str, object], None]:
    return lambda key, value: setattr(kind, key, value)
