"""An implementation without its source: compiled from text, bare of docstrings and places, and imported from memory."""

from __future__ import annotations

import ast
import importlib.machinery
import secrets
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Mapping, Sequence
    from types import CodeType, ModuleType

FILE = "<implementation>"
MAX_PADDING = 24


def compiled(sources: Mapping[str, str]) -> dict[str, CodeType]:
    return {path: compile(bare(text), FILE, "exec", dont_inherit=True) for path, text in sources.items()}


def bare(source: str) -> ast.Module:
    """The same behaviour, all of it in line 1, and functions that begin with a few instructions more, how many is chance.

    So neither lines in a traceback nor offsets and sizes of code tell one implementation from another.
    """
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0] if node.body else None
            if (
                isinstance(first, ast.Expr)
                and isinstance(first.value, ast.Constant)
                and isinstance(first.value.value, str)
            ):
                node.body[:1] = [] if len(node.body) > 1 else [ast.Pass()]
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            node.body[:0] = [padding() for _ in range(secrets.randbelow(MAX_PADDING))]
    for node in ast.walk(tree):
        if "lineno" in node._attributes:
            node.lineno = node.end_lineno = 1  # type: ignore[attr-defined]
            node.col_offset = node.end_col_offset = 0  # type: ignore[attr-defined]
    return tree


def padding() -> ast.stmt:
    """``0 < 0``: some instructions that do nothing and that the compiler does not leave out."""
    return ast.Expr(ast.Compare(ast.Constant(0), [ast.Lt()], [ast.Constant(0)]))


class Delivery:
    """Finds the implementation's modules before any other finder does. The code itself is out of reach: see ``keeper``."""

    def __init__(self, modules: Mapping[str, CodeType], deliver: Callable[[ModuleType], BaseException | None]) -> None:
        self.packages = {module_name(path): path.endswith("__init__.py") for path in modules}
        self.deliver = deliver

    def find_spec(
        self, name: str, _path: Sequence[str] | None = None, _target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if name not in self.packages:
            return None
        return importlib.machinery.ModuleSpec(name, self, origin=FILE, is_package=self.packages[name])  # type: ignore[arg-type]

    def create_module(self, _spec: importlib.machinery.ModuleSpec) -> None:
        """An ordinary module will do."""

    def exec_module(self, module: ModuleType) -> None:
        failure = self.deliver(module)
        if failure is not None:
            raise failure


def install(modules: Mapping[str, CodeType], namespaces: list[dict[str, object]]) -> None:
    """``namespaces`` gets the dict of each module that is made, for the hook that watches over them."""
    keeping = keeper({module_name(path): code for path, code in modules.items()}, namespaces)
    next(keeping)
    sys.meta_path.insert(0, Delivery(modules, keeping.send))


def keeper(
    codes: dict[str, CodeType], namespaces: list[dict[str, object]]
) -> Generator[BaseException | None, ModuleType]:
    """Holds the code in the frame of a generator: an attribute or a closure could be read without anybody hearing of it.

    Gives what a module's import raised: raised in here, it would end the generator.
    """
    run = exec
    failure: BaseException | None = None
    while True:
        module = yield failure
        failure = None
        namespaces.append(module.__dict__)
        try:
            run(codes[module.__name__], module.__dict__)
        except BaseException as error:
            # Without this frame, which has the code.
            trace = error.__traceback__
            failure = error.with_traceback(trace.tb_next if trace is not None else None)


def module_name(path: str) -> str:
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
