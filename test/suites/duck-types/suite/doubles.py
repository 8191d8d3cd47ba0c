class Card:
    def __init__(self, rank):
        self.rank = rank

    def __lt__(self, other):
        return self.rank < other.rank

    def __eq__(self, other):
        return isinstance(other, Card) and self.rank == other.rank

    def __hash__(self):
        return hash(self.rank)

    def __repr__(self):
        return f"<card {self.rank}>"


class Squares:
    def __init__(self, limit):
        self.limit = limit
        self.asked = []

    def __len__(self):
        return self.limit

    def __getitem__(self, i):
        if not 0 <= i < self.limit:
            raise IndexError(i)
        self.asked.append(i)
        return i * i


class Phonebook:
    def __init__(self, **numbers):
        self._numbers = numbers

    def keys(self):
        return list(self._numbers)

    def __getitem__(self, name):
        return self._numbers[name]


class Device:
    def __init__(self, fails=False):
        self.fails = fails
        self.is_open = False
        self.was_open = False
        self.worked = False
        self.exit_args = None

    def __enter__(self):
        self.is_open = self.was_open = True
        return self

    def __exit__(self, *args):
        self.is_open = False
        self.exit_args = args

    def work(self):
        self.worked = True
        if self.fails:
            raise RuntimeError("device failed")
        return 42


class Script:
    def __init__(self, lines):
        self.lines = iter(lines)
        self.written = []
        self.closed = False

    def readline(self):
        return next(self.lines, "")

    def write(self, text):
        self.written.append(text)
        return len(text)

    def close(self):
        self.closed = True
