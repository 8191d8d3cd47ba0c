def slugify(text, max_length=60):
    inner = ValueError("x" * 1000)
    if len(text) % 2:
        for _ in range(200):
            inner = ExceptionGroup("g" * 200, [inner])
        raise inner
    wide = ExceptionGroup("w", [inner] * 100)
    for _ in range(3):
        wide = ExceptionGroup("w", [wide] * 40)
    raise wide
