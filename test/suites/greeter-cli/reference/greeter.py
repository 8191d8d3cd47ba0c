import argparse
import sys


def main(argv=None):
    parser = argparse.ArgumentParser(prog="greeter")
    parser.add_argument("name")
    parser.add_argument("--times", type=int, default=1)
    parser.add_argument("--shout", action="store_true")
    args = parser.parse_args(argv)
    if args.times < 1:
        sys.exit("greeting never happens")
    text = f"Hello, {args.name}!"
    for _ in range(args.times):
        print(text.upper() if args.shout else text)
    return 0


def count_lines():
    count = sum(1 for _ in sys.stdin)
    if count == 0:
        print("nothing to count", file=sys.stderr)
    return count
