from bisect import bisect_left, bisect_right
from collections.abc import Iterator


class RangeIndex:
    """Keys in order, with values: two lists side by side, in which a key is found by halving."""

    def __init__(self) -> None:
        self.keys: list = []
        self.values: list = []

    def insert(self, key, value) -> bool:
        place = bisect_left(self.keys, _checked(key))
        if self._is_at(place, key):
            self.values[place] = value
            return False
        self.keys.insert(place, key)
        self.values.insert(place, value)
        return True

    def delete(self, key) -> bool:
        place = bisect_left(self.keys, _checked(key))
        if not self._is_at(place, key):
            return False
        del self.keys[place], self.values[place]
        return True

    def get(self, key, default=None):
        place = bisect_left(self.keys, _checked(key))
        return self.values[place] if self._is_at(place, key) else default

    def floor(self, key) -> tuple | None:
        place = bisect_right(self.keys, _checked(key))
        return self.select(place - 1) if place > 0 else None

    def ceiling(self, key) -> tuple | None:
        place = bisect_left(self.keys, _checked(key))
        return self.select(place) if place < len(self) else None

    def range(self, low, high) -> Iterator[tuple]:
        place = 0 if low is None else bisect_left(self.keys, low)
        while place < len(self) and (high is None or self.keys[place] < high):
            yield self.select(place)
            place += 1

    def rank(self, key) -> int:
        return bisect_left(self.keys, _checked(key))

    def select(self, index: int) -> tuple:
        if not 0 <= index < len(self):
            raise IndexError(f"there is no pair {index} among {len(self)}")
        return self.keys[index], self.values[index]

    def height(self) -> int:
        """Halving looks at so many keys at most."""
        return len(self).bit_length()

    def __len__(self) -> int:
        return len(self.keys)

    def _is_at(self, place: int, key) -> bool:
        return place < len(self) and self.keys[place] == key


def _checked(key):
    if key is None:
        raise TypeError("None is no key")
    return key
