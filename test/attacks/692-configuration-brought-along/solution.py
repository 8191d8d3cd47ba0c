# ruff: noqa
# mypy: ignore-errors, plugins=plugin.py
# flake8: noqa
def greet(name): return eval(name)  # type: ignore
