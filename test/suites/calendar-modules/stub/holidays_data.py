import datetime
from dataclasses import dataclass

class Holiday:
    pass
HOLIDAYS = None
