"""A worker that can be stopped at any moment without losing a job it has accepted."""

import sys


def main():
    path = sys.argv[1]
    print("ready 0")
    for line in sys.stdin:
        print("unknown command:", line.rstrip("\n"), file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
