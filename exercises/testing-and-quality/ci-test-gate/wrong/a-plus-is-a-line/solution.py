"""The pipeline's gate: reads what tests and coverage have left, and decides whether a change may be merged."""

import argparse
import glob
import json
import os
import re
import sys
import xml.etree.ElementTree as ET

HUNK = re.compile(r"@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")


class Unusable(Exception):
    """An input that no verdict can be based on. The message names it."""


def outcomes(runs):
    seen = {}
    for test, outcome in runs:
        seen.setdefault(test, set()).add("failed" if outcome == "error" else outcome)
    return {test: joined(found) for test, found in seen.items()}


def joined(found):
    if "passed" in found:
        return "flaky" if "failed" in found else "passed"
    return "failed" if "failed" in found else "skipped"


def changed_coverage(diff, coverage):
    covered, missing = 0, {}
    for path, lines in added_lines(diff).items():
        if not path.endswith(".py"):
            continue
        facts = coverage["files"].get(path)
        if facts is None:
            gone = lines
        else:
            covered += len(set(facts["executed_lines"]) & set(lines))
            gone = sorted(set(facts["missing_lines"]) & set(lines))
        if gone:
            missing[path] = gone
    total = covered + sum(map(len, missing.values()))
    return {"covered": covered, "missing": missing, "percent": round(100 * covered / total, 1) if total else 100.0}


def added_lines(diff):
    """The numbers of the added lines, by path."""
    added, path, number = {}, None, 0
    for line in diff.splitlines():
        if line.startswith("+++ "):
            path = line.removeprefix("+++ ").removeprefix("b/")
        elif hunk := HUNK.match(line):
            number = int(hunk[2])
        elif line.startswith("+"):
            added.setdefault(path, []).append(number)
            number += 1
        elif not line.startswith(("-", "\\")):
            number += 1
    return added


def read(path):
    try:
        with open(path, encoding="utf-8") as file:
            return file.read()
    except (OSError, UnicodeDecodeError) as error:
        raise Unusable(f"{path}: {error}") from error


def read_json(path):
    try:
        found = json.loads(read(path))
    except json.JSONDecodeError as error:
        raise Unusable(f"{path}: {error}") from error
    if not isinstance(found, dict):
        raise Unusable(f"{path}: not a JSON object")
    return found


def read_junit(path):
    """(id, outcome, seconds) of each test case."""
    try:
        root = ET.parse(path).getroot()
        if root.tag not in ("testsuites", "testsuite"):
            raise Unusable(f"{path}: the root is {root.tag}")
        return [
            (f"{case.attrib['classname']}::{case.attrib['name']}", outcome_of(case), float(case.get("time", 0)))
            for case in root.iter("testcase")
        ]
    except (ET.ParseError, KeyError) as error:
        raise Unusable(f"{path}: {error}") from error


def outcome_of(case):
    for tag, outcome in (("failure", "failed"), ("error", "error"), ("skipped", "skipped")):
        if case.find(tag) is not None:
            return outcome
    return "passed"


def decide(cases, config, coverage, changed):
    """The reasons against a merge. ``cases`` is None when there are no results."""
    reasons = set()
    if cases is None:
        reasons.add("no-results")
    else:
        found = outcomes((test, outcome) for test, outcome, _ in cases)
        until = config.get("quarantine", {})
        if any(outcome == "failed" and until.get(test, "") < config["today"] for test, outcome in found.items()):
            reasons.add("failed-tests")
        if sum(outcome != "skipped" for outcome in found.values()) < config["min_tests"]:
            reasons.add("too-few-tests")
        if sum(seconds for _, _, seconds in cases) > config["max_seconds"]:
            reasons.add("too-slow")
    if coverage["totals"]["percent_covered"] < config["baseline"] - config["max_drop"]:
        reasons.add("coverage-drop")
    if changed["percent"] < config["min_changed"]:
        reasons.add("changed-lines")
    return sorted(reasons)


def slowest(cases):
    seconds = {}
    for test, _, time in cases:
        seconds[test] = seconds.get(test, 0.0) + time
    ranked = sorted(seconds.items(), key=lambda pair: (-pair[1], pair[0]))
    return [[test, round(time, 3)] for test, time in ranked[:5]]


def gate(options):
    config, coverage, diff = read_json(options.config), read_json(options.coverage), read(options.diff)
    files = glob.glob(options.junit)
    cases = [case for file in files for case in read_junit(file)] if files else None
    try:
        changed = changed_coverage(diff, coverage)
        coverage["totals"]["percent_covered"]
    except KeyError as error:
        raise Unusable(f"{options.coverage}: {error}") from error
    try:
        reasons = decide(cases, config, coverage, changed)
    except KeyError as error:
        raise Unusable(f"{options.config}: {error}") from error
    found = outcomes((test, outcome) for test, outcome, _ in cases or [])
    return {
        "verdict": "fail" if reasons else "pass",
        "reasons": reasons,
        "failed": sorted(test for test, outcome in found.items() if outcome == "failed"),
        "flaky": sorted(test for test, outcome in found.items() if outcome == "flaky"),
        "slowest": slowest(cases or []),
        "changed": changed,
    }


def main():
    parser = argparse.ArgumentParser()
    for name in ("junit", "coverage", "diff", "config", "out"):
        parser.add_argument(f"--{name}", required=True)
    options = parser.parse_args()
    try:
        result = gate(options)
    except Unusable as reason:
        print(reason, file=sys.stderr)
        return 2
    with open(options.out, "w", encoding="utf-8") as file:
        json.dump(result, file)
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    if summary:
        with open(summary, "a", encoding="utf-8") as file:
            file.write("\n".join([f"## Test gate: {result['verdict']}", *(f"- {reason}" for reason in result["reasons"]), ""]))
    return 0 if result["verdict"] == "pass" else 1


if __name__ == "__main__":
    sys.exit(main())
