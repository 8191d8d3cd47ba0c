"""Shorten texts."""


def shorten(text: str, width: int = 20, mark: str = "...") -> str:
    """The text, cut to at most `width` characters; one that was cut ends with `mark`."""
    if width < len(mark):
        raise ValueError(f"a width of {width} has no room for {mark!r}")
    if len(text) <= width:
        return text
    return text[:width] + mark
