from enum import Enum, Flag, IntEnum, StrEnum, auto

class Light:

    @property
    def may_go(self):
        pass

class Weekday:

    def is_weekend(self):
        pass

class Lane:
    pass

class Access:
    pass

class Level:
    pass

def next_light(light):
    pass

def parse_level(text):
    pass
