import pytest
from solution import changed_coverage, outcomes


@pytest.mark.points(1)
@pytest.mark.hint("Collect first what happened to each test, and decide afterwards.")
def test_outcomes():
    """Runs of a test are joined, in whatever order they come"""
    runs = [
        *[("a", "passed"), ("b", "skipped"), ("c", "error"), ("d", "failed"), ("e", "passed"), ("f", "skipped")],
        *[("b", "failed"), ("d", "passed"), ("e", "error"), ("f", "passed"), ("g", "skipped"), ("g", "skipped")],
    ]
    expected = {"a": "passed", "b": "failed", "c": "failed", "d": "flaky", "e": "flaky", "f": "passed", "g": "skipped"}

    assert outcomes(runs) == expected
    assert outcomes(runs[::-1]) == expected
    assert outcomes([]) == {}


TWO_HUNKS = """\
diff --git a/app/cart.py b/app/cart.py
index 1234567..89abcde 100644
--- a/app/cart.py
+++ b/app/cart.py
@@ -3,4 +3,3 @@ import json
 kept three
-old four
-old five
+new four
 kept five
@@ -40 +39,3 @@
-old forty
\\ No newline at end of file
+new thirty-nine
+
+new forty-one
\\ No newline at end of file
diff --git a/README.md b/README.md
--- a/README.md
+++ b/README.md
@@ -1 +1,2 @@
 # Shop
+More.
"""


@pytest.mark.points(3)
@pytest.mark.hint("A removed line has no number in the new version: count only what that version has.")
def test_two_hunks():
    """Lines are numbered as in the new version, over several hunks"""
    coverage = {"files": {"app/cart.py": {"executed_lines": [3, 5, 39, 40], "missing_lines": [4, 6, 41, 42, 43, 44, 45, 46]}}}

    # Line 40 is blank, but whoever measured says that it was run.
    assert changed_coverage(TWO_HUNKS, coverage) == {"covered": 2, "missing": {"app/cart.py": [4, 41]}, "percent": 50.0}


@pytest.mark.points(2)
@pytest.mark.hint("What do you know about a file that nobody has measured?")
def test_new_and_removed_files():
    """An unmeasured file is missing with all its added lines, a removed one does not count"""
    diff = (
        "diff --git a/app/new.py b/app/new.py\nnew file mode 100644\n--- /dev/null\n+++ b/app/new.py\n@@ -0,0 +1,3 @@\n"
        "+import os\n+\n+print(os)\n"
        "diff --git a/app/old.py b/app/old.py\ndeleted file mode 100644\n--- a/app/old.py\n+++ /dev/null\n@@ -1,2 +0,0 @@\n"
        "-import os\n-print(os)\n"
        "diff --git a/b/tool.py b/b/tool.py\n--- a/b/tool.py\n+++ b/b/tool.py\n@@ -7,0 +8 @@\n+x = 1\n"
        "@@ -20,0 +22 @@\n+y = 2\n"
    )
    coverage = {"files": {"b/tool.py": {"executed_lines": [8, 22], "missing_lines": []}}}

    assert changed_coverage(diff, coverage) == {"covered": 2, "missing": {"app/new.py": [1, 2, 3]}, "percent": 40.0}


@pytest.mark.points(2)
@pytest.mark.hint("How many lines a hunk has stands at its head, so its lines need not be guessed from how they look.")
def test_lines_that_look_like_headers():
    """Lines that look like headers are lines, and what follows has its right number"""
    diff = (
        "--- a/app/inc.py\n+++ b/app/inc.py\n@@ -1,3 +1,4 @@\n first\n"
        "--- a/decoy.py\n"  # the removed line "-- a/decoy.py"
        "+++ b/decoy.py\n"  # the added line "++ b/decoy.py"
        "+@@ -1 +90 @@\n"
        " last\n"
    )
    coverage = {"files": {"app/inc.py": {"executed_lines": [1, 3, 4], "missing_lines": [2]}}}

    assert changed_coverage(diff, coverage) == {"covered": 1, "missing": {"app/inc.py": [2]}, "percent": 50.0}


@pytest.mark.points(1)
@pytest.mark.hint("What is there to complain about when nothing can be covered?")
def test_nothing_to_cover():
    """A change with nothing to cover is covered, and shares are rounded"""
    files = {"a.py": {"executed_lines": [2], "missing_lines": [4, 5, 9]}}
    comment = "--- a/a.py\n+++ b/a.py\n@@ -1 +1,2 @@\n x = 1\n+# a comment\n"
    thirds = "--- a/a.py\n+++ b/a.py\n@@ -1,0 +2,4 @@\n+x\n+# y\n+y\n+z\n"

    assert changed_coverage("", {"files": files}) == {"covered": 0, "missing": {}, "percent": 100.0}
    assert changed_coverage(comment, {"files": {"a.py": {"executed_lines": [1], "missing_lines": []}}}) == {
        "covered": 0,
        "missing": {},
        "percent": 100.0,
    }
    assert changed_coverage(thirds, {"files": files}) == {"covered": 1, "missing": {"a.py": [4, 5]}, "percent": 33.3}
