"""The submission's classes as classes of ours, made from what the sandbox says of them."""

from __future__ import annotations

import types
from dataclasses import dataclass
from typing import TYPE_CHECKING

from waymark_wire.plain import Json, Malformed

from waymark.departures import Encoded
from waymark.errors import CannotCross
from waymark.failures import acceptable, exception_class
from waymark.known import MARKERS, VALUE_TYPES, disguise_of, known_class
from waymark.mirrors import Facts, Mirror, MirrorType
from waymark.special_methods import INHERITED, NOT_MIRRORED, special_method, unbound_method

if TYPE_CHECKING:
    from waymark.crossing import Crossing

MAX_CLASSES = 2000


@dataclass(frozen=True, slots=True)
class Described:
    """What the sandbox said of a class, but for its number there."""

    module: str
    name: str
    qualified: str
    specials: frozenset[str]
    methods: frozenset[str]
    doc: str | None
    unhashable: bool
    metaclass: str | None
    core: type | None


class Classes:
    def __init__(self, crossing: Crossing) -> None:
        self.crossing = crossing
        self.numbered: dict[int, type] = {}
        self.instances: dict[int, type] = {}
        self.made: dict[tuple[Described, tuple[type, ...]], list[MirrorType]] = {}

    def by_number(self, number: int) -> type:
        try:
            return self.numbered[number]
        except KeyError:
            raise Malformed("an unknown class") from None

    def of_instance(self, number: int) -> type:
        """The mirror class of a handle; for an instance of a library's abstract class that is not the class itself."""
        found = self.instances.get(number)
        if found is None:
            found = self.by_number(number)
        if not isinstance(found, MirrorType) or issubclass(found, BaseException):
            raise Malformed("an object of a class that has none")
        return found

    def learn(self, facts: Json) -> None:
        """Make, or find again, the mirror of a class the sandbox described. No class of a submission can break a grading."""
        match facts:
            case [
                int(number), int(handle), str(module), str(name), str(qualified), [*bases], [*specials], [*methods],
                None | str() as doc, bool(unhashable), None | str() as metaclass, None | str() as core,
            ]:  # fmt: skip
                pass
            case _:
                raise Malformed("a damaged class")
        if (
            len(self.numbered) > MAX_CLASSES
            or len(bases) > 50
            or len(specials) + len(methods) > 5000
            or len(name) > 500
        ):
            raise Malformed("too many or too large classes")
        parents = [self.crossing.arrivals.class_of(base) for base in bases]
        described = Described(
            module,
            name,
            qualified,
            frozenset(map(str, specials)),
            frozenset(map(str, methods)),
            doc,
            unhashable,
            metaclass,
            VALUE_TYPES.get(core) if core is not None else None,
        )
        own = known_class(module, name)
        if own is not None and module != "builtins":
            self.numbered[number] = own
            if not issubclass(own, BaseException):
                self.instances[number] = self.same_or_new(handle, described, [own])
        else:
            self.numbered[number] = self.same_or_new(handle, described, parents)

    def same_or_new(self, handle: int, described: Described, parents: list[type]) -> type:
        """The same class in the next test's worker is the same class here, so that it may be kept and compared.

        Two classes of one worker that look the same are told apart by their order.
        """
        made = self.made.setdefault((described, tuple(parents)), [])
        kind = next((kind for kind in made if kind._wm_facts.worker != self.crossing.worker), None)
        if kind is None:
            kind = make_class(self.crossing, described, parents)
            made.append(kind)
        kind._wm_facts.handle, kind._wm_facts.worker = handle, self.crossing.worker
        return kind

    def forget_worker(self) -> None:
        self.numbered.clear()
        self.instances.clear()

    def subclass(
        self, name: str, bases: tuple[type, ...], members: dict[str, object], keywords: dict[str, object]
    ) -> MirrorType:
        """A class of the suite derived from a class of the submission: made in the sandbox, its methods stay here."""
        crossing = self.crossing
        cell = members.pop("__classcell__", None)

        def make() -> object:
            flat: list[Json] = []
            for key, value in members.items():
                if key not in _CLASS_NOISE:
                    flat += [key, crossing.encode(value)]
            given: list[Json] = []
            for key, value in keywords.items():
                given += [key, crossing.encode(value)]
            return ["sub", name, [crossing.encode(base) for base in bases], flat, given]

        made = crossing.request({"op": "value"}, [Late(make)])
        if not isinstance(made, MirrorType):
            raise CannotCross(f"class {name} could not be made beside the submission; define it in a probe")
        if isinstance(cell, types.CellType):
            cell.cell_contents = made
        return made


class Late(Encoded):
    """An argument that is encoded when its message is."""

    def __init__(self, make: object) -> None:
        self.make = make

    def _wm_encode(self, _: object) -> Json:
        return self.make()  # type: ignore[operator, no-any-return]


_CLASS_NOISE = frozenset(
    {"__qualname__", "__firstlineno__", "__static_attributes__", "__classcell__", "__classdictcell__", "__annotate__"}
)


def make_class(crossing: Crossing, described: Described, parents: list[type]) -> MirrorType:
    disguise = disguise_of(described.module, described.name)
    facts = Facts(crossing, described.methods, described.metaclass, described.unhashable, disguise, described.core)
    members: dict[str, object] = {
        "_wm_facts": facts,
        "__module__": described.module,
        "__qualname__": described.qualified,
        "__doc__": described.doc,
    }
    exceptions = [acceptable(parent, running=False) for parent in parents if issubclass(parent, BaseException)]
    if exceptions:
        return exception_class(described.name, tuple(dict.fromkeys(exceptions)), members)
    for special in described.specials - INHERITED - NOT_MIRRORED:
        if special.startswith("__") and special.endswith("__"):
            members[special] = special_method(special)
    # ``super()`` in a class of the suite that derives from this one looks only into class dictionaries.
    inherited = [
        unbound_method(method)
        for method in described.methods | (described.specials & {"__init__"})
        if method not in members
    ]
    members |= {method.__name__: method for method in inherited}
    if facts.disguise is not None:
        members["__class__"] = property(lambda self: facts.disguise)
    elif described.core in _MUTABLE:
        members["__class__"] = property(lambda self: described.core)
    members["_wm_markers"] = [base for parent in parents if parent in MARKERS for base in parent.__mro__[:-1]]
    bases: tuple[type, ...] = tuple(parent for parent in parents if isinstance(parent, MirrorType)) or (Mirror,)
    if described.core in _IMMUTABLE:
        members |= {name: vars(described.core)[name] for name in _COMPARISONS}
        if not any(issubclass(base, described.core) for base in bases):
            bases = (*bases, described.core)
    made = _in_order(described.name, bases, members)
    for method in inherited:
        method._wm_owner = made  # type: ignore[attr-defined]
    return made


def _in_order(name: str, bases: tuple[type, ...], members: dict[str, object]) -> MirrorType:
    try:
        return MirrorType(name, bases, members)
    except TypeError:
        # Bases that Python can order there need not go together here, where some of them are missing.
        return MirrorType(name, (Mirror,), members | {"_wm_markers": []})


_IMMUTABLE = (int, str, float, bytes, tuple)
_MUTABLE = (list, dict, set, frozenset)
_COMPARISONS = ("__eq__", "__ne__", "__hash__")
