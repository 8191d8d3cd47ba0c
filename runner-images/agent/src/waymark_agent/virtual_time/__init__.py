"""Time that passes only when nobody has anything to do: waits cost nothing, and their order is always the same.

Theory of operation
-------------------
In a worker with a virtual clock, one thread at a time has the *turn* (``turns.py``). It keeps it until it waits: for a time,
a lock, another thread. Locks, queues and joins are ours (``locks.py``), so that every such wait is known. The turn then goes to
the next in line; when nobody is left who could go on, time jumps to the earliest moment somebody waits for. Which thread
runs when depends on nothing but the program, so two runs are alike.

The thread that serves the judge is one of them. While no request is served, time stands still: only ``advance`` moves it.

A thread that waits for something real (a socket, a child process, a lock of the interpreter's own) cannot be seen waiting. A
*watcher* (``watcher.py``) notices, and has the others go on; how long it waits before it lets time go on is real time.
"""
