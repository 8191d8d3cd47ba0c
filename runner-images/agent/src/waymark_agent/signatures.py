"""A callable's signature as data, so that ``inspect.signature`` works in the judge."""

from collections.abc import Callable

from waymark_wire.plain import Json


class Raw:
    """A result that is encoded already."""

    __slots__ = ("value",)

    def __init__(self, value: Json) -> None:
        self.value = value


def describe_signature(target: object, encode: Callable[[object], Json]) -> Raw:
    """``["l", ["t", name, kind, has default, default, annotation or None] ..., ["t", "return", annotation or None]]``"""
    import inspect

    signature = inspect.signature(target)  # type: ignore[arg-type]
    empty = inspect.Parameter.empty
    parameters: list[Json] = [
        [
            "t",
            parameter.name,
            int(parameter.kind),
            parameter.default is not empty,
            None if parameter.default is empty else encode(parameter.default),
            None if parameter.annotation is empty else ["t", encode(parameter.annotation)],
        ]
        for parameter in signature.parameters.values()
    ]
    returned: Json = None if signature.return_annotation is empty else ["t", encode(signature.return_annotation)]
    return Raw(["l", *parameters, ["t", "return", returned]])
