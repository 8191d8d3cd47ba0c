"""Knows spaces and nothing else."""


def slugify(text, longest=40):
    return text.lower().replace(" ", "-")
