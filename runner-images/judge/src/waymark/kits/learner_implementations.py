"""What lies in a hidden suite's ``implementations/`` and ``given/``: read here, sent to the sandbox one at a time."""

from __future__ import annotations

import functools
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from waymark.errors import SuiteFault

if TYPE_CHECKING:
    from collections.abc import Mapping

FRAMEWORKS = ("pytest", "unittest", "behave")
LIST = "implementations.json"


@dataclass(frozen=True, slots=True)
class Implementations:
    """``correct``: names of correct ones, the first is the one all others are completed from. ``bugs``: name to sentence."""

    folder: Path
    framework: str
    paths: tuple[str, ...]
    correct: tuple[str, ...]
    bugs: Mapping[str, str]
    programs: frozenset[str]

    def delivery(self, name: str) -> dict[str, dict[str, str]]:
        """The files that go into the sandbox for one implementation, by the way they go."""
        if name not in self.correct and name not in self.bugs:
            raise SuiteFault(f'{LIST} has no implementation "{name}": put it into "correct" or "bugs"')
        files = files_of(self.folder / self.correct[0]) | files_of(self.folder / name)
        missing = self.programs - files.keys()
        if missing:
            raise SuiteFault(
                f'the implementation "{self.correct[0]}" has no {", ".join(sorted(missing))}, named in "programs"'
            )
        other = [path for path in files if not path.endswith(".py")]
        if other:
            raise SuiteFault(f'an implementation is Python modules; {other[0]} of "{name}" is none: put it into given/')
        return {
            "modules": {path: text for path, text in files.items() if path not in self.programs},
            "programs": {path: text for path, text in files.items() if path in self.programs},
            "files": files_of(self.folder.parent / "given", must_be_there=False),
        }

    def checked_framework(self, asked: str | None) -> str:
        framework = self.framework if asked is None else asked
        if framework not in FRAMEWORKS:
            raise SuiteFault(f'a suite cannot be run with "{framework}": the frameworks are {", ".join(FRAMEWORKS)}')
        return framework

    def bug(self, name: str) -> str:
        """The author's sentence about it, to stand after "although" or "where"."""
        if name not in self.bugs:
            raise SuiteFault(f'{LIST} has no bug "{name}"')
        return self.bugs[name]

    def described(self, name: str) -> str:
        if name in self.bugs:
            return f"an implementation where {self.bugs[name]}"
        return "the given implementation" if name == self.correct[0] else "another correct implementation"


@functools.cache
def read_implementations(suite: str) -> Implementations:
    """Raises SuiteFault, with what is wrong, for a list that is not there or not as it should be."""
    folder = Path(suite, "implementations")
    try:
        said = json.loads((folder / LIST).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SuiteFault(f"implementations/{LIST} of the suite cannot be read: {type(error).__name__}") from None
    match said:
        case {"framework": str(framework), "paths": [*paths], "correct": [str(first), *more], "bugs": {**bugs}}:
            programs = said.get("programs", [])
        case _:
            raise SuiteFault(f'implementations/{LIST} needs "framework", "paths", "correct" (at least one) and "bugs"')
    if not all(isinstance(text, str) for text in (*paths, *more, *bugs, *bugs.values(), *programs)):
        raise SuiteFault(f"implementations/{LIST} has something else than a text where a name or a sentence belongs")
    for name in (first, *more, *bugs):
        if not (folder / name).is_dir():
            raise SuiteFault(f"there is no folder implementations/{name}, which {LIST} names")
    found = Implementations(
        folder,
        framework,
        tuple(paths),
        (first, *more),
        {str(name): str(said) for name, said in bugs.items()},
        frozenset(programs),
    )
    found.checked_framework(None)
    return found


def files_of(folder: Path, *, must_be_there: bool = True) -> dict[str, str]:
    if not must_be_there and not folder.is_dir():
        return {}
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }
