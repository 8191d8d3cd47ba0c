"""The sandbox's side of Waymark: loads a submission and does what the judge asks, one fresh worker process per test.

Theory of operation
-------------------
The container's first process is the *supervisor* (``supervisor.py``). It never imports the submission. It reads frames
from stdin, keeps the submission's files in memory, forks a *worker* (``worker.py``) for each test, relays frames between
the worker and stdout, counts what the worker prints, and reports how the worker ended. As process 1 of its namespace it
cannot be killed from inside, and with ``kill(-1)`` it leaves nothing running between two tests.

Everything the supervisor and the workers say is a *claim*: the orchestrator and the judge check it again, because after
the submission's first line has run, anything in this container may speak for it. The standard library is all it uses.
"""
