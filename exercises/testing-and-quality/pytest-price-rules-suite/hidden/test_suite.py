import ast

import pytest
from reading import calls, functions_named_test, name_of, names, tree

STEPS = ["discount-after-fifty", "shipping-after-fifty", "free-shipping-abroad"]
ROUNDING = ["half-even", "unit-price-rounded"]
COUPONS = ["expired-is-unknown", "coupon-case", "last-day-excluded", "negative-total"]
BUGS = [*COUPONS, *STEPS, *ROUNDING]

# --- The suite passes where the code is right


@pytest.mark.hint("Which of your expectations does CONTRACT.md not promise?")
def test_passes(learner_tests):
    """Your tests pass on the given module"""
    learner_tests.passes("correct")


@pytest.mark.hint("Argument names, texts of exceptions and helpers may differ: does a test of yours depend on one?")
def test_passes_on_another(learner_tests):
    """Your tests pass on another module that keeps the contract"""
    learner_tests.passes("other-words")


@pytest.mark.hint("A test that needs what another one has left behind is no test of its own.")
def test_any_order(learner_tests):
    """Your tests pass from the last to the first"""
    assert learner_tests.passes("correct").count >= 8, (
        "there are fewer than eight tests: each value of a parametrize counts as one"
    )
    learner_tests.passes("correct", reverse=True)


# --- and fails where it is wrong


@pytest.mark.points(2)
@pytest.mark.hint("Take each boundary that the contract names: what is the last value before it, and what the first one after?")
@pytest.mark.parametrize("bug", STEPS)
def test_catches_steps(learner_tests, bug):
    """Your tests notice a wrong step"""
    learner_tests.catches(bug)


@pytest.mark.points(2)
@pytest.mark.hint("For which exact amount do two ways of rounding give different cents?")
@pytest.mark.parametrize("bug", ROUNDING)
def test_catches_rounding(learner_tests, bug):
    """Your tests notice wrong rounding"""
    learner_tests.catches(bug)


@pytest.mark.points(2)
@pytest.mark.hint("Read the sentences about coupons one by one: which test would fail if this one were not kept?")
@pytest.mark.parametrize("bug", COUPONS)
def test_catches_coupons(learner_tests, bug):
    """Your tests notice a wrong coupon"""
    learner_tests.catches(bug)


# --- How it is written


def source_of_a_suite(learner_tests):
    """The syntax tree of a suite that passes and notices a bug: how any other is written does not matter."""
    learner_tests.passes("correct")
    assert any(learner_tests.run(bug).red for bug in BUGS), "your tests notice no bug yet, however they are written"
    return tree(learner_tests)


@pytest.mark.points(2)
@pytest.mark.hint("One test function, a list of cases, and a name for each case.")
def test_parametrized(learner_tests):
    """A test is parametrized with four cases or more that have ids"""
    marks = [
        call
        for call in calls(source_of_a_suite(learner_tests), "parametrize")
        if len(call.args) > 1 and isinstance(call.args[1], ast.List | ast.Tuple)
    ]
    named = [
        mark
        for mark in marks
        if any(keyword.arg == "ids" for keyword in mark.keywords) or all(has_id(case) for case in mark.args[1].elts)
    ]

    assert any(len(mark.args[1].elts) >= 4 for mark in named), (
        "no pytest.mark.parametrize has a list of four or more cases, and ids"
    )


def has_id(case):
    return name_of(case) == "pytest.param" and any(keyword.arg == "id" for keyword in case.keywords)


@pytest.mark.points(2)
@pytest.mark.hint("pytest.raises is a context manager: only what must raise belongs into it.")
def test_raises(learner_tests):
    """Exceptions are tested with pytest.raises, by their own types"""
    module = source_of_a_suite(learner_tests)
    raising = calls(module, "raises")
    expected = [name_of(call.args[0]) for call in raising if call.args]

    assert len(raising) >= 2, f"pytest.raises occurs {len(raising)} times, at least two are asked for"
    assert not {"Exception", "BaseException"} & set(expected), "pytest.raises(Exception) is content with any mistake"
    assert not [node for node in ast.walk(module) if isinstance(node, ast.ExceptHandler) and node.type is None], (
        "there is a bare except"
    )


@pytest.mark.points(2)
@pytest.mark.hint("What would have to go wrong for this test to fail?")
def test_asserts(learner_tests):
    """Every test asserts something that could be otherwise"""
    tests = functions_named_test(source_of_a_suite(learner_tests))
    assert tests, "there is no test function"
    for test in tests:
        asserts = [node.test for node in ast.walk(test) if isinstance(node, ast.Assert)]
        constant = [node for node in asserts if not any(isinstance(part, ast.Name | ast.Call) for part in ast.walk(node))]
        assert asserts or calls(test, "raises"), f"{test.name} asserts nothing"
        assert not constant, f"{test.name} asserts what is always so"


@pytest.mark.points(2)
@pytest.mark.hint("Money is exact: which cent do you expect?")
def test_exact(learner_tests):
    """Nothing is approximate, left out, or dependent on today"""
    used = names(source_of_a_suite(learner_tests))
    inexact = sorted(used & {"approx", "isclose", "float"})
    left_out = sorted(used & {"skip", "skipif", "xfail", "importorskip"})
    clocks = sorted(used & {"today", "now", "time"})

    assert not inexact, "money is compared exactly: as Decimal, without approx and float"
    assert not left_out, "no test is skipped or expected to fail"
    assert not clocks, "a test that asks for the date passes on one day and fails on another"
