"""Reads JSON lines, each a function's body, and answers each with a line: what it returned, or its exception."""

import json
import sys
import textwrap

for line in sys.stdin.buffer:
    scope: dict = {}
    try:
        exec("def f():\n" + textwrap.indent(json.loads(line), "    "), scope)
        answer = {"value": scope["f"]()}
    except BaseException as error:
        answer = {"error": f"{type(error).__name__}: {error}"}
    print(json.dumps(answer), flush=True)
