import ast

import pytest
from reading import bases, calls, contexts, imported, tree

SENDING = ["second-retry-missing", "retries-everything", "sms-as-well"]
AUDIT = ["audit-skipped", "audit-first"]
TIME = ["quiet-in-utc", "duplicate-of-any-event"]
BUGS = [*SENDING, *AUDIT, *TIME, "mail-without-text", "never-awaited"]

# --- The suite passes where the code is right


@pytest.mark.hint("Run python -m unittest beside the given files first.")
def test_passes(learner_tests):
    """Your tests pass on the given module"""
    learner_tests.passes("correct")


@pytest.mark.hint("What does NOTIFIER.md promise, and what do you know only because you have read notifier.py?")
def test_passes_refactored(learner_tests):
    """Your tests pass when the module is refactored"""
    learner_tests.passes("refactored")


@pytest.mark.hint("Whatever a test patches has to be as before when it is over.")
def test_any_order(learner_tests):
    """Your tests pass from the last to the first"""
    assert learner_tests.passes("correct").count >= 8, "there are fewer than eight tests"
    learner_tests.passes("correct", reverse=True)


# --- and fails where it is wrong


@pytest.mark.points(2)
@pytest.mark.hint("side_effect can be a list: an exception for each attempt that fails, and then a value.")
@pytest.mark.parametrize("bug", SENDING)
def test_catches_sending(learner_tests, bug):
    """Your tests notice a wrong way of sending"""
    learner_tests.catches(bug)


@pytest.mark.points(2)
@pytest.mark.hint("Two mocks that are attached to a third one have their calls in one list.")
@pytest.mark.parametrize("bug", AUDIT)
def test_catches_audit(learner_tests, bug):
    """Your tests notice a wrong audit entry"""
    learner_tests.catches(bug)


@pytest.mark.points(2)
@pytest.mark.hint("Whose hours are the quiet ones? And whose last message, of what text, makes the next one a duplicate?")
@pytest.mark.parametrize("bug", TIME)
def test_catches_time(learner_tests, bug):
    """Your tests notice wrong quiet hours and duplicates"""
    learner_tests.catches(bug)


@pytest.mark.points(2)
@pytest.mark.hint("An autospecced method refuses what the real one would refuse.")
def test_catches_signature(learner_tests):
    """Your tests notice a collaborator that is called wrongly"""
    learner_tests.catches("mail-without-text")


@pytest.mark.points(2)
@pytest.mark.hint("That a coroutine function was called does not mean that its coroutine has run.")
def test_catches_coroutine(learner_tests):
    """Your tests notice a coroutine that is never awaited"""
    learner_tests.catches("never-awaited")


# --- How it is written


def tree_of_a_suite(learner_tests):
    """Of one that passes and notices a bug: how any other is written does not matter."""
    learner_tests.passes("correct")
    assert any(learner_tests.run(bug).red for bug in BUGS), "your tests notice no bug yet, however they are written"
    return tree(learner_tests)


@pytest.mark.hint("unittest has all of this: setUp, subTest, assertRaises, IsolatedAsyncioTestCase.")
def test_unittest(learner_tests):
    """It is written with what unittest offers"""
    module = tree_of_a_suite(learner_tests)
    methods = {node.name for node in ast.walk(module) if isinstance(node, ast.FunctionDef)}

    assert "pytest" not in imported(module), "pytest is imported"
    assert methods & {"setUp", "setUpClass"}, "there is no setUp and no setUpClass"
    assert contexts(module, "subTest"), "there is no `with self.subTest(...)`"
    assert contexts(module, "assertRaises"), "there is no `with self.assertRaises(...)`"
    assert "IsolatedAsyncioTestCase" in bases(module), "no class is derived from IsolatedAsyncioTestCase"


@pytest.mark.points(2)
@pytest.mark.hint("A mock that accepts every call and has every attribute proves little.")
def test_specs(learner_tests):
    """Collaborators are mocks that know what they stand for"""
    module = tree_of_a_suite(learner_tests)
    mocks = calls(module, "Mock", "MagicMock", "NonCallableMock")
    specced = [mock for mock in mocks if {keyword.arg for keyword in mock.keywords} & {"spec", "spec_set"}]

    assert calls(module, "create_autospec") or len(specced) >= 4, (
        "use create_autospec, or Mock(spec=...), for the four collaborators"
    )
