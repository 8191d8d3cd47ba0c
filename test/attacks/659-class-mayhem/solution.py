class Meta(type):
    def __instancecheck__(cls, other):
        return True

    def __subclasscheck__(cls, other):
        return True

    def __call__(cls, *args):
        return super().__call__()

    def __getattr__(cls, name):
        return cls

    def __dir__(cls):
        return ["_wm_facts", "\ud800", 5]


class Basket(metaclass=Meta):
    _wm_handle = 7
    _wm_worker = 0
    _wm_facts = None

    @property
    def __class__(self):
        return type("K", (), {})

    def __enter__(self):
        return Basket

    def __exit__(self, *_):
        return Basket


class Refused(Exception, metaclass=type("M", (type,), {"__instancecheck__": lambda c, o: True})):
    pass


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    return lambda *_, **__: None
