"""Canaries in a suite: in comments, names and what is expected, and nowhere a submission may rightly look."""

import ast

import pytest
from waymark_author.planting import CanaryFault, plant
from waymark_author.sources import SourceFault, SourceText

CANARY = "kiwi"


def planted(text, path="test_solution.py"):
    (file,) = plant([SourceText(path, text)], CANARY)
    return file.text


def body(source):
    """The one statement of a test, planted."""
    return ast.unparse(ast.parse(planted(f"def test_a():\n    {source}\n")).body[0].body[0])


@pytest.mark.parametrize(
    ("source", "after"),
    [
        ("assert slug('a') == 'b'", "assert slug('a') == 'bkiwi'"),
        ("assert 'b' == slug('a')", "assert 'bkiwi' == slug('a')"),
        ("assert 'b' in slug('a')", "assert 'bkiwi' in slug('a')"),
        ("assert not x == ''", "assert not x == 'kiwi'"),
        ("assert x == b'b' and y != 'c'", "assert x == b'bkiwi' and y != 'ckiwi'"),
        ("assert x == r'\\d'", "assert x == '\\\\dkiwi'"),
        ("assert x == 'a' 'b'", "assert x == 'abkiwi'"),
        ("assert x == f'{a}b'", "assert x == f'{a}bkiwi'"),
        ("assert x == f'{a}'", "assert x == f'{a}kiwi'"),
        (
            "assert x == ['a', ('b', {'c': 'd'}), f('e')]",
            "assert x == ['akiwi', ('bkiwi', {'ckiwi': 'dkiwi'}), f('e')]",
        ),
        ("assert all(x == 'a' for x in f('b'))", "assert all((x == 'akiwi' for x in f('b')))"),
        ("self.assertEqual(f('a'), 'b')", "self.assertEqual(f('a'), 'bkiwi')"),
        ("self.assertIn('a', f('b'))", "self.assertIn('akiwi', f('b'))"),
        ("assert f('a')['b'] == 3, 'message'", "assert f('a')['b'] == 3, 'message'"),
        ("assert f(x == 'a')", "assert f(x == 'a')"),
        ("assert x > 'a'", "assert x > 'a'"),
        ("x = 'a'", "x = 'a'"),
        ("f('a' == x)", "f('a' == x)"),
    ],
)
def test_texts_that_are_expected_have_it(source, after):
    assert body(source) == after


def test_texts_in_triple_quotes_have_it_before_the_quotes():
    assert 'assert x == """a\nb\nkiwi"""' in planted('def test_a():\n    assert x == """a\nb\n"""\n')


SUITE = '''\
#!/usr/bin/env python3
# -*- coding: utf-8 -*-
"""The suite."""
import unittest
import pytest
from waymark import probe


@pytest.mark.parametrize("given", ["a"], ids=["b"])
@pytest.mark.hint("Think of 'c'.")
def test_first(given):
    """First"""
    assert solve(given) == "größe"


test_first.order = 1


def helper():
    def test_inner():
        pass
    assert test_inner() == "d"


@pytest.fixture
def test_data():
    return "e"


class TestMore:
    async def test_second(self):
        pass

    def helper(self):
        pass


class Cases(unittest.TestCase):
    def test_third(self):
        self.assertEqual(1, 1)


class Other:
    def test_never(self):
        pass


@probe
def look():
    assert here() == "f"
    return 1
'''


def test_tests_have_it_in_their_names_and_keep_their_order():
    def names(text):
        return [node.name for node in ast.walk(ast.parse(text)) if hasattr(node, "name")]

    renamed = {"test_first", "test_second", "test_third"}
    assert names(planted(SUITE)) == [f"{name}_kiwi" if name in renamed else name for name in names(SUITE)]
    assert "\ntest_first_kiwi.order = 1\n" in planted(SUITE)


def test_comments_stand_at_the_top_and_above_each_test():
    lines = planted(SUITE).split("\n")
    comments = [place for place, line in enumerate(lines) if line.strip() == "# kiwi"]

    assert lines[:3] == [*SUITE.split("\n")[:2], "# kiwi"]
    assert [lines[place + 1].strip() for place in comments[1:]] == [
        '@pytest.mark.parametrize("given", ["a"], ids=["b"])',
        "async def test_second_kiwi(self):",
        "def test_third_kiwi(self):",
    ]


def test_titles_hints_ids_arguments_and_probes_stay_as_they_were():
    text = planted(SUITE)

    for part in ('"""First"""', "Think of 'c'.", '["a"], ids=["b"]', '== "f"', '"""The suite."""', 'return "e"'):
        assert part in text
    assert '== "größekiwi"' in text


@pytest.mark.parametrize(
    ("paths", "after"),
    [
        (["test_x.py"], ["test_x_kiwi.py"]),
        (["deep/x_test.py"], ["deep/x_kiwi_test.py"]),
        (["conftest.py", "helpers.py", "data/test.json"], ["conftest.py", "helpers.py", "data/test.json"]),
        (["test_a.py", "test_b.py"], ["test_a_kiwi.py", "test_b_kiwi.py"]),
        # Under their new names pytest would take the second one first.
        (["test_a.py", "test_a_b.py"], ["test_a.py", "test_a_b.py"]),
    ],
)
def test_test_files_have_it_in_their_names_where_their_order_stays(paths, after):
    files = [SourceText(path, "") for path in paths]

    assert [file.path for file in plant(files, CANARY)] == after


def test_a_test_file_that_another_one_imports_keeps_its_name():
    files = [SourceText("test_base.py", "def test_a(): pass\n"), SourceText("test_x.py", "from test_base import *\n")]

    assert [file.path for file in plant(files, CANARY)] == ["test_base.py", "test_x_kiwi.py"]


def test_helpers_stay_as_they_were_because_they_may_be_sent():
    helper = SourceText("helpers.py", "def check(x):\n    assert x == 'a'\n")
    implementation = SourceText("implementations/correct/pricing.py", "def f(): pass\n")

    assert plant([helper, implementation], CANARY) == [helper, implementation]


def test_a_conftest_has_it_in_what_it_expects():
    assert planted("def check(x):\n    assert x == 'a'\n", "conftest.py") == (
        "# kiwi\ndef check(x):\n    assert x == 'akiwi'\n"
    )


@pytest.mark.parametrize("canary", ["", "two words", "1st", "a-b", "ä", "x\n"])
def test_a_canary_is_a_word_that_can_be_part_of_a_name(canary):
    with pytest.raises(CanaryFault):
        plant([SourceText("test_x.py", "")], canary)


def test_a_suite_that_does_not_parse_is_named():
    with pytest.raises(SourceFault, match=r"^test_x.py, line 1: "):
        plant([SourceText("test_x.py", "def")], CANARY)
