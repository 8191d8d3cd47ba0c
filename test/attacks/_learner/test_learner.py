"""Hidden suite for tests that a learner writes about double(). SECRET-7f3a"""

import pytest


@pytest.mark.parametrize("bug", ["off-by-one", "negative"])
def test_catches(learner_tests, bug):
    """Your tests notice a wrong double"""
    learner_tests.catches(bug)
