"""What a suite gets when it imports the submission: module mirrors and lazy names.

While the suite is collected there is no submission. ``from solution import slugify`` then gives a *lazy name*; when a test
begins, the sandbox says what the name is and the suite's variables are bound to that (``bind``). A suite that uses such a
name while it is collected cannot be collected alone: TouchedWhileCollecting says so, and it is collected anew beside each
submission.
"""

from __future__ import annotations

import sys
import types
from importlib.machinery import ModuleSpec
from typing import TYPE_CHECKING, Any

from waymark.call_sites import is_guarded, is_tried
from waymark.errors import CannotCross, MissingName, SuiteFault, TouchedWhileCollecting
from waymark.lazy import Failing, LazyName

if TYPE_CHECKING:
    from collections.abc import Sequence

    from waymark_wire.encoding import Encoder
    from waymark_wire.plain import Json

    from waymark.crossing import Crossing
    from waymark.line import Request


class Submission:
    """The submission as the suite's imports see it. ``crossing`` is set while there is a sandbox."""

    def __init__(self, modules: Sequence[str], folder: str) -> None:
        self.folder = folder
        self.roots = {module.partition(".")[0] for module in modules}
        self.crossing: Crossing | None = None
        self.ready = False
        self.collecting = True
        self.imported_here = True
        self.wanted: dict[str, list[str]] = {}
        self.lazy: dict[tuple[str, str], LazyName] = {}
        self.values: dict[tuple[str, str], object] = {}
        self.public: dict[str, list[str]] = {}
        self.touched: str | None = None
        self.imported: dict[str, int] = {}
        self.taken: dict[int, tuple[object, LazyName]] = {}
        self.import_failure: tuple[str, BaseException] | None = None

    def find_spec(self, name: str, _path: object = None, _target: object = None) -> ModuleSpec | None:
        root, _, rest = name.partition(".")
        if root not in self.roots:
            return None
        if rest and self.is_live() and not self.border().request({"op": "find", "n": name}, []):
            return None
        return ModuleSpec(name, self, is_package=True)  # type: ignore[arg-type]

    def create_module(self, spec: ModuleSpec) -> types.ModuleType:
        if self.collecting:
            self.wanted.setdefault(spec.name, [])
        return ModuleMirror(self, spec.name)

    def exec_module(self, module: types.ModuleType) -> None:
        """The module runs in the sandbox: when the next worker begins, or now when there is one."""
        if self.is_live():
            worker, name = self.border().worker, module.__name__
            self.refuse_unimported(name)
            reloaded = module.__dict__.get("_wm_loaded") == worker
            # Loaded once and taken out of ``sys.modules`` since: the suite wants it anew.
            fresh = not reloaded and self.imported.get(name) == worker
            message: Request = {"op": "import", "n": name, "reload": reloaded, "fresh": fresh}
            try:
                self.border().request(message, [])
            except Exception as error:
                if self.collecting and not is_guarded(sys._getframe(1)):
                    self.import_failure = self.import_failure or (module.__name__, error)
                raise
            module.__dict__["_wm_loaded"] = self.imported[name] = worker
            self.forget_values(name)

    def refuse_unimported(self, module: str) -> None:
        """In a test about the submission's source nothing of it may run."""
        if not self.imported_here:
            raise SuiteFault(
                f"a test looks at the submission's source and uses {module} as well; nothing of the submission is imported "
                "in such a test, so make two of it"
            )

    def forget_values(self, module: str) -> None:
        """The module was loaded anew: what its names meant is no longer so."""
        for key in [key for key in self.values if key[0] == module]:
            del self.values[key]
        self.public.pop(module, None)

    def is_live(self) -> bool:
        return self.crossing is not None and self.ready

    def border(self) -> Crossing:
        if self.crossing is None or not self.ready:
            raise CannotCross("the submission can only be used while a test runs")
        return self.crossing

    def border_or_none(self) -> Crossing | None:
        return self.crossing if self.ready else None

    def module(self, name: str) -> object:
        """The mirror of a module, for one that came as a value. One of the library is here too."""
        found = sys.modules.get(name)
        if isinstance(found, ModuleMirror):
            return found
        return ModuleMirror(self, name)

    def name(self, module: str, name: str) -> object:
        """What ``from module import name`` or ``module.name`` gives."""
        __tracebackhide__ = True
        if self.is_live():
            self.refuse_unimported(module)
            try:
                value = self.border().get(ModuleReference(module), name)
                if self.collecting:
                    self.take(module, name, value)
                return value
            except AttributeError as error:
                why = MissingName(missing(module, name, self.public_names(module)), name=name)
                if not self.collecting or is_guarded(sys._getframe(2)) or is_tried(sys._getframe(2), self.folder):
                    raise why from error
                # A name that is not there shall fail the tests that use it, not the collection.
                self.values[module, name] = Failing(why)
                return self.lazy.setdefault((module, name), LazyName(self, module, name))
        if is_guarded(sys._getframe(2)) or is_tried(sys._getframe(2), self.folder):
            raise self.touch(f"it may do without {module}.{name}")
        names = self.wanted.setdefault(module, [])
        if name not in names:
            names.append(name)
        return self.lazy.setdefault((module, name), LazyName(self, module, name))

    def take(self, module: str, name: str, value: object) -> None:
        """Remember what a name meant while the suite was collected beside the submission: in each test it is bound anew."""
        if type(value) not in (bool, int, float, str, bytes, type(None)):
            self.taken[id(value)] = value, LazyName(self, module, name)
            names = self.wanted.setdefault(module, [])
            if name not in names:
                names.append(name)

    def standing_for(self, value: object) -> LazyName | None:
        """The name that a variable's value came from."""
        if type(value) is LazyName:
            return value
        found = self.taken.get(id(value))
        return None if found is None else found[1]

    def public_names(self, module: str) -> list[str]:
        if module not in self.public and self.crossing is not None:
            listed = self.crossing.do("__dir__", ModuleReference(module))
            self.public[module] = [name for name in listed if not name.startswith("_")]  # type: ignore[attr-defined]
        return self.public.get(module, [])

    def learn(self, described: Any, crossing: Crossing) -> None:
        """Take over what the sandbox said about the wanted names when a worker began."""
        self.values.clear()
        self.imported = dict.fromkeys(self.wanted, crossing.worker)
        for name in self.wanted:
            loaded = sys.modules.get(name)
            if isinstance(loaded, ModuleMirror):
                loaded.__dict__["_wm_loaded"] = crossing.worker
        for module, present, absent, public in described:
            for name, value, *why in present:
                self.values[module, name] = (
                    Failing(CannotCross(f"{module}.{name} cannot be compared here: {str(why[0])[:300]}"))
                    if why
                    else crossing.decode(value)
                )
            for name in absent:
                self.values[module, name] = Failing(
                    MissingName(missing(str(module), str(name), [str(n) for n in public]))
                )

    def end_test(self) -> None:
        """What the test imported itself is gone with its worker; the next test imports it anew."""
        self.values.clear()
        self.public.clear()
        for name, module in list(sys.modules.items()):
            if isinstance(module, ModuleMirror) and name not in self.wanted:
                del sys.modules[name]

    def want_entry(self) -> None:
        """The entry modules are imported for each test, also where the suite names none of them."""
        if not self.wanted:
            self.wanted = {name: [] for name in sorted(self.roots)}

    def touch(self, what: str) -> TouchedWhileCollecting:
        self.touched = self.touched or what
        return TouchedWhileCollecting(what)


class LastResort:
    """Finds modules that only the submission has, when everybody else has been asked."""

    def __init__(self, submission: Submission, names: Sequence[str]) -> None:
        self.submission = submission
        self.names = frozenset(names)

    def find_spec(self, name: str, _path: object = None, _target: object = None) -> ModuleSpec | None:
        root = name.partition(".")[0]
        if root not in self.names:
            return None
        self.submission.roots.add(root)
        return self.submission.find_spec(name)


def missing(module: str, name: str, public: list[str]) -> str:
    """CPython's own sentence first, because suites match it; then what there is instead."""
    import difflib

    close = difflib.get_close_matches(name, public, 1, 0.7)
    there = ", ".join(public[:12]) + (", ..." if len(public) > 12 else "")
    hint = f' Did you mean "{close[0]}"?' if close else ""
    return f"module {module!r} has no attribute {name!r}.{hint} It defines: {there or 'nothing'}."


class ModuleReference:
    """A module of the submission as an argument."""

    def __init__(self, name: str) -> None:
        self.name = name

    def _wm_encode(self, _: Encoder) -> Json:
        return ["M", self.name]


class ModuleMirror(types.ModuleType):
    # ``import solution``: attributes are asked for when they are used. No docstring here: it would stand for the module's own.

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
            if submission.ready and submission.crossing is not None and name == "__annotations__":
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

    def _wm_encode(self, _: Encoder) -> Json:
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


def _documentation(mirror: ModuleMirror) -> object:
    border = mirror.__dict__["_wm_submission"].border_or_none()
    return None if border is None else border.get(ModuleReference(mirror.__name__), "__doc__")


# A property, for the import system sets the attribute and a module's own dictionary would come first.
ModuleMirror.__doc__ = property(_documentation, lambda mirror, text: None)  # type: ignore[assignment]
