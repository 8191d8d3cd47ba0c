import pytest


@pytest.mark.points(1)
@pytest.mark.hint("Which of your expectations does the task not promise?")
def test_passes(learner_tests):
    """Your tests pass on modules that are right"""
    learner_tests.passes("correct")
    learner_tests.passes("other-words")


@pytest.mark.points(2)
@pytest.mark.hint("Take each boundary that the task names: what is the last value before it, and what the first one after?")
@pytest.mark.parametrize("bug", ["light-ends-early", "middle-ends-early"])
def test_catches_boundaries(learner_tests, bug):
    """Your tests notice a boundary that lies one off"""
    learner_tests.catches(bug)


@pytest.mark.points(1.5)
@pytest.mark.hint("pytest.raises expects an exception. Which weights are just not allowed?")
@pytest.mark.parametrize("bug", ["zero-allowed", "any-weight-allowed"])
def test_catches_weights(learner_tests, bug):
    """Your tests notice a weight that should be refused"""
    learner_tests.catches(bug)


@pytest.mark.points(1)
@pytest.mark.hint("Test what express costs, and what it costs without a word about express.")
@pytest.mark.parametrize("bug", ["express-costs-nothing", "express-by-default"])
def test_catches_express(learner_tests, bug):
    """Your tests notice wrong prices of express"""
    learner_tests.catches(bug)
