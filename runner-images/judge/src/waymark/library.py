"""Functions of the standard library that have to look at an object of the submission where it lives.

``dataclasses.asdict(account)`` reads what only the sandbox has. Inside a suite these functions are replaced by versions
that go there when they are given a mirror, and are themselves otherwise.
"""

from __future__ import annotations

import functools
import importlib
from collections.abc import Callable
from typing import Any

from waymark.imports import LazyName
from waymark.mirrors import Mirror, MirrorMethod, MirrorType

FORWARDED = {
    "dataclasses": "asdict astuple fields replace is_dataclass",
    "inspect": "isgeneratorfunction iscoroutinefunction isasyncgenfunction isabstract getdoc getsource getfullargspec getmembers",
    "asyncio": "iscoroutinefunction",
    "typing": "get_type_hints",
}


def install() -> None:
    for module_name, names in FORWARDED.items():
        module = importlib.import_module(module_name)
        for name in names.split():
            setattr(module, name, _forwarding(module_name, name, getattr(module, name)))
    _run_in_the_sandbox()


def _run_in_the_sandbox() -> None:
    """``asyncio.run`` of the submission's coroutine uses the sandbox's loop, which its code expects to find running."""
    import asyncio

    run = asyncio.run

    def run_to_end(main: Any, **keywords: Any) -> object:
        return type(main)._wm_facts.crossing.wait(main) if isinstance(type(main), MirrorType) else run(main, **keywords)

    asyncio.run = run_to_end


def _forwarding(module: str, name: str, original: Callable[..., object]) -> Callable[..., object]:
    @functools.wraps(original)
    def forwarding(*args: Any, **keywords: Any) -> object:
        __tracebackhide__ = True
        first = args[0] if args else None
        kind = type(first)
        if kind is LazyName:
            first = first._wm_value("looks into")
            args, kind = (first, *args[1:]), type(first)
        if kind is MirrorMethod:
            return type(first._wm_owner)._wm_facts.crossing.library(module, name, *args, **keywords)
        if kind is MirrorType and first is not Mirror:
            return first._wm_facts.crossing.library(module, name, *args, **keywords)
        if isinstance(kind, MirrorType):
            return kind._wm_facts.crossing.library(module, name, *args, **keywords)
        return original(*args, **keywords)

    return forwarding
