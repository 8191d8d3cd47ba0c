"""A suite of features. A test is a scenario, or one row of an outline."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from behave.configuration import Configuration  # type: ignore[import-not-found]
from behave.runner import Runner  # type: ignore[import-not-found]

if TYPE_CHECKING:
    from waymark_agent.kits.learner.child import Say

OPTIONS = ["--no-color", "--format", "plain", "--no-timings", "--no-source", "--no-snippets"]
OUTCOMES = {
    "passed": "passed",
    "failed": "failed",
    "skipped": "skipped",
    "untested": "skipped",
    "undefined": "undefined",
}


class OrderedRunner(Runner):  # type: ignore[misc]
    """Runs features and scenarios from the last to the first where it is told to."""

    reverse = False

    def run_model(self, features: Any = None) -> Any:
        if self.reverse:
            self.features.reverse()
            for feature in self.features:
                feature.run_items.reverse()
        return super().run_model(features)


def run(plan: dict[str, Any], say: Say) -> None:
    config = Configuration([*OPTIONS, *plan["arguments"], *plan["paths"]], load_config=False)
    runner = OrderedRunner(config)
    runner.reverse = plan["reverse"]
    try:
        runner.run()
    except Exception as error:
        say("collection", f"{type(error).__name__}: {error}")
    if getattr(runner, "hook_failures", 0):
        say("collection", "a hook of features/environment.py failed")
    for feature in sorted(runner.features, key=lambda one: str(one.filename)):
        for scenario in feature.walk_scenarios():
            place = f"{os.path.relpath(scenario.filename)}:{scenario.line} {scenario.name}"
            outcome = OUTCOMES.get(scenario.status.name, "error")
            say("test", place, outcome, *sorted(map(str, scenario.effective_tags)))
