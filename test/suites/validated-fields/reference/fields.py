class _Field:
    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, instance, owner):
        if instance is None:
            return self
        return instance.__dict__[self.name]

    def __set__(self, instance, value):
        self.check(value)
        instance.__dict__[self.name] = value


class Text(_Field):
    def __init__(self, max_length):
        self.max_length = max_length

    def check(self, value):
        if len(value) > self.max_length:
            raise ValueError(f"{self.name}: longer than {self.max_length}")


class _LikeMeta(type):
    def __instancecheck__(cls, value):
        return isinstance(value, (int, float))

    def __subclasscheck__(cls, other):
        return other in (int, float)


class Number(_Field):
    class Like(metaclass=_LikeMeta):
        pass

    def __init__(self, minimum):
        self.minimum = minimum

    def check(self, value):
        if not isinstance(value, Number.Like):
            raise TypeError(f"{self.name}: not a number")
        if value < self.minimum:
            raise ValueError(f"{self.name}: below {self.minimum}")


class Record:
    field_names = []

    def __init_subclass__(cls):
        cls.field_names = [name for name, value in vars(cls).items() if isinstance(value, _Field)]

    def __init__(self, **values):
        for name in self.field_names:
            setattr(self, name, values[name])


class Money(Record):
    amount = Number(minimum=0)
    unit = Text(max_length=3)


def positive(name):
    def get(self):
        return self.__dict__[name]

    def put(self, value):
        if value <= 0:
            raise ValueError(f"{name} must be positive")
        self.__dict__[name] = value

    return property(get, put)


class Bag:
    kind = None

    def __init__(self, **values):
        self.__dict__.update(values)

    def __getattr__(self, name):
        return f"no {name}"

    def __dir__(self):
        return list(self.__dict__)

    def __class_getitem__(cls, kind):
        return type("Bag", (cls,), {"kind": kind})


class Frozen:
    def __init__(self, x):
        object.__setattr__(self, "x", x)

    def __setattr__(self, name, value):
        raise AttributeError(f"cannot change {name}")


class Registry(type):
    known = {}
    _instances = {}

    def __new__(mcls, name, bases, body):
        cls = super().__new__(mcls, name, bases, body)
        mcls.known[name] = cls
        return cls

    def __call__(cls, *args):
        if cls not in Registry._instances:
            Registry._instances[cls] = super().__call__(*args)
        return Registry._instances[cls]

    def __len__(cls):
        return len(cls.__name__)


class Plugin:
    all = []

    def __init_subclass__(cls, label=""):
        cls.label = label
        Plugin.all.append(cls)


class Union:
    def __new__(cls, text):
        return int(text) if text.isdigit() else text


def AutoRepr(cls):
    cls.__repr__ = lambda self: f"{cls.__name__}({', '.join(f'{k}={v!r}' for k, v in vars(self).items())})"
    return cls
