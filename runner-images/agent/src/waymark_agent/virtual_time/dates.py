"""``datetime.now`` and ``utcnow`` by the virtual clock, in the class itself: what they give is a real ``datetime``.

A subclass in its place would be seen through (``type(x) is datetime``), would not cross to the judge by value, and would
come too late for modules that have the class already. The class is the interpreter's, and closed; its dictionary is not.
``date.today`` and ``datetime.today`` ask ``time.time``, and need nothing.
"""

from __future__ import annotations

import datetime as dt
import gc
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

type Moment = Callable[[type[dt.datetime], dt.tzinfo | None], dt.datetime]


def replace_now(moment: Moment) -> None:
    import ctypes

    def now(cls: type[dt.datetime], tz: dt.tzinfo | None = None) -> dt.datetime:
        return moment(cls, tz)

    def utcnow(cls: type[dt.datetime]) -> dt.datetime:
        return moment(cls, dt.UTC).replace(tzinfo=None)

    members = next(found for found in gc.get_referents(dt.datetime.__dict__) if type(found) is dict)
    for function in (now, utcnow):
        function.__qualname__ = f"datetime.{function.__name__}"
        members[function.__name__] = classmethod(function)
    # What the interpreter remembers of the class is out of date now.
    ctypes.pythonapi.PyType_Modified(ctypes.py_object(dt.datetime))
