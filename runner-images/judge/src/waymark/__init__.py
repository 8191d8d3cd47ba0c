"""What hidden suites use: ``from waymark import probe``. Marks: ``@pytest.mark.points(n)``, ``@pytest.mark.hint("...")``.

Theory of operation
-------------------
A suite is an ordinary pytest suite, but the module it tests is not here: it lives in the sandbox, another container.
``server.py`` is the judge container's first process. For each suite it forks a *collector* (``collector.py``), in which
pytest has collected the suite once; for each grading the collector forks a process that only runs the tests. An import
hook (``imports.py``) gives the suite *lazy names* for what it imports from the submission. When a test begins, a fresh
worker in the sandbox imports the submission and says what those names are: plain data arrives by value, everything else
as a *mirror* (``mirrors.py``): a class, function or object of ours that asks the sandbox (``line.py``) when it is used.

The judge is trusted, what arrives from the sandbox is not: it is decoded by exact shape and never evaluated.
"""

from waymark.kits.growth_inputs import counted
from waymark.kits.web_socket import WebSocketClosed
from waymark.probes import probe

__all__ = ["WebSocketClosed", "counted", "probe"]
