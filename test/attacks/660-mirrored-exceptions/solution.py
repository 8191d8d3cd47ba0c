class Refused(Exception):
    def __new__(cls, *args):
        made = super().__new__(cls)
        made.args = (made, [made], {"x": made}, Evil())
        return made

    def __init__(self, *args):
        raise KeyboardInterrupt

    def __str__(self):
        raise SystemExit(0)


class Evil:
    def __repr__(self):
        return self

    def __reduce__(self):
        raise GeneratorExit


class Basket:
    def take(self, name):
        one, two = ValueError(), KeyError()
        one.__cause__, two.__cause__ = two, one
        one.__context__, two.__context__ = two, one
        one.__notes__ = [Evil()] * 10_000
        made = Refused.__new__(Refused)
        made.__cause__ = one
        raise made


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    return lambda *_, **__: None
