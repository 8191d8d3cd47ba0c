"""Everything that crosses between a suite and the submission in one grading: encoding, decoding, mirrors, callbacks."""

from __future__ import annotations

import builtins
import inspect
import sys
import types
import weakref
from collections.abc import Callable
from typing import TYPE_CHECKING

from waymark.errors import CannotCross, SubmissionGone, SubmissionRaised
from waymark.failures import acceptable, exception_class
from waymark.known import BUILTIN_TYPES, DISGUISES, MARKERS, known_class
from waymark.mirrors import INHERITED, NOT_MIRRORED, Facts, Mirror, MirrorMethod, MirrorType, special_method, unbound_method
from waymark.offers import Offers, library_reference
from waymark_wire.plain import Decoder, Encoder, Json, Malformed, Unsendable, learn

if TYPE_CHECKING:
    from waymark.line import Line, Message

INPUT = -1


class Crossing:
    """One grading's border. ``test`` counts the tests: what belongs to an earlier one is recognised and refused."""

    def __init__(self, line: Line, is_suite_module: Callable[[str], bool], module_mirror: Callable[[str], object]) -> None:
        self.line = line
        self.module_mirror = module_mirror
        self.offers = Offers(is_suite_module)
        self.is_suite_module = is_suite_module
        self.test = 0
        self.shared_phase = False
        self.objects: weakref.WeakValueDictionary[int, object] = weakref.WeakValueDictionary()
        self.kept: dict[int, object] = {}
        self.received: dict[int, int] = {}
        self.classes: dict[int, type] = {}
        self.described: dict[str, type] = {}
        self.judge_errors: list[BaseException] = []
        self.errors: dict[int, BaseException] = {}
        self.shared_classes: dict[int, type] = {}
        self.last_call: tuple[Message, list[object], dict[str, object]] | None = None

    # What mirrors ask for

    def call(self, target: object, args: tuple[object, ...], keywords: dict[str, object]) -> object:
        __tracebackhide__ = True
        return self.request({"op": "call"}, [target, *args], keywords)

    def call_unbound(self, owner: object, name: str, args: tuple[object, ...], keywords: dict[str, object]) -> object:
        __tracebackhide__ = True
        return self.request({"op": "method", "n": name}, [owner, *args], keywords)

    def method(self, target: object, name: str, args: tuple[object, ...], keywords: dict[str, object]) -> object:
        __tracebackhide__ = True
        return self.request({"op": "method", "n": name}, [target, *args], keywords)

    def get(self, target: object, name: str) -> object:
        __tracebackhide__ = True
        return self.request({"op": "get", "n": name}, [target])

    def set(self, target: object, name: str, value: object) -> None:
        __tracebackhide__ = True
        self.request({"op": "set", "n": name}, [target, value])

    def delete(self, target: object, name: str) -> None:
        __tracebackhide__ = True
        self.request({"op": "del", "n": name}, [target])

    def do(self, name: str, *operands: object) -> object:
        __tracebackhide__ = True
        return self.request({"op": "do", "f": name}, list(operands))

    def operate(self, name: str, left: object, right: object) -> object:
        """A binary operator. Another object of the test may know better, so it gets its turn when ours cannot be sent."""
        __tracebackhide__ = True
        try:
            return self.do(name, left, right)
        except CannotCross:
            return NotImplemented

    def compare(self, name: str, left: object, right: object) -> object:
        __tracebackhide__ = True
        return self.do(name, left, right)

    def hash(self, target: object) -> int:
        __tracebackhide__ = True
        if type(target)._wm_facts.unhashable:  # type: ignore[attr-defined]
            raise TypeError(f"unhashable type: '{type(target).__name__}'")
        return int(self.do("__hash__", target))  # type: ignore[call-overload]

    def wait(self, target: object) -> object:
        __tracebackhide__ = True
        return self.request({"op": "await"}, [target])

    def library(self, module: str, name: str, *args: object, **keywords: object) -> object:
        """Call a function of the standard library in the sandbox."""
        __tracebackhide__ = True
        return self.request({"op": "call"}, [Library(module, name), *args], keywords)

    def signature(self, target: object) -> inspect.Signature:
        __tracebackhide__ = True
        *described, (_, returned) = self.request({"op": "signature"}, [target])  # type: ignore[misc]
        empty = inspect.Parameter.empty
        parameters = [
            inspect.Parameter(
                name, inspect._ParameterKind(kind), default=default if has else empty, annotation=annotation[0] if annotation else empty
            )
            for name, kind, has, default, annotation in described
        ]
        return inspect.Signature(parameters, return_annotation=returned[0] if returned else empty)

    def request(self, message: Message, arguments: list[object], keywords: dict[str, object] | None = None) -> object:
        __tracebackhide__ = True
        learn(sys.modules)
        encoder = Encoder(self.encode_other, number_containers=True)
        try:
            message["a"] = [encoder.encode(argument) for argument in arguments]
            if keywords:
                message["k"] = [[name, encoder.encode(value)] for name, value in keywords.items()]
        except Unsendable as reason:
            raise CannotCross(f"an argument cannot be passed to the submission: {reason}; use a probe to make it there") from None
        if message["op"] in ("call", "method"):
            self.last_call = message, arguments, keywords or {}
        return self.line.ask(message, self, encoder.numbered or [])

    # What the line hands over

    def result(self, body: Message, containers: list[object]) -> object:
        self.take(body, containers)
        return self.decode(body.get("v"), containers)

    def failure(self, body: Message, containers: list[object]) -> BaseException:
        if "why" in body:
            self.take(body, containers)
            return CannotCross(
                f"what the submission returned cannot be compared here: {text(body['why'], 300)}. "
                "If the value is meant to be this large or this kind, a probe can look at it beside the submission."
            )
        self.take(body, containers)
        error = self.decode(body.get("x"), containers)
        if not isinstance(error, BaseException):
            raise Malformed("an exception that is none")
        return error

    def serve_callback(self, body: Message, containers: list[object]) -> Message:
        """Run what the submission called, and say what came of it."""
        self.take(body, containers)
        arguments, keywords = body.get("a"), body.get("w")
        if type(arguments) is not list or type(keywords) is not list:
            raise Malformed("a call without arguments")
        args = [self.decode(argument, containers) for argument in arguments]
        named = {text(pair[0], 200): self.decode(pair[1], containers) for pair in keywords}  # type: ignore[index]
        try:
            if body.get("k") == INPUT:
                value: object = read_input(args)
            else:
                value = self.offers.use(body.get("k"), body.get("x"), args, named)
            return {"op": "resume", "v": self.encode(value)}
        except (SubmissionGone, Malformed):
            raise
        except BaseException as error:
            return {"op": "throw", "v": self.encode_error(error)}

    def take(self, body: Message, containers: list[object]) -> None:
        """New classes, printed text and changed arguments of an answer, before its value."""
        for facts in listed(body.get("c")):
            self.learn_class(facts)
        for key, stream in (("o", "stdout"), ("e", "stderr")):
            if key in body:
                self.line.on_output(stream, text(body[key], 1 << 17))
        for change in listed(body.get("m")):
            number, content = listed(change)
            if type(number) is not int or not 0 <= number < len(containers):
                raise Malformed("a change of nothing")
            apply_change(containers[number], self.decode(content, containers))

    # Encoding

    def encode(self, value: object) -> Json:
        learn(sys.modules)
        try:
            return Encoder(self.encode_other).encode(value)
        except Unsendable as reason:
            raise CannotCross(f"the value cannot be passed to the submission: {reason}") from None

    def encode_other(self, value: object) -> Json:
        kind = type(value)
        if kind is Library:
            return ["T", value.module, value.name]  # type: ignore[attr-defined]
        if isinstance(kind, MirrorType):
            return self.encode_handle(value)
        if kind is MirrorType:
            facts = value.__dict__.get("_wm_facts")
            if facts is None:
                raise CannotCross("this class cannot be passed to the submission")
            return ["h", facts.handle]
        if kind is MirrorMethod:
            return self.encode_other(value._wm_fetch())  # type: ignore[attr-defined]
        crossed = getattr(kind, "_wm_encode", None)
        if crossed is not None:
            return crossed(value, self)  # type: ignore[no-any-return]
        if isinstance(value, BaseException):
            handle = value.__dict__.get("_wm_handle")
            return ["h", handle] if handle is not None and value.__dict__.get("_wm_test") == self.test else self.encode_error(value)
        reference = library_reference(value, self.is_suite_module)
        if reference is not None:
            return reference
        if kind is property:
            return ["pr", *(self.encode(part) for part in (value.fget, value.fset, value.fdel))]  # type: ignore[attr-defined]
        if kind is staticmethod:
            return ["sm", self.encode(value.__func__)]  # type: ignore[attr-defined]
        if kind is classmethod:
            return ["cm", self.encode(value.__func__)]  # type: ignore[attr-defined]
        for base in (int, str, float, bytes, tuple, frozenset):
            if isinstance(value, base) and kind.__module__ != "enum":
                if base is tuple and hasattr(kind, "_fields"):
                    return ["nt", kind.__name__, list(kind._fields), *(self.encode(item) for item in value)]  # type: ignore[attr-defined]
                return self.encode(base(value))
        return self.offers.offer(value)

    def encode_handle(self, value: object) -> Json:
        own = object.__getattribute__(value, "__dict__")
        handle, test = own.get("_wm_handle"), own.get("_wm_test")
        if issubclass(type(value), BaseException) and test != self.test:
            return self.encode_error(value)  # type: ignore[arg-type]
        if test not in (self.test, 0):
            raise CannotCross(f"this {type(value).__name__} object belongs to an earlier test, whose sandbox worker is gone")
        return ["h", handle]

    def encode_error(self, error: BaseException) -> Json:
        """``["xj", number, class name, [module, base], [args], is an Exception]``: the original is kept here."""
        number = next((place for place, kept in enumerate(self.judge_errors) if kept is error), len(self.judge_errors))
        if number == len(self.judge_errors):
            self.judge_errors.append(error)
        kind = type(error)
        base = next(base for base in kind.__mro__ if base.__module__.partition(".")[0] in sys.stdlib_module_names)
        args: list[Json] = []
        for argument in error.args[:20]:
            try:
                args.append(self.encode(argument))
            except CannotCross:
                args.append(repr(type(argument)))
        return ["xj", number, kind.__name__, [base.__module__, base.__name__], args, isinstance(error, Exception)]

    # Decoding

    def decode(self, value: Json | None, containers: list[object]) -> object:
        return Decoder(self.decode_other, containers).decode(value)

    def decode_other(self, value: list[Json]) -> object:
        match value:
            case ["h", int(handle), int(number)] if number in self.classes:
                return self.mirror(handle, self.classes[number])
            case ["k", int(number)] if number in self.classes:
                return self.classes[number]
            case ["k", ["T", "builtins", str(name)]] if name in BUILTIN_TYPES:
                return BUILTIN_TYPES[name]
            case ["M", str(name), int()]:
                return self.module_mirror(name)
            case ["cb", int(number)]:
                return self.offers.taken_back(number)
            case ["xj", int(number), *_] if 0 <= number < len(self.judge_errors):
                return self.judge_errors[number]
            case ["x", int(handle), kind, [*args], said, [*attributes], [*frames], cause, context, [*notes]]:
                return self.exception(handle, kind, args, said, attributes, frames, cause, context, notes)
        raise Malformed(f"an unknown value {str(value)[:80]}")

    def mirror(self, handle: int, kind: type) -> object:
        found = self.objects.get(handle)
        if found is None or type(found) is not kind:
            found = object.__new__(kind)
            object.__setattr__(found, "_wm_handle", handle)
            object.__setattr__(found, "_wm_test", 0 if self.shared_phase else self.test)
            self.objects[handle] = found
        if self.shared_phase:
            self.kept[handle] = found
        self.received[handle] = self.received.get(handle, 0) + 1
        return found

    def forget(self, mirror: Mirror) -> None:
        """A mirror is garbage: the sandbox may drop its object."""
        if mirror._wm_test == self.test:
            count = self.received.pop(mirror._wm_handle, 0)
            if count:
                self.line.released.append((mirror._wm_handle, count))

    def exception(
        self, handle: int, kind: Json, args: list[Json], said: Json, attributes: list[Json], frames: list[Json], *rest: Json
    ) -> BaseException:
        found = self.errors.get(handle)
        if found is not None:
            return found
        cause, context, notes = rest
        original = self.class_of(kind)
        running = self.test > 0
        made_of = acceptable(original, running=running)
        decoded = [self.decode(argument, []) for argument in args]
        error = (
            SubmissionRaised(f"{original.__name__}: {text(said, 4200)}") if made_of is SubmissionRaised else revive(made_of, decoded)
        )
        self.errors[handle] = error
        own = error.__dict__
        own["_wm_text"], own["_wm_handle"], own["_wm_test"] = text(said, 4200), handle, self.test
        own["_wm_frames"] = [checked_frame(frame) for frame in frames[:40]]
        for name, value in zip(attributes[::2], attributes[1::2], strict=True):
            if text(name, 200).isidentifier() and not str(name).startswith("_"):
                try:
                    setattr(error, str(name), self.decode(value, []))
                except (AttributeError, TypeError):
                    continue
        for note in notes[:10]:  # type: ignore[index]
            error.add_note(text(note, 4200))
        for slot, chained in (("__context__", context), ("__cause__", cause)):
            if chained is not None:
                described = self.decode(chained, [])
                if isinstance(described, BaseException):
                    setattr(error, slot, described)
        return error

    def class_of(self, reference: Json) -> type:
        match reference:
            case int(number) if number in self.classes:
                return self.classes[number]
            case ["T", "builtins", str(name)] if name in BUILTIN_TYPES:
                return BUILTIN_TYPES[name]
        raise Malformed("an unknown class")

    def learn_class(self, facts: Json) -> None:
        """Make, or find again, the mirror of a class the sandbox described."""
        match facts:
            case [
                int(number), int(handle), str(module), str(name), str(qualified), [*bases], [*specials], [*methods],
                None | str() as doc, bool(unhashable), None | str() as metaclass,
            ]:  # fmt: skip
                pass
            case _:
                raise Malformed("a damaged class")
        if len(self.classes) > 2000 or len(bases) > 50 or len(specials) + len(methods) > 5000 or len(name) > 500:
            raise Malformed("too many or too large classes")
        own = known_class(module, name)
        if own is not None and module != "builtins":
            self.classes[number] = own
            return
        parents = [self.class_of(base) for base in bases]
        key = repr(facts)
        made = self.described.get(key)
        if made is None:
            made = self.described[key] = self.make_class(
                handle, module, name, qualified, parents, {str(s) for s in specials}, frozenset(map(str, methods)), doc, unhashable, metaclass
            )
        self.classes[number] = made

    def make_class(
        self,
        handle: int,
        module: str,
        name: str,
        qualified: str,
        parents: list[type],
        specials: set[str],
        methods: frozenset[str],
        doc: str | None,
        unhashable: bool,
        metaclass: str | None,
    ) -> type:
        facts = Facts(self, handle, methods, metaclass, unhashable, DISGUISES.get(name) if module == "builtins" else None)
        members: dict[str, object] = {"_wm_facts": facts, "__module__": module, "__qualname__": qualified, "__doc__": doc}
        exceptions = tuple(parent for parent in parents if issubclass(parent, BaseException))
        if exceptions:
            bases = tuple(acceptable(parent, running=False) for parent in exceptions)
            return exception_class(name, tuple(dict.fromkeys(bases)), members)
        for special in specials - INHERITED - NOT_MIRRORED:
            if special.startswith("__") and special.endswith("__"):
                members[special] = special_method(special)
        # ``super()`` in a class of the suite that derives from this one looks only into class dictionaries.
        inherited = [unbound_method(method) for method in methods | (specials & {"__init__"}) if method not in members]
        members |= {method.__name__: method for method in inherited}
        if facts.disguise is not None:
            members["__class__"] = property(lambda self: facts.disguise)
        members["_wm_markers"] = [base for parent in parents if parent in MARKERS for base in parent.__mro__[:-1]]
        mirrored = tuple(parent for parent in parents if isinstance(parent, MirrorType))
        try:
            made = MirrorType(name, mirrored or (Mirror,), members)
        except TypeError:
            # Bases that Python can order there need not go together here, where some of them are missing.
            made = MirrorType(name, (Mirror,), members)
        for method in inherited:
            method._wm_owner = made  # type: ignore[attr-defined]
        return made

    def subclass(self, name: str, bases: tuple[type, ...], members: dict[str, object], keywords: dict[str, object]) -> MirrorType:
        """A class of the suite derived from a class of the submission: made in the sandbox, its methods stay here."""
        if keywords:
            raise CannotCross(f"class {name}: keyword arguments of a class cannot cross; define the class in a probe")
        cell = members.pop("__classcell__", None)
        flat: list[Json] = []
        for key, value in members.items():
            if key not in _CLASS_NOISE:
                flat += [key, self.encode(value)]
        reference: Json = ["sub", name, str(members.get("__module__", "")), [self.encode(base) for base in bases], flat]
        made = self.request({"op": "value"}, [Encoded(reference)])
        if not isinstance(made, MirrorType):
            raise CannotCross(f"class {name} could not be made beside the submission; define it in a probe")
        if isinstance(cell, types.CellType):
            cell.cell_contents = made
        return made

    def describe_last_call(self) -> str | None:
        """The submission's last call before a failure, as the suite wrote it: ``slugify('a  b')``."""
        if self.last_call is None:
            return None
        message, arguments, keywords = self.last_call
        name = str(message["n"]) if message["op"] == "method" else name_of(arguments[0])
        shown = [short(argument) for argument in arguments[1:]] + [f"{key}={short(value)}" for key, value in keywords.items()]
        return f"{name}({', '.join(shown)})"

    def keep_shared(self) -> None:
        """What was offered and described so far belongs to a shared fixture, or came before it: it stays."""
        self.offers.keep_shared()
        self.shared_classes = dict(self.classes)

    def forget_test(self) -> None:
        """The test is over: its worker is gone, and what belonged to it with it."""
        self.last_call = None
        self.objects = weakref.WeakValueDictionary({handle: kept for handle, kept in self.kept.items()})
        self.received.clear()
        self.classes = dict(self.shared_classes)
        self.offers.forget_test()
        self.judge_errors.clear()
        self.errors.clear()


class Library:
    """A function of the standard library, to be used in the sandbox."""

    __slots__ = ("module", "name")

    def __init__(self, module: str, name: str) -> None:
        self.module = module
        self.name = name


class Encoded:
    """An argument that is encoded already."""

    __slots__ = ("value",)

    def __init__(self, value: Json) -> None:
        self.value = value

    def _wm_encode(self, crossing: Crossing) -> Json:
        return self.value


_CLASS_NOISE = frozenset(
    {"__module__", "__qualname__", "__firstlineno__", "__static_attributes__", "__classcell__", "__classdictcell__", "__annotate__"}
)


def revive(kind: type[BaseException], args: list[object]) -> BaseException:
    """An exception with these arguments, without running an ``__init__`` that Python code defined."""
    builtin = next(base for base in type.mro(kind) if base.__module__ == "builtins")
    try:
        error: BaseException = builtin.__new__(kind, *args)
    except (TypeError, ValueError):
        # Only a group of exceptions looks at its arguments here. One that lies about them is no group.
        return SubmissionRaised(f"{kind.__name__} with arguments it cannot have")
    try:
        # OSError, StopIteration, UnicodeDecodeError and their like fill their slots here.
        builtin.__init__(error, *args)
    except (TypeError, ValueError):
        pass
    error.args = tuple(args)
    return error


def read_input(args: list[object]) -> object:
    """``input()`` of the submission: the test's patched ``input`` or ``sys.stdin`` answers, otherwise nothing does."""
    replaced = getattr(builtins, "input", None)
    if replaced is not _REAL_INPUT and callable(replaced):
        return replaced(*args)
    stream = sys.stdin
    if type(stream).__module__.startswith("_pytest") or stream is sys.__stdin__ or stream is None:
        return None
    line = stream.readline()
    if not line:
        return None
    return line.removesuffix("\n")


_REAL_INPUT = builtins.input


def apply_change(container: object, changed: object) -> None:
    """Make our container what the submission made of its copy."""
    if type(container) is not type(changed):
        raise Malformed("a change of another kind")
    if isinstance(container, dict) and isinstance(changed, dict):
        dict.clear(container)
        for key, value in dict.items(changed):
            dict.__setitem__(container, key, value)
    elif isinstance(container, list | bytearray) and isinstance(changed, list | bytearray):
        container[:] = changed  # type: ignore[assignment]
    elif isinstance(container, set) and isinstance(changed, set):
        container.clear()
        container.update(changed)
    else:
        container.clear()  # type: ignore[attr-defined]
        container.extend(changed)  # type: ignore[attr-defined]


def name_of(target: object) -> str:
    if isinstance(target, MirrorType):
        return target.__name__
    if isinstance(target, Mirror):
        if type(target)._wm_facts.disguise is not types.FunctionType:
            return type(target).__name__
        try:
            return str(target.__name__)
        except (Exception, SubmissionGone):
            # The worker is gone, or lies about its functions: the sentence does without the name.
            return "your function"
    return "the submission"


def short(value: object) -> str:
    """A value as the suite would write it, without asking the sandbox."""
    if isinstance(type(value), MirrorType):
        return f"<{type(value).__name__}>"
    if not isinstance(value, None | bool | int | float | str | bytes | list | tuple | set | dict | frozenset):
        return f"<{type(value).__name__}>"
    try:
        shown = repr(value)
    except Exception:
        return f"<{type(value).__name__}>"
    return shown if len(shown) <= 120 else shown[:117] + "..."


def text(value: object, limit: int) -> str:
    if type(value) is not str:
        raise Malformed("text was expected")
    return value[:limit]


def listed(value: object) -> list[Json]:
    if value is None:
        return []
    if type(value) is not list:
        raise Malformed("a list was expected")
    return value


def checked_frame(frame: Json) -> tuple[str, int, str, str]:
    match frame:
        case [str(file), int(line), str(function), str(source)]:
            return file[:300], line, function[:200], source[:300]
    raise Malformed("a damaged frame")


def frames_of(error: BaseException) -> list[tuple[str, int, str, str]]:
    """The learner's own frames of an exception that came from the submission; empty for one of the judge's."""
    found = getattr(error, "__dict__", {}).get("_wm_frames")
    return found if type(found) is list else []
