def smallest(items):
    best, *rest = items
    for item in rest:
        if item < best:
            best = item
    return best


def unique(items):
    return list(dict.fromkeys(items))


def label(thing):
    return f"it is {thing!r}"


def binary_search(items, wanted):
    low, high = 0, len(items) - 1
    while low <= high:
        middle = (low + high) // 2
        value = items[middle]
        if value == wanted:
            return middle
        if value < wanted:
            low = middle + 1
        else:
            high = middle - 1
    return -1


def total(items):
    return sum(items)


def merge(table, **more):
    return {**table, **more}


def use(device):
    with device as opened:
        return opened.work()


def chat(stream):
    count = 0
    while line := stream.readline():
        stream.write("you said " + line)
        count += 1
    stream.close()
    return count


def call_twice(func, value):
    return [func(value), func(value)]


def is_empty(thing):
    return len(thing) == 0


def truthy(thing):
    return bool(thing)


def answer(form, field, value):
    setattr(form, field, value)
