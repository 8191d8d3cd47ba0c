def remove_falsy(values):
    values[:] = [v for v in values if v]


def rotate(values, steps):
    for _ in range(steps):
        values.insert(0, values.pop())
    return values


def swap(values, i, j):
    values[i], values[j] = values[j], values[i]


def bump(stock, key, by=1):
    stock[key] = stock.get(key, 0) + by


def add_all(seen, items):
    seen.update(items)


def scrub(data):
    for i, byte in enumerate(data):
        if chr(byte).isalpha():
            data[i] = ord("*")


def transpose(grid):
    for row, column in zip(grid, [list(c) for c in zip(*grid)]):
        row[:] = column


def move(source, target, count):
    for _ in range(count):
        target.append(source.pop(0))


def append_item(item, target=None):
    target = [] if target is None else target
    target.append(item)
    return target


def dedupe(values, strict):
    kept = list(values)
    values.clear()
    for value in kept:
        if not isinstance(value, strict):
            raise TypeError(f"{value!r} is no {strict.__name__}")
        if value not in values:
            values.append(value)


def sort_copy(values):
    return sorted(values)


def invert(table):
    return {value: key for key, value in table.items()}


def flatten(nested):
    flat = []
    for item in nested:
        flat.extend(flatten(item) if isinstance(item, list) else [item])
    return flat
