"""Orders from a Kafka topic, as a table in SQLite."""


def produce(settings: dict, topic: str, events: list[dict]) -> list[tuple[int, int]]:
    raise NotImplementedError


def lag(settings: dict, topic: str, path: str) -> dict[int, int]:
    raise NotImplementedError


class Projector:
    def __init__(self, settings: dict, topic: str, path: str) -> None:
        self.settings = settings
        self.topic = topic
        self.path = path

    def run(self) -> dict[str, int]:
        raise NotImplementedError
