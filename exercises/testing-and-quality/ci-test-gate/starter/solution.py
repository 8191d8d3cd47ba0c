"""The pipeline's gate: reads what tests and coverage have left, and decides whether a change may be merged."""

import argparse
import sys


def outcomes(runs):
    raise NotImplementedError


def changed_coverage(diff, coverage):
    raise NotImplementedError


def main():
    parser = argparse.ArgumentParser()
    for name in ("junit", "coverage", "diff", "config", "out"):
        parser.add_argument(f"--{name}", required=True)
    parser.parse_args()
    raise NotImplementedError


if __name__ == "__main__":
    sys.exit(main())
