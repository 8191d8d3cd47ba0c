import datetime
from dataclasses import dataclass


@dataclass(frozen=True)
class Holiday:
    name: str
    date: datetime.date

    def __str__(self):
        return f"{self.name} ({self.date.day} {self.date:%b})"


HOLIDAYS = [
    Holiday("Labour Day", datetime.date(2024, 5, 1)),
    Holiday("Winter Holiday", datetime.date(2024, 12, 25)),
]
