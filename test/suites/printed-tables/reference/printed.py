import sys


def hello(name="World"):
    print(f"Hello, {name}!")


def complain(text):
    sys.stderr.write(f"error: {text}\n")


def countdown(n):
    for i in range(n, 0, -1):
        print(i)


def progress(steps):
    for _ in range(steps):
        print(".", end="", flush=True)
    print("done")


def each(items, action):
    for item in items:
        print("before", item)
        action(item)


class Table:
    def __init__(self, rows):
        self.rows = rows

    def __str__(self):
        return "\n".join("| " + " | ".join(map(str, row)) + " |" for row in self.rows)

    def show(self, file=None):
        print(self, file=file)
