"""Try again."""

from collections.abc import Callable


def retry[T](call: Callable[[], T], attempts: int = 3, wait: float = 1.0) -> T:
    """What `call` gives, after as many attempts as it takes; each wait between two is twice the one before."""
    raise NotImplementedError
