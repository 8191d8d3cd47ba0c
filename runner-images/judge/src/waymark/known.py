"""Classes of the standard library that both sides have, by fixed lists: nothing is looked up by a name that came in."""

import abc
import builtins
import collections.abc
import contextlib
import enum
import numbers
import types
import typing
from functools import cache
from importlib import import_module

BUILTIN_TYPES: dict[str, type] = {
    kind.__name__: kind
    for kind in (*vars(types).values(), *vars(builtins).values())
    if isinstance(kind, type) and kind.__module__ == "builtins"
}
"""``int`` and its like, and by their own names those without a built-in one, such as ``NoneType``."""

_EXCEPTIONS = {
    "asyncio.exceptions": "CancelledError InvalidStateError IncompleteReadError LimitOverrunError",
    "asyncio.queues": "QueueEmpty QueueFull QueueShutDown",
    "binascii": "Error Incomplete",
    "concurrent.futures._base": "CancelledError InvalidStateError BrokenExecutor",
    "configparser": "Error NoSectionError NoOptionError DuplicateSectionError DuplicateOptionError ParsingError",
    "copy": "Error",
    "csv": "Error",
    "_csv": "Error",
    "dataclasses": "FrozenInstanceError",
    "decimal": "DecimalException InvalidOperation DivisionByZero Overflow Underflow Inexact Rounded Clamped FloatOperation",
    "email.errors": "MessageError MessageParseError HeaderParseError",
    "graphlib": "CycleError",
    "http.client": "HTTPException",
    "io": "UnsupportedOperation",
    "ipaddress": "AddressValueError NetmaskValueError",
    "json.decoder": "JSONDecodeError",
    "pickle": "PickleError PicklingError UnpicklingError",
    "_pickle": "PickleError PicklingError UnpicklingError",
    "queue": "Full ShutDown",
    "_queue": "Empty",
    "re": "PatternError",
    "shutil": "Error SameFileError",
    "sqlite3": "Error DatabaseError IntegrityError OperationalError ProgrammingError InterfaceError DataError NotSupportedError",
    "ssl": "SSLError SSLCertVerificationError",
    "statistics": "StatisticsError",
    "string": "",
    "struct": "error",
    "subprocess": "SubprocessError CalledProcessError TimeoutExpired",
    "threading": "BrokenBarrierError",
    "tomllib": "TOMLDecodeError",
    "urllib.error": "URLError HTTPError ContentTooShortError",
    "uuid": "",
    "xml.etree.ElementTree": "ParseError",
    "xml.parsers.expat": "ExpatError",
    "zipfile": "BadZipFile",
    "zlib": "error",
    "zoneinfo._common": "ZoneInfoNotFoundError",
}


def _markers() -> dict[type, tuple[str, str]]:
    listed: dict[str, tuple[object, ...]] = {
        "abc": (abc.ABC,),
        "enum": (enum.Enum, enum.Flag, enum.IntEnum, enum.StrEnum, enum.IntFlag, enum.ReprEnum),
        "contextlib": (
            contextlib.AbstractContextManager,
            contextlib.AbstractAsyncContextManager,
            contextlib.ContextDecorator,
        ),
        "collections.abc": tuple(getattr(collections.abc, name) for name in collections.abc.__all__),
        "numbers": (numbers.Number, numbers.Complex, numbers.Real, numbers.Rational, numbers.Integral),
        "typing": (typing.Generic,),
    }
    return {
        kind: (module, kind.__name__) for module, kinds in listed.items() for kind in kinds if isinstance(kind, type)
    }


MARKERS = _markers()
"""Classes without data of their own that a mirror may carry in its MRO, so that ``isinstance`` and ``issubclass`` see them."""

_KNOWN: dict[tuple[str, str], type] = {place: kind for kind, place in MARKERS.items()}


@cache
def known_class(module: str, name: str) -> type | None:
    """The judge's own class for one of the standard library that the lists name, else None."""
    if module == "builtins":
        return BUILTIN_TYPES.get(name)
    if (module, name) in _KNOWN:
        return _KNOWN[module, name]
    if name not in _EXCEPTIONS.get(module, "").split():
        return None
    found = getattr(import_module(module), name, None)
    return found if isinstance(found, type) and issubclass(found, Exception) else None


DISGUISES: dict[str, type] = {
    "function": types.FunctionType,
    "method": types.MethodType,
    "builtin_function_or_method": types.BuiltinFunctionType,
    "generator": types.GeneratorType,
    "coroutine": types.CoroutineType,
    "async_generator": types.AsyncGeneratorType,
    "dict_keys": type({}.keys()),
    "dict_values": type({}.values()),
    "dict_items": type({}.items()),
    "mappingproxy": types.MappingProxyType,
    **{
        name: BUILTIN_TYPES[name]
        for name in (
            "map",
            "filter",
            "zip",
            "enumerate",
            "reversed",
            "memoryview",
            "property",
            "staticmethod",
            "classmethod",
        )
    },
}
"""What ``__class__`` says for handles of these built-in kinds: they carry no data a test could take for an answer."""

_DISGUISED = {
    "re": "Pattern Match",
    "_io": "StringIO BytesIO TextIOWrapper BufferedReader",
    "io": "StringIO BytesIO TextIOWrapper BufferedReader",
    "threading": "Thread Event Condition Barrier Semaphore BoundedSemaphore Timer",
    "queue": "Queue LifoQueue PriorityQueue",
    "types": "SimpleNamespace GenericAlias UnionType MappingProxyType",
    "functools": "partial cached_property",
    "collections": "ChainMap",
    "concurrent.futures._base": "Future",
    "concurrent.futures.thread": "ThreadPoolExecutor",
    "contextlib": "ExitStack",
    "datetime": "tzinfo",
    "random": "Random",
    "logging": "Logger LogRecord",
    "asyncio.locks": "Lock Event Condition Semaphore",
    "asyncio.queues": "Queue",
    "sqlite3": "Connection Cursor Row",
    "string": "Template",
    "argparse": "Namespace ArgumentParser",
}


@cache
def disguise_of(module: str, name: str) -> type | None:
    """What ``__class__`` says for a handle of a well-known class of the library; None for any other."""
    if module == "builtins":
        return DISGUISES.get(name)
    if name not in _DISGUISED.get(module, "").split():
        return None
    found = getattr(import_module(module), name, None)
    return found if isinstance(found, type) else None


VALUE_TYPES: dict[str, type] = {
    kind.__name__: kind for kind in (int, str, float, bytes, tuple, list, dict, set, frozenset)
}
"""Built-in types whose subclasses' instances are, or carry, a plain value."""
