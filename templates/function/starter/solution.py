"""Shorten texts."""


def shorten(text: str, width: int = 20, mark: str = "...") -> str:
    """The text, cut to at most `width` characters; one that was cut ends with `mark`."""
    raise NotImplementedError
