"""Sizes of files, as people write them."""


def parse_size(text: str, unit: str = '') -> int:
    text = text.strip().lower()
    if text.endswith("k"):
        number, factor = text[:-1], 1024
    elif text.endswith("m"):
        number, factor = text[:-1], 1024 * 1024
    elif unit == "k":
        number, factor = text, 1024
    elif unit == "m":
        number, factor = text, 1024 * 1024
    else:
        number, factor = text, 1
    if not number.isdecimal():
        raise ValueError(f"{text!r} is no size")
    return int(number) * factor
