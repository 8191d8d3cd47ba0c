"""A folder both sides have: what one writes into it, the other finds there after the next message.

Regular files and folders only; links are neither followed nor sent. What arrives is checked as if an enemy had sent it.
"""

from __future__ import annotations

import base64
import os
import stat

from waymark_wire.plain import Json, Malformed

MAX_FILES = 200
MAX_FILE_BYTES = 512 * 1024
MAX_MESSAGE_BYTES = 640 * 1024
"""Of one file, and of all files of one message: they have to fit into a frame. What is larger stays on its own side."""
MAX_TEST_BYTES = 4 * 1024 * 1024
"""Accepted from the other side in one test."""

type Seen = tuple[int, int, int]


class Folder:
    """One side's copy, and what both sides last agreed on: size, time and inode of each file, (0, 0, 0) for a folder."""

    def __init__(self, root: str) -> None:
        self.root = root
        self.seen: dict[str, Seen] = {}
        self.accepted = 0

    def changes(self) -> list[Json]:
        """``[path, base64]`` for a new or changed file, ``[path, true]`` for a new folder, ``[path, null]`` for what is gone."""
        now = dict(self._walk(""))
        changed: list[Json] = []
        room = MAX_MESSAGE_BYTES
        for path, facts in now.items():
            if self.seen.get(path) == facts:
                continue
            if facts == (0, 0, 0):
                changed.append([path, True])
                self.seen[path] = facts
            elif facts[0] <= min(room, MAX_FILE_BYTES):
                content = self._read(path)
                if content is not None:
                    room -= len(content)
                    changed.append([path, base64.b64encode(content).decode("ascii")])
                    self.seen[path] = facts
        for path in sorted(set(self.seen) - set(now), reverse=True):
            changed.append([path, None])
            del self.seen[path]
        return changed

    def apply(self, changes: Json) -> None:
        """Raises Malformed for a path that leaves the folder and for more than the limits allow."""
        if type(changes) is not list or len(changes) > 2 * MAX_FILES:
            raise Malformed("too many changed files")
        for change in changes:
            match change:
                case [str(path), str(content)]:
                    self._write(_checked(path), base64.b64decode(content, validate=True))
                case [str(path), True]:
                    self._make(_checked(path))
                case [str(path), None]:
                    self._remove(_checked(path))
                case _:
                    raise Malformed("a damaged file")

    def _walk(self, inside: str) -> list[tuple[str, Seen]]:
        found: list[tuple[str, Seen]] = []
        try:
            entries = sorted(os.scandir(os.path.join(self.root, inside)), key=lambda entry: entry.name)
        except OSError:
            return found
        for entry in entries:
            path = f"{inside}/{entry.name}" if inside else entry.name
            if entry.is_dir(follow_symlinks=False):
                found.append((path, (0, 0, 0)))
                if path.count("/") < 20:
                    found += self._walk(path)
            elif entry.is_file(follow_symlinks=False):
                facts = entry.stat(follow_symlinks=False)
                found.append((path, (facts.st_size, facts.st_mtime_ns, facts.st_ino)))
            if len(found) > MAX_FILES:
                break
        return found[:MAX_FILES]

    def _read(self, path: str) -> bytes | None:
        try:
            fd = os.open(os.path.join(self.root, path), os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        except OSError:
            return None
        with os.fdopen(fd, "rb") as file:
            return file.read(MAX_FILE_BYTES)

    def _write(self, path: str, content: bytes) -> None:
        self.accepted += len(content)
        if len(content) > MAX_FILE_BYTES or self.accepted > MAX_TEST_BYTES or len(self.seen) > 2 * MAX_FILES:
            raise Malformed("more files than one test may write")
        target = self._place(path)
        try:
            if stat.S_ISLNK(os.lstat(target).st_mode):
                os.unlink(target)
        except OSError:
            pass
        try:
            fd = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
        except OSError:
            return
        with os.fdopen(fd, "wb") as file:
            file.write(content)
        facts = os.lstat(target)
        self.seen[path] = (facts.st_size, facts.st_mtime_ns, facts.st_ino)

    def _make(self, path: str) -> None:
        os.makedirs(os.path.join(self._place(path)), exist_ok=True)
        self.seen[path] = (0, 0, 0)

    def _remove(self, path: str) -> None:
        target = self._place(path)
        self.seen.pop(path, None)
        try:
            if os.path.isdir(target) and not os.path.islink(target):
                os.rmdir(target)
            else:
                os.unlink(target)
        except OSError:
            return

    def _place(self, path: str) -> str:
        """Where the path lies, its folders made. A link on the way would lead out of the folder."""
        target = os.path.join(self.root, path)
        parent = os.path.dirname(target)
        os.makedirs(parent, exist_ok=True)
        if os.path.realpath(parent) != os.path.join(os.path.realpath(self.root), os.path.dirname(path)).rstrip("/"):
            raise Malformed("a path that leaves the folder")
        return target


def _checked(path: str) -> str:
    parts = path.split("/")
    if (
        len(path) > 500
        or len(parts) > 24
        or "\0" in path
        or any(part in ("", ".", "..") or len(part) > 255 for part in parts)
    ):
        raise Malformed("a path that leaves the folder")
    return path
