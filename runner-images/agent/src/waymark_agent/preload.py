"""The library modules a submission imports, imported once before any worker is forked: each test then starts with them.

Only modules of a fixed list, and those an image lists below ``LISTS``, found as text: nothing of the submission runs here,
and its folder is not on the path.
"""

import contextlib
import importlib
import os
import re
from collections.abc import Iterable

MAX_SOURCE_BYTES = 256 * 1024

_IMPORT = re.compile(rb"^[ \t]*(?:from[ \t]+([a-z0-9_.]+)[ \t]+import|import[ \t]+([a-z0-9_., \t]+))", re.MULTILINE)
_COMMON = frozenset(
    """abc argparse array ast asyncio base64 bisect calendar cmath collections collections.abc concurrent.futures contextlib
    contextvars copy csv dataclasses datetime decimal difflib enum fractions functools glob hashlib heapq hmac html inspect io
    ipaddress itertools json logging math numbers operator os os.path pathlib pickle pprint queue random re secrets shlex
    shutil sqlite3 statistics string struct subprocess tempfile textwrap threading time timeit traceback types typing
    unicodedata urllib.parse uuid warnings weakref zoneinfo""".split()
)


LISTS = "/opt/waymark/preload"
"""Text files of an image: a framework on each line, then what those who use it will import as well."""

_SERVING = (b"start_response", b"http.response.start")
"""What the source of an app without a framework says, and what the kit that serves it imports."""
_TO_SERVE = frozenset({"asyncio", "waymark_agent.kits.web", "waymark_agent.kits.web.wsgi"})


def preload(files: Iterable[tuple[str, bytes]]) -> None:
    """Import what the sources name. A module that cannot be imported here is left to the submission."""
    files = list(files)
    wanted, companions = named(files), listed()
    chosen = wanted & _COMMON
    for name in wanted & companions.keys():
        chosen |= {name, *companions[name]}
    if any(sign in content for path, content in files if path.endswith(".py") for sign in _SERVING):
        chosen |= _TO_SERVE
    for name in sorted(chosen):
        with contextlib.suppress(Exception):
            importlib.import_module(name)


def listed() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    with contextlib.suppress(FileNotFoundError):
        for file in os.listdir(LISTS):
            with open(os.path.join(LISTS, file), encoding="ascii") as lines:
                for name, *companions in filter(None, map(str.split, lines)):
                    found.setdefault(name, []).extend(companions)
    return found


def named(files: Iterable[tuple[str, bytes]]) -> set[str]:
    found: set[str] = set()
    for path, content in files:
        if path.endswith(".py") and len(content) <= MAX_SOURCE_BYTES:
            for single, several in _IMPORT.findall(content):
                found.update(part.split()[0] for part in (single or several).decode("ascii").split(",") if part.split())
    return found
