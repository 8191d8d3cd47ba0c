"""Add up amounts by name: `python solution.py amounts.csv`."""

import argparse
from pathlib import Path


def main() -> None:
    parser = argparse.ArgumentParser(description="Add up amounts by name.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--top", type=int, default=3)
    options = parser.parse_args()
    if not options.file.is_file():
        parser.exit(2, f"there is no file {options.file}\n")
    totals: dict[str, int] = {}
    for number, line in enumerate(options.file.read_text().splitlines(), start=1):
        name, _, amount = line.partition(",")
        if not amount.isdecimal():
            parser.exit(1, f"line {number} has no amount\n")
        totals[name] = totals.get(name, 0) + int(amount)
    for name in sorted(totals, key=lambda name: (-totals[name], name))[: options.top]:
        print(name, totals[name])


if __name__ == "__main__":
    main()
