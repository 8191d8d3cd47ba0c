"""Add up amounts by name: `python solution.py amounts.csv`."""

import sys


def main() -> int:
    raise NotImplementedError


if __name__ == "__main__":
    sys.exit(main())
