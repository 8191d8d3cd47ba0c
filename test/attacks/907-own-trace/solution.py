NAMES = ["/work/suites/test_slugify.py", "/work/\x1b[31mx.py", "/work/a\nb.py", "/work/../../etc/passwd", "/work/" + "x" * 100_000, "/work/\u202ey.py"]


def slugify(text, max_length=60):
    import linecache
    name = NAMES[len(text) % len(NAMES)]
    linecache.cache[name] = (1, None, ["\x1b[2J" + "y" * 100_000 + "\n"], name)
    exec(compile("def f\u00e9(n):\n    raise ValueError(n)\nf\u00e9(1)", name, "exec"), {})
