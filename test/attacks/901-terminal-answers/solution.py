SEQUENCES = [
    "\x1bP$q\"p\x1b\\", "\x1b]52;c;bGVhaw==\x07", "\x1b]8;;http://192.0.2.1/\x1b\\click\x1b]8;;\x1b\\", "\x1b[c", "\x1b[6n", "\x1b[21t",
    "\x07" * 50, "\x1bPq#0;2;0;0;0\x1b\\", "\x9b2J", "\x9d0;x\x9c", "\x1b[?1049h", "\x1b]4;0;?\x07", "\x1bc", "\x1b[3J", "\x85", "\x0e", "\x1b%G", "\x1b#8",
]


def slugify(text, max_length=60):
    for sequence in SEQUENCES:
        print(sequence)
        print(sequence, end="\r\n")
    raise ValueError("".join(SEQUENCES))
