from enum import Enum, Flag, IntEnum, StrEnum, auto


class Light(Enum):
    RED = "red"
    GREEN = "green"
    AMBER = "amber"
    YELLOW = "amber"

    @property
    def may_go(self):
        return self is Light.GREEN


class Weekday(IntEnum):
    MON = 1
    TUE = 2
    WED = 3
    THU = 4
    FRI = 5
    SAT = 6
    SUN = 7

    def is_weekend(self):
        return self >= Weekday.SAT


class Lane(StrEnum):
    CAR = auto()
    BUS = auto()
    BIKE = auto()


class Access(Flag):
    NONE = 0
    READ = 1
    WRITE = 2
    EXEC = 4


class Level(Enum):
    LOW = 0
    HIGH = 1


def next_light(light):
    lights = list(Light)
    return lights[(lights.index(light) + 1) % len(lights)]


def parse_level(text):
    return [Level[part.upper()] for part in text.split(",") if part]
