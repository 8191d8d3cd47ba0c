from __future__ import annotations

from typing import Generic, Literal, NewType, Protocol, TypedDict, TypeVar, Union, overload, runtime_checkable

T = TypeVar("T")
UserId = NewType("UserId", int)
Mode = Literal["r", "w"]
Word = int | str
JsonValue = Union[str, int, None]


class Movie(TypedDict):
    title: str
    year: int


@runtime_checkable
class Drawable(Protocol):
    def draw(self) -> str: ...


class Stack(Generic[T]):
    def __init__(self) -> None:
        self._items: list[T] = []

    def push(self, item: T) -> None:
        self._items.append(item)

    def pop(self) -> T:
        if not self._items:
            raise LookupError("empty stack")
        return self._items.pop()

    def peek(self) -> T | None:
        return self._items[-1] if self._items else None

    def __len__(self) -> int:
        return len(self._items)


def label(thing: Drawable) -> str:
    if not isinstance(thing, Drawable):
        raise TypeError(f"{type(thing).__name__} cannot be drawn")
    return f"drawn {thing.draw()}"


def find(title: str) -> Movie | None:
    return Movie(title=title, year=1927) if title == "Metropolis" else None


def open_mode(mode: Mode) -> str:
    if mode not in ("r", "w"):
        raise ValueError(mode)
    return f"opened {mode}"


@overload
def area(width: float) -> float: ...
@overload
def area(width: float, height: float) -> float: ...
def area(width: float, height: float | None = None) -> float:
    return width * (width if height is None else height)
