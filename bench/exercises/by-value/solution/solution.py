"""Turns titles into slugs."""

import re
import unicodedata


def slugify(text, longest=40):
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii").lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return slug[:longest].rstrip("-")
