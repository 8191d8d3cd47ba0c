"""A repository of entities, and pages of it, in full types."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol


class DuplicateId(Exception):
    """An entity with this id is there already."""


class NotFound(Exception):
    """There is no entity with this id."""


class HasId(Protocol):
    """Whatever has an id that can be read."""

    @property
    def id(self) -> int: ...


@dataclass(frozen=True)
class Page:
    """Some of `total` items; the next ones begin at `next_offset`, or there are none."""

    items: list[Any]
    total: int
    next_offset: int | None


class Repository[T]:
    """Entities of one kind by their ids."""

    def __init__(self) -> None:
        self._entities: dict[int, Any] = {}

    def add(self, entity: Any) -> Any:
        if entity.id in self._entities:
            raise DuplicateId(entity.id)
        self._entities[entity.id] = entity
        return entity

    def get(self, id: int, default: Any = None) -> Any:
        return self._entities.get(id, default)

    def require(self, id: int) -> Any:
        try:
            return self._entities[id]
        except KeyError:
            raise NotFound(id) from None

    def remove(self, id: int) -> bool:
        return self._entities.pop(id, None) is not None

    def find(self, predicate: Any) -> list[Any]:
        return [entity for entity in self._entities.values() if predicate(entity)]

    def page(self, offset: int, limit: int) -> Page:
        if offset < 0 or limit < 1:
            raise ValueError("an offset is 0 or more, and a limit 1 or more")
        ordered = [self._entities[id] for id in sorted(self._entities)]
        end = offset + limit
        return Page(ordered[offset:end], len(ordered), end if end < len(ordered) else None)


def first_value(mapping: Mapping[str, Any], *keys: str) -> Any:
    """The first value under these keys that is a text and not empty."""
    for key in keys:
        value = mapping.get(key)
        if isinstance(value, str) and value:
            return value
    return None
