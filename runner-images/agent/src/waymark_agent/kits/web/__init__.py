"""The submission's web app, served to the judge without a network.

Theory of operation
-------------------
Whatever kind of app it is (``kinds.py``), it is brought to the form of ASGI 3; ``wsgi.py`` and ``aiohttp_app.py`` adapt the
others. A request is an ``Exchange`` (``exchange.py``; ``app_end.py`` is what the app sees of it). The app runs as a task in
the worker's event loop. The judge calls ``exchange`` and hears status, headers and as much of the body as there is when the
app has answered or waits for something; ``more`` gives the rest. The last message of an answer lets the app go on only when
the judge has it, so that what a handler does after its answer happens after it. WebSockets (``sockets.py``), startup and
shutdown (``lifespan.py``) work alike.

Every answer is a tuple: its first item is a word, then come plain values. Sentences in them are for the learner.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from waymark_agent.kits.web.body import Body
from waymark_agent.kits.web.crash import print_logged_failures
from waymark_agent.kits.web.discovery import find
from waymark_agent.kits.web.kinds import NotAnApp, adapt
from waymark_agent.kits.web.served import Served

if TYPE_CHECKING:
    from waymark_agent.kits.web.asgi import Answer
    from waymark_agent.kits.web.body import Given
    from waymark_agent.kits.web.served import Head

_served: list[Served] = []
"""The apps of this test. One test's process has one."""


async def find_app(modules: tuple[str, ...]) -> Answer:
    """("app", number, kind) of the app in the entry module, or ("failed", sentence) when there is none."""
    try:
        return opened(*await find(modules))
    except NotAnApp as why:
        return "failed", str(why)


async def open_app(app: object) -> Answer:
    """The same of an object that the test has got from the submission."""
    try:
        return opened(app, "what the test got from the submission as its app")
    except NotAnApp as why:
        return "failed", str(why)


def opened(app: object, label: str) -> Answer:
    kind, adapted = adapt(app, label)
    print_logged_failures()
    _served.append(Served(kind, adapted))
    return "app", len(_served) - 1, kind


async def exchange(app: int, number: int, head: Head, body: Given, options: frozenset[str]) -> Answer:
    """``options``: "raise" and "strict", see ``Exchange``."""
    return await _served[app].exchange(number, head, Body(*body), options)


async def more(app: int, number: int) -> Answer:
    return await _served[app].more(number)


async def leave(app: int, number: int) -> Answer:
    return await _served[app].leave(number)


async def start(app: int) -> Answer:
    return await _served[app].start()


async def settle(app: int) -> Answer:
    return await _served[app].settle()


async def close(app: int) -> Answer:
    return await _served[app].close()


async def connect(app: int, number: int, head: Head, subprotocols: tuple[str, ...]) -> Answer:
    return await _served[app].connect(number, head, subprotocols)


async def receive(app: int, number: int) -> Answer:
    return await _served[app].socket(number).incoming()


async def send(app: int, number: int, message: str | bytes) -> Answer:
    return await _served[app].socket(number).outgoing(message)


async def hang_up(app: int, number: int, code: int, reason: str) -> Answer:
    return await _served[app].socket(number).hang_up(code, reason)
