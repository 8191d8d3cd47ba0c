"""Try again."""

import time
from collections.abc import Callable


def retry[T](call: Callable[[], T], attempts: int = 3, wait: float = 1.0) -> T:
    """What `call` gives, after as many attempts as it takes; each wait between two is twice the one before."""
    error = None
    for _ in range(attempts):
        try:
            return call()
        except ConnectionError as caught:
            error = caught
            time.sleep(wait)
            wait *= 2
    raise error
