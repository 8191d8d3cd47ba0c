"""The submission's own source. Nothing of it is run here."""

import pytest


@pytest.mark.points(2)
@pytest.mark.hint("Run both tools on your own file; neither looks away because a comment asks it to.")
def test_own_style(static):
    """solution.py is content with Flake8 and Black, without comments that silence them"""
    assert list(static.suppressions("solution.py")) == []
    static.flake8("solution.py", line_length=88).assert_clean()
    static.black("solution.py", line_length=88).assert_clean()
    assert static.classes("solution.py")[0].name == "BackendChecker"
    # A stub is clean too, and no achievement.
    assert [found.name for found in static.names("NotImplementedError", paths=["solution.py"])] == []
