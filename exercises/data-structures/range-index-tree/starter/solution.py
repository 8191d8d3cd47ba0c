from collections.abc import Iterator


class RangeIndex:
    """Keys in order, with values."""

    def insert(self, key, value) -> bool:
        raise NotImplementedError

    def delete(self, key) -> bool:
        raise NotImplementedError

    def get(self, key, default=None):
        raise NotImplementedError

    def floor(self, key) -> tuple | None:
        raise NotImplementedError

    def ceiling(self, key) -> tuple | None:
        raise NotImplementedError

    def range(self, low, high) -> Iterator[tuple]:
        raise NotImplementedError

    def rank(self, key) -> int:
        raise NotImplementedError

    def select(self, index: int) -> tuple:
        raise NotImplementedError

    def height(self) -> int:
        raise NotImplementedError

    def __len__(self) -> int:
        raise NotImplementedError
