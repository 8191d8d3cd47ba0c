KINDS = [
    type("\x1b[2J\x1b]0;owned\x07", (ValueError,), {}),
    type("a\nPASSED test_basic_words", (Exception,), {"__module__": "\x1b]8;;http://192.0.2.1\x07"}),
    type("\u202egnp.exe", (KeyError,), {}),
    type("\ufeff\u200b\u2066A", (AssertionError,), {"__qualname__": "x\ty\r\nz"}),
    type("K" * 100_000, (LookupError,), {}),
]


def slugify(text, max_length=60):
    error = KINDS[len(text) % len(KINDS)]("\x1b]52;c;bGVhaw==\x07", "\ud800", "\x9b31m", "\x00")
    error.add_note("\x1bP$q q\x1b\\ note\r\x08\x08")
    raise error
