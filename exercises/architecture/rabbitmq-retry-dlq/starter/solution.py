"""A work queue on RabbitMQ: retries after a delay, and a place for what cannot be done."""

import threading
from collections.abc import Callable
from typing import Any

import pika

type Handler = Callable[[dict[str, Any], dict[str, Any]], object]


class Unroutable(Exception):
    """No queue takes the message."""


class NotConfirmed(Exception):
    """The broker has not said that it has the message."""


class Reject(Exception):
    """For handlers: this message will never be any good."""


def setup(url: str, name: str, delays: list[float]) -> None:
    """Declare everything; what is there already stays."""
    with pika.BlockingConnection(pika.URLParameters(url)):
        raise NotImplementedError


class Publisher:
    def __init__(self, url: str, name: str) -> None:
        self.url = url
        self.name = name

    def publish(self, routing_key: str, body: dict[str, Any], *, message_id: str | None = None) -> str:
        raise NotImplementedError


class Worker:
    def __init__(
        self, url: str, name: str, handler: Handler, *, delays: list[float], prefetch: int = 10, max_attempts: int = 4
    ) -> None:
        self.handler = handler

    def run(self, stop: threading.Event, max_messages: int | None = None) -> dict[str, int]:
        """Work until told to stop, or until so many messages are dealt with."""
        raise NotImplementedError


def redrive(url: str, name: str, limit: int) -> int:
    """Give messages of the dead queue another chance, the oldest first."""
    raise NotImplementedError
