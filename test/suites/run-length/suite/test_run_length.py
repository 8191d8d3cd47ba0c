import string
import unittest

import pytest
from hypothesis import HealthCheck, assume, example, given, note, settings
from hypothesis import strategies as st

from run_length import Run, decode, encode, merge, total

letters = st.text(alphabet=string.ascii_letters + " ", max_size=30)
runs = st.builds(Run, st.sampled_from("abc"), st.integers(min_value=1, max_value=9))


@given(letters)
@example("")
@example("aaab")
@settings(max_examples=25, deadline=None)
def test_round_trip(text):
    note(f"encoded: {encode(text)!r}")
    assert decode(encode(text)) == text


@given(letters)
@settings(max_examples=25, deadline=None)
def test_never_longer_than_twice(text):
    assert len(encode(text)) <= 2 * max(len(text), 1)


@given(st.lists(runs, max_size=6))
@settings(max_examples=25, deadline=None)
def test_merge_keeps_the_total(items):
    merged = merge(items)
    assert total(merged) == total(items)
    assert all(a.letter != b.letter for a, b in zip(merged, merged[1:]))
    assert all(isinstance(r, Run) for r in merged)


@given(runs)
@settings(max_examples=10, deadline=None)
def test_runs_print_themselves(run):
    assert str(run) == run.letter * run.length
    assert run == Run(run.letter, run.length)


@st.composite
def pairs(draw):
    low = draw(st.integers(-10, 10))
    return low, draw(st.integers(low, 20))


@given(pairs(), st.data())
@settings(max_examples=15, deadline=None)
def test_data_strategy(pair, data):
    letter = data.draw(st.sampled_from("xyz"))
    low, high = pair
    assume(low < high)
    assert len(decode(encode(letter * (high - low)))) == high - low


class RunLengthProperties(unittest.TestCase):
    @given(text=letters, times=st.integers(2, 4))
    @settings(max_examples=20, deadline=None)
    def test_decode_is_a_homomorphism(self, text, times):
        self.assertEqual(decode(encode(text) * times), text * times)

    @given(st.integers(max_value=0))
    @settings(max_examples=10, deadline=None)
    def test_bad_runs(self, length):
        with self.assertRaisesRegex(ValueError, "at least one"):
            Run("a", length)


@pytest.fixture
def prefix():
    return "2a"


@given(rest=letters)
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_with_a_fixture(prefix, rest):
    assert decode(prefix + encode(rest)).startswith("aa")
