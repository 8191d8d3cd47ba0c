import pytest

from calendar_tools import Span, holidays_in
from helpers import day
from holidays_data import HOLIDAYS, Holiday


def test_table():
    assert {h.date for h in HOLIDAYS} == {day("2024-05-01"), day("2024-12-25")}
    assert [h.name for h in sorted(HOLIDAYS, key=lambda h: h.name)] == ["Labour Day", "Winter Holiday"]


def test_across_modules():
    found = holidays_in(Span(day("2024-12-01"), day("2024-12-31")))
    assert found == [HOLIDAYS[1]]
    assert found[0] is HOLIDAYS[1]


@pytest.mark.parametrize("holiday", [Holiday("Mine", day("2024-07-07"))], ids=str)
def test_own_holiday(holiday):
    assert str(holiday) == "Mine (7 Jul)"
    assert holidays_in(Span(day("2024-07-01"), day("2024-07-31")), extra=[holiday]) == [holiday]
