"""Finding the app in the submission's entry module."""

from __future__ import annotations

import importlib
import inspect

from waymark_agent.kits.web.kinds import NotAnApp

APPS = ("app", "application")
FACTORIES = ("create_app", "make_app")


async def find(modules: tuple[str, ...]) -> tuple[object, str]:
    """The app, and what a sentence calls it. Raises NotAnApp when there is none, and what a factory raises."""
    names: list[str] = []
    for module in modules:
        loaded = importlib.import_module(module)
        for name in APPS:
            if hasattr(loaded, name):
                return getattr(loaded, name), f"the app {module}.{name}"
        for name in FACTORIES:
            if hasattr(loaded, name):
                return await made_by(getattr(loaded, name), f"{module}.{name}")
        names += [name for name in vars(loaded) if not name.startswith("_")]
    files = " and ".join(f"{module.replace('.', '/')}.py" for module in modules)
    there = ", ".join(sorted(names)[:12]) + (", ..." if len(names) > 12 else "")
    raise NotAnApp(
        f"no web app was found in {files}: it has to define app (or application), or a function create_app() or make_app() that "
        f"returns one. It defines: {there or 'nothing'}."
    )


async def made_by(factory: object, label: str) -> tuple[object, str]:
    if not callable(factory):
        raise NotAnApp(
            f"the name {label}, which should return the app, is no function but an object of the class {type(factory).__name__}."
        )
    try:
        parameters = inspect.signature(factory).parameters.values()
    except (TypeError, ValueError):
        parameters = {}.values()
    needed = [p.name for p in parameters if p.default is p.empty and p.kind not in (p.VAR_POSITIONAL, p.VAR_KEYWORD)]
    if needed:
        raise NotAnApp(
            f"the function {label} cannot be called without arguments (it needs {', '.join(needed)}), and there is no app."
        )
    made = factory()
    return await made if inspect.isawaitable(made) else made, f"what {label}() returned"
