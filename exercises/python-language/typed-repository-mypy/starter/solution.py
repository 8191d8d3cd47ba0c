"""A repository of entities, and pages of it. Give it types: `mypy --strict solution.py` shall find nothing."""


class DuplicateId(Exception):
    """An entity with this id is there already."""


class NotFound(Exception):
    """There is no entity with this id."""


class HasId:
    """Whatever has an id that can be read."""


class Page:
    """Some of `total` items; the next ones begin at `next_offset`, or there are none."""


class Repository:
    """Entities of one kind by their ids."""


def first_value(mapping, *keys):
    """The first value under these keys that is a text and not empty."""
    raise NotImplementedError
