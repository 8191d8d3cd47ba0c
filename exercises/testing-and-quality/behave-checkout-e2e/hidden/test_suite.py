import ast

import pytest

GIVEN = ("features/cart.feature", "features/checkout.feature")


def scenarios(run, *features):
    """Ids of scenarios that passed, of these feature files."""
    return [name for name in run.passed if name.startswith(features)]


def green(learner_tests, name="correct", **options):
    """A run in which all is well with a shop that was really started."""
    run = learner_tests.passes(name, **options)
    assert run.started, "shop.py was not started"
    return run


def ports_of(run):
    return [int(argument) for line in run.started for argument in line if argument.isdecimal()]


SLOW = ("-D", "slow=yes")


def green_also(learner_tests, **options):
    """As `green`. One run shows that all three options are borne; only where it is red they are told apart."""
    ports = ports_of(green(learner_tests))
    together = learner_tests.run("correct", reverse=True, busy_ports=ports, arguments=SLOW)
    return together if together.ok else green(learner_tests, **options)


# --- Green on a shop that works


@pytest.mark.hint("Run behave: which scenario is not green, and which step has no function?")
def test_green(learner_tests):
    """All scenarios pass on the given shop"""
    run = green(learner_tests)
    assert len(scenarios(run, *GIVEN)) == 12, (
        f"12 scenarios of the given features have to pass, {len(scenarios(run, *GIVEN))} did"
    )


@pytest.mark.points(2)
@pytest.mark.hint("Ask again and again until the answer is there or a deadline has passed, at the start and for mails.")
def test_slow_shop(learner_tests):
    """They pass on a shop that starts late and sends mails late"""
    green(learner_tests, "slow")


@pytest.mark.points(2)
@pytest.mark.hint("What has a scenario left in the shop that the next one finds?")
def test_reversed(learner_tests):
    """They pass from the last to the first"""
    green_also(learner_tests, reverse=True)


@pytest.mark.points(2)
@pytest.mark.hint("The operating system gives a free port to whoever binds port 0.")
def test_busy_port(learner_tests):
    """They pass when the port that they would have taken is in use"""
    ports = ports_of(green(learner_tests))
    assert ports, "shop.py was not started with --port"
    green_also(learner_tests, busy_ports=ports)


@pytest.mark.points(2)
@pytest.mark.hint("userdata of the configuration has what was given with -D.")
def test_slow_scenarios(learner_tests):
    """Slow scenarios run when they are asked for, and only then"""
    without = green(learner_tests)
    with_slow = green_also(learner_tests, arguments=SLOW)

    assert not [name for name in without.passed if "slow" in without.tags[name]], "a slow scenario was not skipped"
    assert [name for name in with_slow.passed if "slow" in with_slow.tags[name]], "-D slow=yes does not run the slow scenario"


@pytest.mark.points(2)
@pytest.mark.hint("context.add_cleanup, right where the process was started, is done whatever happens after it.")
def test_server_stopped(learner_tests):
    """One shop is started, and stopped in the end"""
    for run in (green(learner_tests), learner_tests.run("status-stays-new")):
        starts, left = len(run.started), run.left_running
        assert starts == 1, f"shop.py was started {starts} times, and once is enough for all scenarios"
        assert left == 0, "shop.py was still running when behave had ended"


# --- Red on a shop that does not


@pytest.mark.points(2)
@pytest.mark.hint(
    "A status code says that the shop was content. What has to be different afterwards, and where can that be seen?"
)
@pytest.mark.parametrize(
    "bug, tag",
    [
        ("carts-leak", "cart"),
        ("stock-not-reduced", "stock"),
        ("coupon-twice", "coupon"),
        ("total-without-shipping", "shipping"),
        ("mail-to-all", "mail"),
        ("status-stays-new", "payment"),
        ("full-refund", "returns"),
    ],
    ids=["cart", "stock", "coupon", "shipping", "mail", "payment", "returns"],
)
def test_red(learner_tests, bug, tag):
    """A scenario of its area fails on a faulty shop"""
    learner_tests.catches(bug, tag=tag)


# --- How it is written


@pytest.mark.points(2)
@pytest.mark.hint("An outline is one scenario with a table of examples.")
def test_returns(learner_tests):
    """returns.feature has three scenarios, one of them an outline"""
    run = green(learner_tests)
    text = learner_tests.source("features/returns.feature")
    lines = [line.strip() for line in text.splitlines()]
    own = [line for line in lines if line.startswith(("Scenario", "Example:"))]
    outlines = [line for line in own if line.startswith(("Scenario Outline:", "Scenario Template:"))]

    assert len(own) >= 3, f"returns.feature has {len(own)} scenarios"
    assert outlines, "none of the scenarios in returns.feature is an outline"
    assert len(scenarios(run, "features/returns.feature")) >= 3, "fewer than three scenarios of returns.feature pass"


@pytest.mark.hint("A test from end to end knows the shop by its answers alone.")
@pytest.mark.parametrize("path", ["features/environment.py", "features/steps/steps.py"], ids=["environment", "steps"])
def test_from_outside(learner_tests, path):
    """The shop is asked, and not imported or read"""
    green(learner_tests)
    try:
        module = ast.parse(learner_tests.source(path))
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise AssertionError(f"{path} cannot be read as Python: {error}") from None
    imports = [node for node in ast.walk(module) if isinstance(node, ast.Import | ast.ImportFrom)]
    names = {alias.name for node in imports for alias in node.names} | {getattr(node, "module", None) for node in imports}
    used = {getattr(node, "id", None) for node in ast.walk(module)}

    assert "shop" not in names, "shop is imported"
    assert not used & {"open", "__import__", "importlib", "exec", "eval"}, (
        "a file is opened, or code is run that is not written here"
    )
