from textwrap import dedent

import pytest
from waymark import probe


@probe
def problems(source):
    """Line, column and code of what the plugin yields for a module."""
    import ast

    from solution import BackendChecker

    return sorted((line, column, message[:7]) for line, column, message, _ in BackendChecker(ast.parse(source)).run())


@probe
def flake8(source):
    """What Flake8 itself says with the plugin: line, column and code."""
    import os
    import subprocess
    import sys
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        config, module = os.path.join(folder, "flake8.ini"), os.path.join(folder, "module.py")
        with open(config, "w") as file:
            file.write(f"[flake8:local-plugins]\nextension =\n    WMK = solution:BackendChecker\npaths = {os.getcwd()}\n")
        with open(module, "w") as file:
            file.write(source)
        command = [
            sys.executable,
            "-m",
            "flake8",
            "--config",
            config,
            "--select=WMK",
            "--format=%(row)d %(col)d %(code)s",
            module,
        ]
        done = subprocess.run(command, capture_output=True, text=True)
        return [done.stdout.split("\n")[:-1], done.stderr[-300:]]


def said(source):
    return problems(dedent(source).lstrip("\n"))


# --- WMK001


@pytest.mark.points(2)
@pytest.mark.hint("ast.arguments has two lists of defaults. And which node says where a default stands?")
def test_mutable_defaults():
    """Displays, comprehensions and calls of list, dict and set are mutable defaults"""
    source = """
        def a(x=[], y={}, *, z={1}): ...
        def b(x=[n for n in ()], y={n: n for n in ()}, z={n for n in ()}): ...
        async def c(x=list(), *, y=dict(), z=set()): ...
        d = lambda x, y=[1]: x
    """
    found = [(1, 8), (1, 14), (1, 23), (2, 8), (2, 27), (2, 49), (3, 14), (3, 27), (3, 37), (4, 16)]
    assert said(source) == [(*place, "WMK001 ") for place in found]


@pytest.mark.points(2)
@pytest.mark.hint("Only the tree knows what is a default and what is part of a text.")
def test_other_defaults():
    """Immutable defaults, and texts and comments that look like code, are no problem"""
    source = '''
        def a(x=(), y=None, z="", *, w=frozenset(), v=0): ...
        # def b(x=[]): ...
        TEXT = """
        def c(x=[]): ...
        datetime.utcnow()
        """
        def d(x: list = None, y=[]): ...
        e = a(x=[], y={})
    '''
    assert said(source) == [(7, 24, "WMK001 ")]


# --- WMK002


@pytest.mark.hint("Collect first what each imported name stands for, then look at calls by their full names.")
@pytest.mark.parametrize(
    ("imported", "name"),
    [
        ("import datetime", "datetime.datetime"),
        ("import datetime as dt", "dt.datetime"),
        ("from datetime import datetime", "datetime"),
        ("from datetime import date, datetime as Moment", "Moment"),
    ],
    ids=["module", "module-as", "class", "class-as"],
)
def test_naive_times(imported, name):
    """now() and utcnow() of a datetime are found, however it was imported"""
    source = f"{imported}\n\na = {name}.now()\nb = [{name}.utcnow()]\nc = {name}.now(zone)\nd = {name}.now(tz=zone)\n"
    assert said(source) == [(3, 4, "WMK002 "), (4, 5, "WMK002 ")]


@pytest.mark.points(2)
@pytest.mark.hint("Many things have a method called now.")
def test_other_nows():
    """A now() of something else is no problem"""
    source = """
        import clock
        import datetime as dt
        from .datetime import datetime as Own
        from clock import datetime
        a = clock.now()
        b = datetime.now()
        c = dt.date.today()
        d = dt.datetime.now
        e = dt.datetime.now()
        f = self.dt.datetime.now()
        g = Own.now()
    """
    assert said(source) == [(9, 4, "WMK002 ")]


# --- WMK003


@pytest.mark.points(2)
@pytest.mark.hint("How many ways are there to import a module, or something of it, and which name does each of them bring?")
def test_blocking_calls():
    """Calls of time.sleep and requests in an async function are found"""
    source = """
        import time, requests.sessions, requests.adapters as adapters
        from time import sleep as pause
        from requests import get
        async def a():
            time.sleep(1)
            if a:
                for _ in range(2):
                    pause(1)
            with requests.Session() as s:
                return [get("x"), requests.post("y"), adapters.HTTPAdapter()]
        time.sleep(1)
        def b():
            time.sleep(1)
    """
    found = [(5, 4), (8, 12), (9, 9), (10, 16), (10, 26), (10, 46)]
    assert said(source) == [(*place, "WMK003 ") for place in found]


@pytest.mark.points(3)
@pytest.mark.hint("A function inside an async function may run in a thread. When you meet one on your way down, what then?")
def test_nested_functions():
    """What is in a plain function or lambda inside an async function is no problem"""
    source = """
        import time
        async def a():
            def wait():
                time.sleep(1)
                async def inner():
                    time.sleep(2)
            later = lambda: time.sleep(3)
            await to_thread(wait)
            time.sleep(4)
        def b():
            async def c():
                time.sleep(5)
    """
    assert said(source) == [(6, 12, "WMK003 "), (9, 4, "WMK003 "), (12, 8, "WMK003 ")]


# --- in Flake8


@pytest.mark.points(2)
@pytest.mark.hint("Flake8 wants the code first in the message, and does the rest itself.")
def test_in_flake8():
    """Flake8 runs the plugin and honours noqa"""
    source = "def a(x=[]): ...\ndef b(x=[]): ...  # noqa: WMK001\ndef c(x=[]): ...  # noqa: WMK002\n"

    assert flake8(source) == [["1 9 WMK001", "3 9 WMK001"], ""]
