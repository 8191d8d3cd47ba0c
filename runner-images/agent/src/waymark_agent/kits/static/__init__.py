"""Looking at the submission's files, before and without running any of them.

Theory of operation
-------------------
In a test that looks at source the worker imports nothing of the submission, whose folder is not on the path: no ``ast.py`` or
``subprocess.py`` of a learner is ever met, and the modules of this package may import what they need. ``sources.py`` reads
files and says whether they are fit to be parsed, ``comments.py`` knows the comments that tell tools to look away, ``copies.py``
puts the Python files into a clean folder and ``tools.py`` runs a tool on it, as a process of its own and with our
configuration only.

What a function here returns is plain data. What is wrong with a learner's file is data too: a sentence.
"""

from waymark_agent.session import Session


def folder() -> str:
    """Where the submission's files lie."""
    if Session.current is None:
        raise LookupError("there is no session")
    return Session.current.folder
