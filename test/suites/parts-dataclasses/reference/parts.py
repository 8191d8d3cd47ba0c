from dataclasses import dataclass, field


@dataclass(order=True)
class Bolt:
    size: str
    length: int
    weight: float = 1.5


@dataclass
class Crate:
    label: str = ""
    content: list = field(default_factory=list)
    tags: dict = field(default_factory=dict)

    def __post_init__(self):
        self.label = self.label.strip().upper()


@dataclass(frozen=True)
class Coordinate:
    x: int
    y: int

    def __post_init__(self):
        if self.x < 0 or self.y < 0:
            raise ValueError("coordinates start at zero")


def total_weight(crate):
    return sum(part.weight for part in crate.content)
