import warnings


class FutureGone(FutureWarning):
    """For things that go away."""


def size(items):
    warnings.warn("size() is old, use len()", DeprecationWarning, stacklevel=2)
    return len(items)


def area(side):
    warnings.warn(FutureGone("area() goes away"), stacklevel=2)
    return side * side


def circumference(radius):
    warnings.warn("negative radius" if radius < 0 else "approximation", stacklevel=2)
    return 6 * radius


def strict_parse(text):
    return int(text)
