"""Keeps the submission out of the supervisor's memory.

Both run as the same user, so ``/proc/1/mem`` would be the submission's to write. A process that is not dumpable belongs to
root in /proc; see prctl(2), PR_SET_DUMPABLE. Process 1 cannot be killed from inside its namespace either, so that how a
sandbox ended tells who ended it.
"""

import ctypes

_PR_SET_DUMPABLE = 4


_prctl = ctypes.CDLL(None).prctl


def close_memory() -> None:
    """Of this process, until ``open_memory`` in a child."""
    _prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def open_memory() -> None:
    """In a worker: it inherits the shield, and could not write its own /proc files behind it."""
    _prctl(_PR_SET_DUMPABLE, 1, 0, 0, 0)
