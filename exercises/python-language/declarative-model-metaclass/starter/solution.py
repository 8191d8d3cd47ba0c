"""Classes that declare their fields, and a metaclass that collects them."""

from typing import Any, Self

MISSING = object()


class ModelErrors(ValueError):
    """Everything that is wrong with some data: `errors` maps field names to `missing`, `type`, `length` or `unknown`."""

    errors: dict[str, str]


class Field:
    """A checked attribute of a model."""

    def __init__(
        self,
        type_: type,
        *,
        default: object = MISSING,
        required: bool = True,
        max_length: int | None = None,
    ) -> None:
        raise NotImplementedError


class ModelMeta(type):
    """Collects the fields of a class and registers it."""


class Model(metaclass=ModelMeta):
    """Base of all models."""

    def __init__(self, **values: object) -> None:
        raise NotImplementedError

    def to_dict(self) -> dict[str, Any]:
        """The values by name, in the order of the fields."""
        raise NotImplementedError

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Make an instance, or raise ModelErrors with everything that is wrong with the data."""
        raise NotImplementedError
