def bubble_sort(values):
    for end in range(len(values), 1, -1):
        for i in range(end - 1):
            if values[i] > values[i + 1]:
                values[i], values[i + 1] = values[i + 1], values[i]
    return values


def insertion_sort(values):
    for i in range(1, len(values)):
        item = values[i]
        while i > 0 and values[i - 1] > item:
            values[i] = values[i - 1]
            i -= 1
        values[i] = item
    return values


def merge_sort(values, key=None):
    values = list(values)
    key = key or (lambda x: x)
    if len(values) < 2:
        return values
    middle = len(values) // 2
    left, right = merge_sort(values[:middle], key), merge_sort(values[middle:], key)
    merged = []
    while left and right:
        merged.append(right.pop(0) if key(right[0]) < key(left[0]) else left.pop(0))
    return merged + left + right


def quick_sort(values):
    values = list(values)
    if not values:
        return values
    pivot, *rest = values
    return quick_sort(x for x in rest if x < pivot) + [pivot] + quick_sort(x for x in rest if x >= pivot)
