"""Sizes of files, as people write them."""

UNITS = {"": 1, "k": 1024, "m": 1024 * 1024}


def parse_size(text: str, unit: str = "") -> int:
    """Bytes in a text such as "2k"; a text without a unit has the given one."""
    digits, letter = split_size(text.strip().lower())
    if not digits.isdecimal() or letter not in UNITS:
        raise ValueError(f"{text!r} is no size")
    return int(digits) * UNITS[letter or unit]


def split_size(text: str) -> tuple[str, str]:
    """The number of a size, and what comes after it."""
    digits = text.rstrip("abcdefghijklmnopqrstuvwxyz")
    return digits, text[len(digits) :]
