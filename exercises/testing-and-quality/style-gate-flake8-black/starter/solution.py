"""A Flake8 plugin for backend code, and a gate that joins Flake8 and Black."""

import ast


class BackendChecker:
    """What Flake8 does not know about backend code."""

    name = "backend-checker"
    version = "1.0.0"

    def __init__(self, tree: ast.AST) -> None:
        self.tree = tree

    def run(self):
        """Yield (line, column, message, type) for each problem."""
        raise NotImplementedError


def black_status(source: str, line_length: int = 88) -> dict:
    """What Black would do with the source."""
    raise NotImplementedError


def gate(folder: str, line_length: int = 88) -> dict:
    """What Flake8, with our plugin, and Black say about a folder."""
    raise NotImplementedError
