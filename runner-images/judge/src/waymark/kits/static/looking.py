"""What a suite can ask about source: ``static.text(...)``, ``static.functions()``, ``static.ruff()`` ..."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, get_args

from waymark.errors import SuiteFault
from waymark.kits.static import queries, uses
from waymark.kits.static.findings import Finding, Findings
from waymark.kits.static.marks import differences, read_marks

if TYPE_CHECKING:
    import ast
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from waymark.kits.static.asking import Asking
    from waymark.kits.static.queries import Class, Function, Import
    from waymark.kits.static.uses import Use

type Suppressions = Literal["refuse", "allow"]

_FLAG = re.compile(r"[a-z][a-z-]*(=[A-Za-z0-9_.,-]+)?")
_FLAGS_OF_OURS = ("config-file", "cache-dir", "python-version", "python-executable", "output", "install-types")


class Static:
    """The submission's source. Paths are relative, with ``/``; where none is given, all Python files are meant.

    A file that is missing, or that cannot be parsed, fails the test with a sentence. So does one of more than 256 KiB, one that
    is not UTF-8, and one nested more than 150 levels deep.
    """

    def __init__(self, asking: Asking) -> None:
        self._asking = asking

    def __repr__(self) -> str:
        return "static"

    def files(self) -> list[str]:
        """All paths of the submission, sorted, whatever kind of file."""
        return self._asking.files()

    def text(self, path: str) -> str:
        """The text of a file in UTF-8, lines ending with a line feed."""
        __tracebackhide__ = True
        try:
            text = self._asking.content(path).decode("utf-8-sig")
        except UnicodeDecodeError:
            raise AssertionError(f"{path} is not UTF-8 text") from None
        return text.replace("\r\n", "\n").replace("\r", "\n")

    def tree(self, path: str) -> ast.Module:
        """The syntax tree of a Python file, at most 150 levels deep; a new one at each call."""
        __tracebackhide__ = True
        return self._asking.tree(path)

    def functions(self, *paths: str) -> list[Function]:
        """Functions and methods, those inside others too, in the order of the source."""
        __tracebackhide__ = True
        return self._from_each(paths, queries.functions)

    def classes(self, *paths: str) -> list[Class]:
        """Classes, those inside others too."""
        __tracebackhide__ = True
        return self._from_each(paths, queries.classes)

    def imports(self, *paths: str) -> list[Import]:
        """Imports wherever they stand, in functions too."""
        __tracebackhide__ = True
        return self._from_each(paths, queries.imports)

    def calls(self, *names: str, paths: Iterable[str] = ()) -> list[Use]:
        """Calls of these names, by what they are imported as; all calls without a name.

        ``"eval"`` is the built-in function, ``"time.sleep"`` also a ``sleep`` from ``from time import sleep``, ``".append"`` a
        method of that name of whatever object.
        """
        __tracebackhide__ = True
        return self._from_each(paths, lambda path, tree: uses.calls(path, tree, names))

    def names(self, *names: str, paths: Iterable[str] = ()) -> list[Use]:
        """Uses of these names, called or not, imports and quoted annotations too; written as for ``calls``."""
        __tracebackhide__ = True
        return self._from_each(paths, lambda path, tree: uses.names(path, tree, names))

    def suppressions(self, *paths: str) -> Findings:
        """Comments that tell a tool to look away, such as ``# noqa``, ``# type: ignore`` and ``# fmt: off``."""
        __tracebackhide__ = True
        found = Findings("The search for suppressing comments", self._asking.suppressions())
        return found.within(*paths) if paths else found

    def complexity(self, *paths: str, at_most: int = 10) -> Findings:
        """Functions whose cyclomatic complexity is larger, as radon counts it. In every image."""
        __tracebackhide__ = True
        return Findings(
            "The count of cyclomatic complexity",
            [
                Finding(
                    one.path,
                    one.line,
                    1,
                    "complexity",
                    f"{one.name} has a complexity of {one.complexity}, over {at_most}",
                )
                for one in self.functions(*paths)
                if one.complexity > at_most
            ],
        )

    def ruff(
        self,
        *paths: str,
        select: Sequence[str] = ("E", "F"),
        ignore: Sequence[str] = (),
        line_length: int = 88,
        settings: Sequence[str] = (),
        suppressions: Suppressions = "refuse",
    ) -> Findings:
        """What ``ruff check`` finds. ``settings`` are more of them as TOML: ``"lint.mccabe.max-complexity = 6"``."""
        __tracebackhide__ = True
        options = {
            "select": _texts("select", select),
            "ignore": _texts("ignore", ignore),
            "line_length": line_length,
            "settings": _texts("settings", settings),
        }
        return self._run("ruff", options, paths, suppressions)

    def flake8(
        self,
        *paths: str,
        select: Sequence[str] = (),
        ignore: Sequence[str] = (),
        line_length: int = 88,
        max_complexity: int | None = None,
        suppressions: Suppressions = "refuse",
    ) -> Findings:
        """What flake8 finds. Without ``select`` its usual rules; ``ignore`` comes on top of those it always leaves out."""
        __tracebackhide__ = True
        options = {
            "select": _texts("select", select),
            "ignore": _texts("ignore", ignore),
            "line_length": line_length,
            "max_complexity": max_complexity,
        }
        return self._run("flake8", options, paths, suppressions)

    def black(self, *paths: str, line_length: int = 88, suppressions: Suppressions = "refuse") -> Findings:
        """A finding for each file that Black would change, where it first would."""
        __tracebackhide__ = True
        return self._run("black", {"line_length": line_length}, paths, suppressions)

    def mypy(
        self,
        *paths: str,
        strict: bool = True,
        flags: Sequence[str] = (),
        with_files: Mapping[str, str] | None = None,
        suppressions: Suppressions = "refuse",
    ) -> Findings:
        """Errors of mypy for Python 3.13, and what ``reveal_type`` says, in ``revealed``.

        ``flags`` are more of them, without dashes: ``"warn-unreachable"``. ``with_files`` are modules of the suite that are
        checked beside the submission's and may import it. A module that the image has without types counts as ``Any``; one that
        it has not got is an error.
        """
        __tracebackhide__ = True
        for flag in _texts("flags", flags):
            if not _FLAG.fullmatch(flag) or flag.startswith(_FLAGS_OF_OURS):
                raise SuiteFault(f'static.mypy: "{flag}" is no flag that a suite can set')
        extra = dict(with_files or {})
        for path in extra:
            if not re.fullmatch(r"(?:\w+/)*\w+\.py", path):
                raise SuiteFault(f'static.mypy: "{path}" in with_files is no relative path of a Python module')
        return self._run("mypy", {"strict": strict, "flags": list(flags)}, paths, suppressions, extra)

    def assert_types(
        self, source: str, *, name: str = "use.py", strict: bool = True, flags: Sequence[str] = ()
    ) -> None:
        """Fails unless mypy judges this module of the suite, which uses the submission, as its marks say.

        A line that ends with ``# E`` must be an error, with ``# E: arg-type`` one of that code (or of several, with commas);
        every other line must be none. ``# R: int | None`` is the type that ``reveal_type`` in its line must show.
        """
        __tracebackhide__ = True
        marked = read_marks(source)
        found = self.mypy(strict=strict, flags=flags, with_files={name: marked.source})
        told = differences(marked, found, name)
        if told:
            own = found.within(*(path for path in self.files() if path != name))
            note = f"\nmypy about the submission itself:\n{own}" if own else ""
            raise AssertionError(
                f"mypy judges {name}, which uses your code, otherwise than it should:\n" + "\n".join(told) + note
            )

    def assert_clean(self, findings: Findings, at_most: int = 0) -> None:
        """The same as ``findings.assert_clean(at_most)``."""
        __tracebackhide__ = True
        findings.assert_clean(at_most)

    def _from_each[T](self, paths: Iterable[str], look: Callable[[str, ast.Module], list[T]]) -> list[T]:
        __tracebackhide__ = True
        chosen = list(paths) or self._asking.modules()
        return [one for path in chosen for one in look(path, self._asking.tree(path))]

    def _run(
        self,
        tool: str,
        options: Mapping[str, object],
        paths: Sequence[str],
        suppressions: Suppressions,
        extra: Mapping[str, str] | None = None,
    ) -> Findings:
        __tracebackhide__ = True
        if suppressions not in get_args(Suppressions.__value__):
            raise SuiteFault(f'static.{tool}: suppressions is "refuse" or "allow", not {suppressions!r}')
        allow = suppressions == "allow"
        found, total = self._asking.tool(tool, options, list(paths), extra or {}, allow=allow)
        revealed = [finding for finding in found if finding.code == "reveal"]
        return Findings(
            tool,
            [finding for finding in found if finding.code != "reveal"],
            total=total - len(revealed),
            revealed=revealed,
            suppressed=() if allow or not found else self._asking.suppressions(),
        )


def _texts(what: str, values: Sequence[str]) -> list[str]:
    if isinstance(values, str) or not all(isinstance(value, str) for value in values):
        raise SuiteFault(f"static: {what} is a list of texts")
    return list(values)
