"""A clean folder with the submission's Python files and nothing else of it: no configuration, stub, plugin or data file."""

from __future__ import annotations

import os
import tempfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from waymark_agent.kits.static.sources import Source


class Copy:
    """Where a tool runs. ``folder`` has the files; ``scratch``, beside it, is for our configuration and the tool's home.

    ``extra`` are files of the suite, by path: they lie beside the submission's, or in the place of one of the same name.
    ``named`` are those a tool is told to look at: ``paths`` and the extra ones; all when ``paths`` is empty.
    """

    def __init__(self, sources: Iterable[Source], extra: Mapping[str, str], paths: Sequence[str]) -> None:
        place = tempfile.mkdtemp(prefix="static-")
        self.folder = os.path.join(place, "files")
        self.scratch = os.path.join(place, "scratch")
        os.mkdir(self.folder)
        os.mkdir(self.scratch)
        texts = {source.path: source.text for source in sources} | dict(extra)
        for path, text in texts.items():
            target = os.path.join(self.folder, path)
            os.makedirs(os.path.dirname(target), exist_ok=True)
            with open(target, "w", encoding="utf-8", newline="") as file:
                file.write(text)
        self.named = [path for path in texts if path in paths or path in extra or not paths]

    def note(self, name: str, text: str) -> str:
        """A file of ours that no tool looks at as source; its path."""
        target = os.path.join(self.scratch, name)
        with open(target, "w", encoding="utf-8") as file:
            file.write(text)
        return target
