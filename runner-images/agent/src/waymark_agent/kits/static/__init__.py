"""Looking at the submission's files, before and without running any of them.

Theory of operation
-------------------
In a test that looks at source the worker imports nothing of the submission. ``before_import`` takes its folder off the path
before anything else is imported here, so that no ``ast.py`` or ``subprocess.py`` of a learner is ever met: from then on the
modules of this package may import what they need. ``sources.py`` reads files and says whether they are fit to be parsed,
``comments.py`` knows the comments that tell tools to look away, ``copies.py`` puts the Python files into a clean folder and
``tools.py`` runs a tool on it, as a process of its own and with our configuration only.

What a function here returns is plain data. What is wrong with a learner's file is data too: a sentence.
"""

import sys

_taken: list[str] = []


def before_import() -> None:
    """The session has put the submission's folder first on the path; nothing was imported since."""
    if not _taken:
        _taken.append(sys.path[0])
        sys.path[:] = [place for place in sys.path if place not in ("", _taken[0])]


def folder() -> str:
    """Where the submission's files lie."""
    return _taken[0]
