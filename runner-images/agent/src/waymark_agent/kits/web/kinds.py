"""Telling what kind of web app an object is, and bringing it to the form of ASGI 3."""

from __future__ import annotations

import inspect
import sys
import types
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Callable

    from waymark_agent.kits.web.asgi import App, Receive, Scope, Send

type Kind = Literal["asgi", "wsgi", "aiohttp"]

WANTED = "a web app is an object of a framework (FastAPI(), Flask(__name__) ...), or an ASGI or WSGI callable"


class NotAnApp(Exception):
    """The message says what there is and what is wanted, for the learner."""


def adapt(app: Any, label: str) -> tuple[Kind, App]:
    """``label`` is what a sentence calls it."""
    if is_aiohttp(app):
        from waymark_agent.kits.web.aiohttp_app import serve_aiohttp

        return "aiohttp", serve_aiohttp(app)
    refuse_parts(app, label)
    if isinstance(app, type):
        return of_class(app, label)
    if not callable(app):
        raise NotAnApp(f"{label} is {described(app)}, which is no web app: {WANTED}.")
    return of_callable(app, label)


def is_aiohttp(app: object) -> bool:
    return _instance_of(app, "aiohttp.web", "Application")


def refuse_parts(app: object, label: str) -> None:
    """Things of frameworks that look like apps, and belong into one."""
    for module, name, advice in _PARTS:
        if _instance_of(app, module, name):
            raise NotAnApp(f"{label} is {described(app)}, which is only a part of an app: {advice}.")


_PARTS = (
    ("fastapi", "APIRouter", "make an app with FastAPI() and give it the router with app.include_router(...)"),
    (
        "flask",
        "Blueprint",
        "make an app with Flask(__name__) and give it the blueprint with app.register_blueprint(...)",
    ),
    (
        "aiohttp.web",
        "RouteTableDef",
        "make an app with web.Application() and give it the routes with app.add_routes(...)",
    ),
    ("django.urls", "URLPattern", "the app of Django is what get_wsgi_application() or get_asgi_application() returns"),
)


def of_class(app: type, label: str) -> tuple[Kind, App]:
    """A class that is an app itself: of ASGI 2 (made of a scope, called with receive and send), or an iterable of WSGI."""
    needed = positional(app)
    call = vars(app).get("__call__")
    if needed == 1 and inspect.iscoroutinefunction(call):
        return "asgi", of_asgi_2(app)
    if needed == 2 and "__iter__" in vars(app):
        return wsgi(app)
    raise NotAnApp(
        f"{label} is the class {app.__name__} and no object of it: make one, as in app = {app.__name__}(...)."
    )


def of_callable(app: Callable[..., Any], label: str) -> tuple[Kind, App]:
    is_async = inspect.iscoroutinefunction(app) or inspect.iscoroutinefunction(getattr(app, "__call__", None))  # noqa: B004  the method
    needed = positional(app)
    if needed is None:
        return ("asgi", app) if is_async else wsgi(app)
    if needed == 3:
        return "asgi", app
    if needed == 2 and not is_async:
        return wsgi(app)
    if needed == 1 and not is_async and next(iter(inspect.signature(app).parameters)) == "scope":
        return "asgi", of_asgi_2(app)
    if needed == 0:
        raise NotAnApp(
            f"{label} is {described(app)}, called without arguments: is the app what it returns? For {WANTED}."
        )
    kind = "an async function" if is_async else "a callable"
    count = "1 argument" if needed == 1 else f"{needed} arguments"
    raise NotAnApp(
        f"{label} is {kind} that takes {count}; an ASGI app takes three (scope, receive, send), a WSGI app two (environ, "
        "start_response)."
    )


def wsgi(app: Callable[..., Any]) -> tuple[Kind, App]:
    from waymark_agent.kits.web.wsgi import serve_wsgi

    return "wsgi", serve_wsgi(app)


def of_asgi_2(app: Callable[[Scope], Any]) -> App:
    async def as_asgi_3(scope: Scope, receive: Receive, send: Send) -> object:
        return await app(scope)(receive, send)

    return as_asgi_3


def positional(app: Callable[..., Any]) -> int | None:
    """How many arguments have to be given; None when that cannot be told."""
    try:
        parameters = inspect.signature(app).parameters.values()
    except (TypeError, ValueError):
        return None
    if any(p.kind is p.VAR_POSITIONAL for p in parameters):
        return None
    places = [p for p in parameters if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)]
    return sum(1 for p in places if p.default is p.empty)


def described(app: object) -> str:
    if app is None:
        return "None"
    if isinstance(app, types.ModuleType):
        return f"the module {app.__name__}"
    if isinstance(app, types.FunctionType):
        return f"the function {app.__name__}"
    return f"an object of the class {type(app).__name__}"


def _instance_of(app: object, module: str, name: str) -> bool:
    """Without importing what the submission has not imported."""
    loaded = sys.modules.get(module)
    kind = getattr(loaded, name, None)
    return isinstance(kind, type) and isinstance(app, kind)
