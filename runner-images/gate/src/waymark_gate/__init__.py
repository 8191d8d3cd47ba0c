"""The way from a sandbox to its services: process 1 of a container whose network namespace the sandbox shares.

That namespace has nothing but a loopback. The gate listens there on the ports of the services and passes connections on in
frames (``waymark_wire.relay``), over its own stdin and stdout, which the submission cannot reach: the two share no file system,
no process table and no user.

Frames from the orchestrator (header ``t``): ``listen`` and ``refuse`` with ``port``, answered by ``listening`` with ``ok``, or
not at all; ``link``. It says ``ready`` first.
"""
