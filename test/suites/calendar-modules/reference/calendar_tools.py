import datetime

from holidays_data import HOLIDAYS, Holiday

_NAMES = "monday tuesday wednesday thursday friday saturday sunday".split()
_DAY = datetime.timedelta(days=1)


class Span:
    def __init__(self, first, last):
        self.first = first
        self.last = last

    @property
    def length(self):
        return self.last - self.first

    def __contains__(self, date):
        return self.first <= date <= self.last

    def __iter__(self):
        date = self.first
        while date <= self.last:
            yield date
            date += _DAY

    def __and__(self, other):
        first, last = max(self.first, other.first), min(self.last, other.last)
        return Span(first, last) if first <= last else None

    def __eq__(self, other):
        return isinstance(other, Span) and (self.first, self.last) == (other.first, other.last)


def next_weekday(date, name):
    if name not in _NAMES:
        raise ValueError(f"{name} is no day of the week")
    date += _DAY
    while _NAMES[date.weekday()] != name:
        date += _DAY
    return date


def workdays(first, last):
    free = {holiday.date for holiday in HOLIDAYS}
    return sum(1 for date in Span(first, last) if date.weekday() < 5 and date not in free)


def holidays_in(span, extra=()):
    return [h for h in [*HOLIDAYS, *extra] if isinstance(h, Holiday) and h.date in span]
