class Grid:
    def __init__(self, rows):
        self.rows = [list(row) for row in rows]

    def __getitem__(self, key):
        if isinstance(key, str):
            raise TypeError("no index of type str")
        if not isinstance(key, tuple):
            return self.rows[key]
        row, column = key
        if row is Ellipsis:
            row = slice(None)
        if isinstance(row, slice):
            picked = [r[column] for r in self.rows[row]]
            return Grid(picked) if isinstance(column, slice) else picked
        try:
            return self.rows[row][column]
        except IndexError:
            raise IndexError(f"no cell at row {row}") from None

    def __setitem__(self, key, value):
        row, column = key
        self.rows[row][column] = value

    def __delitem__(self, row):
        del self.rows[row]

    def __call__(self, func):
        return Grid([[func(x) for x in row] for row in self.rows])

    @property
    def T(self):
        return Grid(zip(*self.rows))

    def __matmul__(self, other):
        columns = list(zip(*other.rows))
        return Grid([[sum(a * b for a, b in zip(row, col)) for col in columns] for row in self.rows])

    def __mul__(self, factor):
        return self(lambda x: x * factor)

    __rmul__ = __mul__

    def __pow__(self, exponent, modulus=None):
        result = self
        for _ in range(exponent - 1):
            result = result @ self
        return result if modulus is None else result(lambda x: x % modulus)

    def __eq__(self, other):
        return isinstance(other, Grid) and self.rows == other.rows


class Bits:
    def __init__(self, value):
        self.value = value & 0b1111 if value < 16 else value

    def _other(self, other):
        return other.value if isinstance(other, Bits) else other

    def __lshift__(self, n):
        return Bits(self.value << n)

    def __ilshift__(self, n):
        self.value = (self.value << n) & 0b1111
        return self

    def __rshift__(self, n):
        return Bits(self.value >> n)

    def __invert__(self):
        return Bits(~self.value & 0b1111)

    def __and__(self, other):
        return Bits(self.value & self._other(other))

    def __or__(self, other):
        return Bits(self.value | self._other(other))

    __ror__ = __or__

    def __xor__(self, other):
        return Bits(self.value ^ self._other(other))

    def __floordiv__(self, other):
        return Bits(self.value // other)

    def __mod__(self, other):
        return Bits(self.value % other)

    def __lt__(self, other):
        return self.value < self._other(other)

    def __gt__(self, other):
        return self.value > self._other(other)

    def __eq__(self, other):
        return isinstance(other, Bits) and self.value == other.value


class Sparse(dict):
    def __missing__(self, key):
        return 0
