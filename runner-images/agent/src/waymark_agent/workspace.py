"""The writable part of the sandbox: made new for each test, emptied after it."""

import os
import stat
from collections.abc import Iterator, Sequence

ROOTS = ("/work", "/tmp", "/dev/shm")  # noqa: S108  they are the sandbox's own
CASE_FOLDER = "/work"
"""Where the submission's files lie while a test runs; the worker's working folder."""


def prepare(files: Sequence[tuple[str, bytes]], folder: str = CASE_FOLDER) -> None:
    made = {folder}
    for path, content in files:
        target = os.path.join(folder, path)
        parent = os.path.dirname(target)
        if parent not in made:
            os.makedirs(parent, 0o700, exist_ok=True)
            made.add(parent)
        fd = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            view = memoryview(content)
            while view:
                view = view[os.write(fd, view) :]
        finally:
            os.close(fd)


def is_untouched(files: Sequence[tuple[str, bytes]]) -> bool:
    """Whether the writable roots hold what ``prepare`` made of the files, and nothing else. Raises OSError."""
    expected = {os.path.join(CASE_FOLDER, path): content for path, content in files}
    found = [path for root in ROOTS for path in _files_below(root)]
    return len(found) == len(expected) and all(
        path in expected
        and os.stat(path, follow_symlinks=False).st_size == len(expected[path])
        and _read(path) == expected[path]
        for path in found
    )


def _files_below(folder: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _files_below(entry.path)
            else:
                yield entry.path


def _read(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()


def wipe(roots: Sequence[str] = ROOTS) -> None:
    """Remove everything below the writable roots. Links are removed, never followed."""
    for root in roots:
        _empty(root)


def _empty(folder: str) -> None:
    try:
        with os.scandir(folder) as entries:
            found = [(entry.path, entry.is_dir(follow_symlinks=False)) for entry in entries]
    except OSError:
        found = _names_after_chmod(folder)
    for path, is_folder in found:
        try:
            if is_folder:
                _empty(path)
                os.rmdir(path)
            else:
                os.unlink(path)
        except OSError:
            continue


def _names_after_chmod(folder: str) -> list[tuple[str, bool]]:
    """A submission may have closed its own folder to itself; we are the same user and may open it again."""
    try:
        os.chmod(folder, 0o700)
        return [
            (path, stat.S_ISDIR(os.lstat(path).st_mode))
            for path in (os.path.join(folder, name) for name in os.listdir(folder))
        ]
    except OSError:
        return []
