from __future__ import annotations
from typing import Generic, Literal, NewType, Protocol, TypedDict, TypeVar, Union, overload, runtime_checkable

class Movie:
    pass

class Drawable:

    def draw(self) -> str:
        pass

class Stack:

    def __init__(self) -> None:
        pass

    def push(self, item: T) -> None:
        pass

    def pop(self) -> T:
        pass

    def peek(self) -> T | None:
        pass

def label(thing: Drawable) -> str:
    pass

def open_mode(mode: Mode) -> str:
    pass

def area(width: float, height: float) -> float:
    pass
