"""Probes: a function of the test, sent as source, run here beside the submission."""

import linecache
import types
from collections.abc import Callable

from waymark_wire.plain import Malformed

_COMPILED: dict[str, dict[str, object]] = {}


def run_probe(
    message: dict[str, object],
    arguments: list[object],
    keywords: dict[str, object],
    run_to_end: Callable[[object], object],
) -> object:
    """Define the probe once per worker and call it; a coroutine is run to its end."""
    function = load_probe(str(message["source"]), str(message["n"]))
    result = function(*arguments, **keywords)
    return run_to_end(result) if isinstance(result, types.CoroutineType) else result


def load_probe(source: str, name: str) -> Callable[..., object]:
    """The probe as a function here."""
    namespace = _COMPILED.get(source)
    if namespace is None:
        file = f"<probe {name}>"
        namespace = {"__name__": "waymark_probe", "__builtins__": __builtins__}
        exec(compile(source, file, "exec"), namespace)
        linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)
        _COMPILED[source] = namespace
    function = namespace.get(name)
    if not callable(function):
        raise Malformed(f"the probe {name!r} is not in its own source")
    return function
