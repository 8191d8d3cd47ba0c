import datetime
from holidays_data import HOLIDAYS, Holiday
_NAMES = None
_DAY = None

class Span:

    def __init__(self, first, last):
        pass

    @property
    def length(self):
        pass

def next_weekday(date, name):
    pass

def workdays(first, last):
    pass

def holidays_in(span, extra=()):
    pass
