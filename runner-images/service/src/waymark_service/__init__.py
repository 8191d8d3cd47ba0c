"""The agent of a service: process 1 of a container with a real server in it, such as PostgreSQL.

It starts the server, tries it by its own protocol until it answers, carries connections to it (``waymark_wire.relay``), puts
its state back between two tests, and stops and starts it when a test wants that. The container has no network: what reaches the
server comes through frames. Each service's folder brings a module ``server`` with a class ``Server`` (``base.py`` says what it
needs).

Frames from the orchestrator (header ``t``):
  ``start``   body: {"sandbox": address, "judge": address}, by which the two will reach the ports; answered by ``ready`` with
              {"ports": [n ...], "sandbox": facts, "judge": facts}; facts are texts and numbers by name: host, port, user, url ...
  ``do``      ``id``, ``what``: ``reset``, ``stop``, ``start`` or ``kill``; answered by ``done`` with the ``id``
  ``link``    see ``relay``
What does not work is answered by ``failed`` with a body {"why": text, "log": the end of the server's output}.
"""
