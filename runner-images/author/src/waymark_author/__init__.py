"""The Python half of ``waymark verify``: what has to understand an exercise's sources and runs none of them.

Process 1 of a container of its own. It answers requests (``server``) about mutants of a reference solution (``mutants``),
submissions that answer everything with one constant (``constants``), suites that give themselves away when they leak
(``planting``), and Python in a task's text (``blocks``). Everything it answers depends on the request alone.
"""
