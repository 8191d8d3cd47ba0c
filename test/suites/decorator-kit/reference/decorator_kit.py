import functools

REGISTRY = {}


def traced(log):
    def decorate(func):
        @functools.wraps(func)
        def wrapper(*args, **kwargs):
            result = func(*args, **kwargs)
            shown = [repr(a) for a in args] + [f"{k}={v!r}" for k, v in kwargs.items()]
            log.append(f"{func.__name__}({', '.join(shown)}) -> {result!r}")
            return result

        return wrapper

    return decorate


def register(func):
    REGISTRY[func.__name__] = func
    return func


class CountCalls:
    def __init__(self, func):
        functools.update_wrapper(self, func)
        self.func = func
        self.calls = 0

    def __call__(self, *args, **kwargs):
        self.calls += 1
        return self.func(*args, **kwargs)


def memoise(func):
    @functools.wraps(func)
    def wrapper(*args):
        if args not in wrapper.cache:
            wrapper.cache[args] = func(*args)
        return wrapper.cache[args]

    wrapper.cache = {}
    return wrapper


def repeat(func=None, *, times=2):
    if func is None:
        return functools.partial(repeat, times=times)

    @functools.wraps(func)
    def wrapper(*args, **kwargs):
        for _ in range(times):
            result = func(*args, **kwargs)
        return result

    return wrapper


def require_positive(func):
    @functools.wraps(func)
    def wrapper(*args):
        if args[-1] <= 0:
            raise ValueError(f"{func.__name__}: {args[-1]} is not positive")
        return func(*args)

    return wrapper


def swallow(*kinds, default=None):
    def decorate(func):
        @functools.wraps(func)
        def wrapper(*args, **kwargs):
            try:
                return func(*args, **kwargs)
            except kinds:
                return default

        return wrapper

    return decorate


def add_repr(cls):
    def show(self):
        return f"{cls.__name__}({', '.join(f'{k}={v!r}' for k, v in vars(self).items())})"

    cls.__repr__ = show
    return cls
