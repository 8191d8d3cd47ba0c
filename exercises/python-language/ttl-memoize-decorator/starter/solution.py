"""Remember what a function has returned, for a while, for many threads, and for methods too."""


def ttl_memoize(function=None, *, ttl: float = 60.0, maxsize: int = 128):
    """Memoise a function or method; for use as @ttl_memoize and as @ttl_memoize(ttl=..., maxsize=...)."""
    raise NotImplementedError
