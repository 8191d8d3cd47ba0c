"""A change that passes the gate, and a way to run the gate on it with some of its files exchanged."""

import json

import pytest

CONFIG = {
    "today": "2025-03-10",
    "baseline": 82.5,
    "max_drop": 1.0,
    "min_changed": 80.0,
    "min_tests": 3,
    "max_seconds": 60.0,
}
COVERAGE = {
    "totals": {"percent_covered": 82.5},
    "files": {"app/cart.py": {"executed_lines": [1, 2, 11, 12, 14], "missing_lines": [15]}},
}
DIFF = """\
diff --git a/app/cart.py b/app/cart.py
--- a/app/cart.py
+++ b/app/cart.py
@@ -10,2 +10,4 @@ def total(lines):
     # the sum
+    result = 0
+    for line in lines:
     return result
"""


def suite_of(*cases):
    """A JUnit file: each case is an id, what is in it, and its seconds."""
    made = []
    for test, content, seconds in cases:
        classname, name = test.split("::")
        made.append(f'<testcase classname="{classname}" name="{name}" time="{seconds}">{content}</testcase>')
    return f'<?xml version="1.0" encoding="utf-8"?>\n<testsuite name="s" tests="{len(cases)}">{"".join(made)}</testsuite>'


GREEN = suite_of(("t.Cart::test_add", "", 0.5), ("t.Cart::test_sum", "", 0.25), ("t.Mail::test_send", "", 1))


class Gate:
    """What one run of the gate came to."""

    def __init__(self, result):
        self.result = result

    @property
    def out(self):
        text = self.result.text("out.json")
        try:
            return json.loads(text)
        except ValueError:
            raise AssertionError(f"--out is no JSON: {text!r}") from None

    @property
    def verdict(self):
        """Exit code, verdict and reasons, which have to go together."""
        assert self.result.exit_code in (0, 1), f"{self.result!r}"
        return self.result.exit_code, self.out.get("verdict"), self.out.get("reasons")


@pytest.fixture
def gate(cli):
    """`gate(results={path: xml}, config={...}, coverage={...}, diff=text)`: the change above, with this in place of its own."""

    def run(*, results=None, config=None, coverage=None, diff=DIFF, files=None, env=None, drop=None):
        given = {
            "cov.json": json.dumps(COVERAGE | (coverage or {})),
            "change.diff": diff,
            "gate.json": json.dumps(CONFIG | (config or {})),
            **({"results/unit.xml": GREEN} if results is None else results),
            **(files or {}),
        }
        if drop is not None:
            del given[drop]
        options = {
            "junit": "results/*.xml",
            "coverage": "cov.json",
            "diff": "change.diff",
            "config": "gate.json",
            "out": "out.json",
        }
        return Gate(cli.run([word for name, value in options.items() for word in (f"--{name}", value)], files=given, env=env))

    return run
