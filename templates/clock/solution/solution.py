"""Try again."""

import time
from collections.abc import Callable


def retry[T](call: Callable[[], T], attempts: int = 3, wait: float = 1.0) -> T:
    """What `call` gives, after as many attempts as it takes; each wait between two is twice the one before."""
    for _ in range(attempts - 1):
        try:
            return call()
        except ConnectionError:
            time.sleep(wait)
            wait *= 2
    return call()
