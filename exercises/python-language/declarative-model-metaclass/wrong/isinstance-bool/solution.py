"""Classes that declare their fields, and a metaclass that collects them."""

from collections.abc import Sized
from typing import Any, ClassVar, Final, Self

MISSING: Final = object()


class ModelErrors(ValueError):
    """Everything that is wrong with some data: `errors` maps field names to `missing`, `type`, `length` or `unknown`."""

    def __init__(self, errors: dict[str, str]) -> None:
        super().__init__(", ".join(f"{name}: {problem}" for name, problem in errors.items()))
        self.errors = errors


class Field:
    """A checked attribute of a model. The values live in the instances, this object only knows the rules."""

    def __init__(
        self,
        type_: type,
        *,
        default: object = MISSING,
        required: bool = True,
        max_length: int | None = None,
    ) -> None:
        self.type_ = type_
        self.default = default
        self.required = required
        self.max_length = max_length
        self.name = ""

    def __set_name__(self, owner: type, name: str) -> None:
        if self.name and self.name != name:
            raise TypeError(f"{owner.__name__}.{name} is the same Field as {self.name}")
        self.name = name

    def __get__(self, instance: object | None, owner: type) -> Any:
        if instance is None:
            return self
        return vars(instance)[self.name]

    def __set__(self, instance: object, value: object) -> None:
        where = f"{type(instance).__name__}.{self.name}"
        match self.problem_with(value):
            case "type":
                raise TypeError(f"{where} takes {self.type_.__name__}, not {type(value).__name__}")
            case "length":
                raise ValueError(f"{where} is longer than {self.max_length}")
        vars(instance)[self.name] = value

    def problem_with(self, value: object) -> str | None:
        """`type`, `length`, or None for a value that may be assigned."""
        if value is None and not self.required:
            return None
        if not isinstance(value, self.type_):
            return "type"
        too_long = self.max_length is not None and isinstance(value, Sized) and len(value) > self.max_length
        return "length" if too_long else None

    def may_be_left_out(self) -> bool:
        return not self.required or self.default is not MISSING

    def initial_value(self) -> object:
        if self.default is MISSING:
            return None
        return self.default() if callable(self.default) else self.default


class ModelMeta(type):
    """Collects the fields of a class and registers it."""

    _fields: dict[str, Field]
    _abstract: bool
    registry: dict[str, type]

    def __new__(mcs, name: str, bases: tuple[type, ...], namespace: dict[str, Any]) -> "ModelMeta":
        cls = super().__new__(mcs, name, bases, namespace)
        cls._abstract = getattr(namespace.get("Meta"), "abstract", False)
        cls._fields = {}
        for base in reversed(cls.__mro__):
            cls._fields |= {key: value for key, value in vars(base).items() if isinstance(value, Field)}
        if bases and not cls._abstract:
            if name in cls.registry:
                raise TypeError(f"there is a model {name} already")
            cls.registry[name] = cls
        return cls


class Model(metaclass=ModelMeta):
    """Base of all models."""

    registry: ClassVar[dict[str, type]] = {}

    def __init__(self, **values: object) -> None:
        cls = type(self)
        if cls._abstract:
            raise TypeError(f"{cls.__name__} is abstract")
        if unknown := cls._unknown(values):
            raise TypeError(f"{cls.__name__} has no fields {', '.join(unknown)}")
        if missing := cls._missing(values):
            raise TypeError(f"{cls.__name__} needs {', '.join(missing)}")
        for name, field in cls._fields.items():
            setattr(self, name, values[name] if name in values else field.initial_value())

    def to_dict(self) -> dict[str, Any]:
        """The values by name, in the order of the fields."""
        return {name: getattr(self, name) for name in type(self)._fields}

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Make an instance, or raise ModelErrors with everything that is wrong with the data."""
        errors = dict.fromkeys(cls._unknown(data), "unknown") | dict.fromkeys(cls._missing(data), "missing")
        for name, field in cls._fields.items():
            if name in data and (problem := field.problem_with(data[name])):
                errors[name] = problem
        if errors:
            raise ModelErrors(errors)
        return cls(**data)

    @classmethod
    def _unknown(cls, values: dict[str, Any]) -> list[str]:
        return sorted(values.keys() - cls._fields.keys())

    @classmethod
    def _missing(cls, values: dict[str, Any]) -> list[str]:
        return sorted(name for name, field in cls._fields.items() if name not in values and not field.may_be_left_out())
