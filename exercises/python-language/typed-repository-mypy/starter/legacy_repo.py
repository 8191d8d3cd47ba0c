"""The module as it was: it works, and nobody can tell what goes in and what comes out."""


class DuplicateId(Exception):
    pass


class NotFound(Exception):
    pass


class Page:
    def __init__(self, items, total, next_offset):
        self.items = items
        self.total = total
        self.next_offset = next_offset


class Repository:
    def __init__(self):
        self.entities = {}

    def add(self, entity):
        if entity.id in self.entities:
            raise DuplicateId(entity.id)
        self.entities[entity.id] = entity
        return entity

    def get(self, id, default=None):
        return self.entities.get(id, default)

    def require(self, id):
        if id not in self.entities:
            raise NotFound(id)
        return self.entities[id]

    def remove(self, id):
        return self.entities.pop(id, None) is not None

    def find(self, predicate):
        return [entity for entity in self.entities.values() if predicate(entity)]

    def page(self, offset, limit):
        if offset < 0 or limit < 1:
            raise ValueError("an offset is 0 or more, and a limit 1 or more")
        ordered = [self.entities[id] for id in sorted(self.entities)]
        end = offset + limit
        return Page(ordered[offset:end], len(ordered), end if end < len(ordered) else None)


def first_value(mapping, *keys):
    for key in keys:
        if isinstance(mapping.get(key), str) and mapping[key]:
            return mapping[key]
    return None
