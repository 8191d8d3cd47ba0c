"""Hidden suite that only looks at the source. SECRET-7f3a"""


def test_documented(static):
    assert [function.name for function in static.functions() if not function.has_docstring] == []
    assert "greet" in [function.name for function in static.functions()]


def test_no_eval(static):
    assert static.calls("greet") and not static.names("eval", "exec")


def test_clean(static):
    static.ruff(select=("E", "F")).assert_clean()
    assert len(static.functions()) == 1


def test_typed(static):
    static.assert_types("from solution import greet\n\nreveal_type(greet('a'))   # R: str\ngreet(5)   # E: arg-type\n")
