"""Where a file is not mutated: what is no behaviour, or only words for people."""

from __future__ import annotations

import ast
import io
import tokenize
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from waymark_author.sources import last_name, root_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from waymark_author.sources import Source, Span

PRAGMA = "pragma: no mutate"

_NAMES = frozenset({"__all__", "__author__", "__match_args__", "__slots__", "__version__"})
_TYPE_MAKERS = frozenset(
    {"NamedTuple", "NewType", "ParamSpec", "TypeVar", "TypeVarTuple", "TypedDict", "cast", "namedtuple"}
)
_GENERICS = frozenset(
    "Annotated AsyncIterator Awaitable Callable Coroutine Generator Iterable Iterator List Dict Literal Mapping Optional"
    " Sequence Set Tuple Type Union dict frozenset list set tuple type".split()
)
_FORMS = frozenset({"Protocol", "TypedDict"})
_STUBS = frozenset({"abstractmethod", "overload"})
_SETTINGS = frozenset({"encoding", "ids", "slots", "stacklevel", "strict"})
"""Keywords that say how careful Python is to be; no task asks for them, and no test waits for a longer timeout."""
_WORDS = frozenset({"description", "detail", "epilog", "help", "summary"})
_LOG = frozenset({"critical", "debug", "error", "exception", "info", "log", "warn", "warning"})


@dataclass(slots=True)
class Zones:
    frozen: list[Span] = field(default_factory=list)
    """Nothing changes here."""
    words: list[Span] = field(default_factory=list)
    """Texts for people: messages of exceptions, of a log, help of a program."""
    messages: list[Span] = field(default_factory=list)
    """Calls that are such a message: their arguments stay."""
    kept_lines: frozenset[int] = frozenset()


def within(span: Span, zones: Iterable[Span]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in zones)


def find_zones(source: Source) -> Zones:
    zones = Zones(kept_lines=frozenset(_kept_lines(source.text)))
    _Finder(source, zones).visit(source.tree)
    return zones


def _kept_lines(text: str) -> Iterable[int]:
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT and PRAGMA in token.string:
            yield token.start[0]


class _Finder(ast.NodeVisitor):
    def __init__(self, source: Source, zones: Zones) -> None:
        self._source = source
        self._zones = zones
        self._in_exception = False

    def _freeze(self, *nodes: ast.expr | ast.stmt | ast.arg | ast.keyword | ast.type_param | None) -> None:
        self._zones.frozen += [self._source.span(node) for node in nodes if node is not None]

    def _words(self, *nodes: ast.expr) -> None:
        self._zones.words += [self._source.span(node) for node in nodes]

    def visit_Import(self, node: ast.Import) -> None:
        self._freeze(node)

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        self._freeze(node)

    def visit_TypeAlias(self, node: ast.TypeAlias) -> None:
        self._freeze(node)

    def visit_Expr(self, node: ast.Expr) -> None:
        """A docstring, of an attribute too."""
        if isinstance(node.value, ast.Constant):
            self._freeze(node)
        self.generic_visit(node)

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        decorators = {last_name(decorator) for decorator in node.decorator_list}
        if decorators & _STUBS or _is_stub(node.body):
            start = min((self._source.span(decorator)[0] for decorator in node.decorator_list), default=None)
            span = self._source.span(node)
            self._zones.frozen.append((span[0] if start is None else start - 1, span[1]))
            return
        self._freeze(node.returns, *node.type_params)
        self.generic_visit(node)

    visit_AsyncFunctionDef = visit_FunctionDef  # noqa: N815  # a visitor is found by this name

    def visit_arg(self, node: ast.arg) -> None:
        self._freeze(node.annotation)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        bases = {last_name(base) for base in node.bases}
        if bases & _FORMS:
            self._freeze(node)
            return
        self._freeze(*node.bases, *node.keywords, *node.type_params)
        around = self._in_exception
        self._in_exception = any(map(_is_exception, (node.name, *bases)))
        self.generic_visit(node)
        self._in_exception = around

    def visit_If(self, node: ast.If) -> None:
        if last_name(node.test) == "TYPE_CHECKING":
            self._freeze(node.test, *node.body)
        elif isinstance(node.test, ast.Compare) and last_name(node.test.left) == "__name__":
            self._freeze(node.test)
        self.generic_visit(node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        self._freeze(node.annotation)
        if last_name(node.annotation) == "TypeAlias":
            self._freeze(node)
        self.generic_visit(node)

    def visit_Assign(self, node: ast.Assign) -> None:
        names = [target.id for target in node.targets if isinstance(target, ast.Name)]
        is_alias = any(name[:1].isupper() and not name.isupper() for name in names) and _is_type(node.value)
        if is_alias or (names and set(names) <= _NAMES):
            self._freeze(node)
        self.generic_visit(node)

    def visit_Assert(self, node: ast.Assert) -> None:
        if node.msg is not None:
            self._words(node.msg)
        self.generic_visit(node)

    def visit_Raise(self, node: ast.Raise) -> None:
        if node.exc is not None:
            self._words(node.exc)
            self._zones.messages.append(self._source.span(node.exc))
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        name = last_name(node.func)
        is_log = isinstance(node.func, ast.Attribute) and name in _LOG and "log" in root_or_last(node.func.value)
        is_own_message = self._in_exception and name == "__init__"
        if name in _TYPE_MAKERS:
            self._freeze(*(node.args[:1] if name == "cast" else [node]))
        elif is_log or is_own_message or _is_exception(name) or name == "warn":
            self._words(*node.args)
            self._zones.messages.append(self._source.span(node))
        elif name in ("isinstance", "issubclass"):
            self._freeze(*node.args[1:])
        for keyword in node.keywords:
            if keyword.arg in _SETTINGS or (keyword.arg is not None and "timeout" in keyword.arg):
                self._freeze(keyword)
            elif keyword.arg in _WORDS:
                self._words(keyword.value)
        self.generic_visit(node)


def root_or_last(node: ast.expr) -> str:
    """``self._log`` and ``logging.getLogger()`` are logs, both by a different end of their names."""
    return f"{root_name(node)} {last_name(node)}".lower()


def _is_exception(name: str) -> bool:
    return name.endswith(("Error", "Exception", "Warning"))


def _is_stub(body: list[ast.stmt]) -> bool:
    """Says what somebody else has to do, and does nothing."""
    rest = [
        statement
        for statement in body
        if not isinstance(statement, ast.Pass)
        and not (isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant))
    ]
    return not rest or (
        len(rest) == 1
        and isinstance(rest[0], ast.Raise)
        and rest[0].exc is not None
        and last_name(rest[0].exc) == "NotImplementedError"
    )


def _is_type(node: ast.expr) -> bool:
    match node:
        case ast.BinOp(op=ast.BitOr(), left=left, right=right):
            return _is_type(left) or _is_type(right)
        case ast.Subscript(value=value):
            return last_name(value) in _GENERICS
        case ast.Name(id=name):
            return name in {"bool", "bytes", "float", "int", "str"}
        case ast.Constant(value=None):
            return True
        case _:
            return False
