"""The folder a program works in: filled before it runs, looked through after. What lies in it is the submission's to choose.

Only regular files are read, up to a size; links are neither followed nor copied; what is not taken is named with a reason.
"""

from __future__ import annotations

import os
import stat
from typing import NamedTuple

MAX_FILE_BYTES = 256 * 1024
MAX_TOTAL_BYTES = 1024 * 1024
"""Of what a run has created or changed: of one file, and of all together."""
MAX_FILES = 200
MAX_ENTRIES = 10_000
MAX_DEPTH = 20

type Seen = dict[str, tuple[int, ...]]
"""Size, times and inode by path: what differs afterwards has been written."""


class Folder:
    """A run's folder. ``before`` is what it held when its program was started."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.before: Seen = {}

    def write(self, path: str, content: bytes) -> None:
        """A program of an earlier run may have put a link, or a folder, where this file shall be."""
        target = os.path.join(self.path, path)
        os.makedirs(os.path.dirname(target), 0o700, exist_ok=True)
        if os.path.lexists(target):
            os.unlink(target)
        with open(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)


class Changes(NamedTuple):
    """What a run did to its folder. ``written`` is how many files it wrote; beyond ``MAX_FILES`` they are not named."""

    files: tuple[tuple[str, bytes], ...]
    left_out: tuple[tuple[str, str], ...]
    removed: tuple[str, ...]
    written: int


def read_submission(folder: str) -> dict[str, bytes]:
    """Its files as they were handed in; they are few and small, and have been checked to be."""
    found = {}
    for path, facts in _walk(folder, "", 0):
        if stat.S_ISREG(facts.st_mode):
            with open(os.path.join(folder, path), "rb") as file:
                found[path] = file.read()
    return found


def remember(folder: str) -> Seen:
    return {path: _print_of(facts) for path, facts in _walk(folder, "", 0)}


def changes(folder: Folder) -> Changes:
    now = _walk(folder.path, "", 0)
    written = [(path, facts) for path, facts in now if folder.before.get(path) != _print_of(facts)]
    removed = tuple(_shown(path) for path in sorted(folder.before.keys() - {path for path, _ in now}))[:MAX_FILES]
    files: list[tuple[str, bytes]] = []
    left_out: list[tuple[str, str]] = []
    room = MAX_TOTAL_BYTES
    for path, facts in written[:MAX_FILES]:
        content = _read(os.path.join(folder.path, path), facts, room)
        if isinstance(content, str):
            left_out.append((_shown(path), content))
        else:
            room -= len(content)
            files.append((_shown(path), content))
    return Changes(tuple(files), tuple(left_out), removed, len(written))


def _read(path: str, facts: os.stat_result, room: int) -> bytes | str:
    """The content, or why there is none."""
    if stat.S_ISLNK(facts.st_mode):
        return "link"
    if not stat.S_ISREG(facts.st_mode):
        return "special"
    if facts.st_size > min(room, MAX_FILE_BYTES):
        return "large"
    try:
        fd = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return "unreadable"
    with open(fd, "rb") as file:
        if not stat.S_ISREG(os.fstat(fd).st_mode):
            return "special"
        content = file.read(facts.st_size + 1)
    return content if len(content) <= min(room, MAX_FILE_BYTES) else "large"


def _walk(folder: str, inside: str, depth: int) -> list[tuple[str, os.stat_result]]:
    """Everything in the folder that is no folder itself, by path. Python's own caches are nobody's result."""
    found: list[tuple[str, os.stat_result]] = []
    try:
        with os.scandir(os.path.join(folder, inside)) as scanned:
            entries = sorted(scanned, key=lambda entry: entry.name)
    except OSError:
        return found
    for entry in entries:
        path = os.path.join(inside, entry.name)
        try:
            if not entry.is_dir(follow_symlinks=False):
                found.append((path, entry.stat(follow_symlinks=False)))
            elif entry.name != "__pycache__" and depth < MAX_DEPTH:
                found += _walk(folder, path, depth + 1)
        except OSError:
            continue
        if len(found) >= MAX_ENTRIES:
            break
    return found


def _print_of(facts: os.stat_result) -> tuple[int, ...]:
    return facts.st_mode, facts.st_size, facts.st_mtime_ns, facts.st_ctime_ns, facts.st_ino


def _shown(path: str) -> str:
    """A path is bytes and may be no text."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")
