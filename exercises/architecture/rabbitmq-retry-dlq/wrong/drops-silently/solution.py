"""A work queue on RabbitMQ: retries after a delay, and a place for what cannot be done."""

import contextlib
import json
import threading
import uuid
from collections.abc import Callable
from typing import Any

import pika
from pika.adapters.blocking_connection import BlockingChannel
from pika.exceptions import AMQPError
from pika.spec import BasicProperties

type Body = dict[str, Any]
type Handler = Callable[[Body, dict[str, Any]], object]

PERSISTENT = 2
POLL_SECONDS = 0.05


class Unroutable(Exception):
    """No queue takes the message."""


class NotConfirmed(Exception):
    """The broker has not said that it has the message."""


class Reject(Exception):
    """For handlers: this message will never be any good."""


def setup(url: str, name: str, delays: list[float]) -> None:
    """Declare everything; what is there already stays."""
    with connect(url) as connection:
        channel = connection.channel()
        declare(channel, name, f"{name}.work", {})
        for number, delay in enumerate(delays):
            place = f"{name}.delay.{number}"
            # What its time is up for goes through the main exchange, under the key that it came with.
            declare(channel, place, place, {"x-message-ttl": round(delay * 1000), "x-dead-letter-exchange": name})
        declare(channel, f"{name}.dead", f"{name}.dead", {})


def declare(channel: BlockingChannel, exchange: str, queue: str, arguments: dict[str, Any]) -> None:
    """A queue that gets all of an exchange of its own: so a message keeps its routing key wherever it goes."""
    channel.exchange_declare(exchange, "topic", durable=True)
    channel.queue_declare(queue, durable=True, arguments=arguments)
    channel.queue_bind(queue, exchange, "#")


class Publisher:
    def __init__(self, url: str, name: str) -> None:
        self.url = url
        self.name = name
        self.channel: BlockingChannel | None = None

    def publish(self, routing_key: str, body: Body, *, message_id: str | None = None) -> str:
        message_id = message_id or str(uuid.uuid4())
        properties = BasicProperties(message_id=message_id, content_type="application/json", delivery_mode=PERSISTENT)
        data = json.dumps(body).encode()
        try:
            self.send(routing_key, data, properties)
        except AMQPError:
            self.close()
            try:
                self.send(routing_key, data, properties)
            except AMQPError as error:
                raise NotConfirmed(f"message {message_id}") from error
        return message_id

    def send(self, routing_key: str, data: bytes, properties: BasicProperties) -> None:
        if self.channel is None:
            self.channel = confirming(connect(self.url))
        self.channel.basic_publish(self.name, routing_key, data, properties)

    def close(self) -> None:
        channel, self.channel = self.channel, None
        if channel is not None:
            with contextlib.suppress(AMQPError):
                channel.connection.close()


class Worker:
    def __init__(
        self, url: str, name: str, handler: Handler, *, delays: list[float], prefetch: int = 10, max_attempts: int = 4
    ) -> None:
        self.url = url
        self.name = name
        self.handler = handler
        self.delays = delays
        self.prefetch = prefetch
        self.max_attempts = max_attempts

    def run(self, stop: threading.Event, max_messages: int | None = None) -> dict[str, int]:
        """Work until told to stop, or until so many messages are dealt with."""
        counts = {"ok": 0, "retried": 0, "dead": 0}
        # What has been delivered and not been touched is given back when the connection is closed.
        with connect(self.url) as connection:
            channel, outgoing = connection.channel(), confirming(connection)
            channel.basic_qos(prefetch_count=self.prefetch)
            for method, properties, body in channel.consume(f"{self.name}.work", inactivity_timeout=POLL_SECONDS):
                if method is not None:
                    counts[self.deal_with(outgoing, method, properties, body)] += 1
                    # Whatever became of it is safe now.
                    channel.basic_ack(method.delivery_tag)
                if stop.is_set() or sum(counts.values()) == max_messages:
                    break
        return counts

    def deal_with(self, outgoing: BlockingChannel, method: Any, properties: BasicProperties, data: bytes) -> str:
        attempt = (properties.headers or {}).get("x-attempt", 1)
        try:
            body = json.loads(data)
            if not isinstance(body, dict):
                raise ValueError("not an object")
        except ValueError as error:
            return self.bury(outgoing, method, properties, data, "malformed", error)
        meta = {
            "message_id": properties.message_id,
            "routing_key": method.routing_key,
            "attempt": attempt,
            "redelivered": method.redelivered,
        }
        try:
            self.handler(body, meta)
        except Reject as error:
            return self.bury(outgoing, method, properties, data, "rejected", error)
        except Exception as error:
            if attempt >= self.max_attempts:
                return self.bury(outgoing, method, properties, data, "attempts", error)
            place = f"{self.name}.delay.{min(attempt, len(self.delays)) - 1}"
            move(outgoing, place, method.routing_key, properties, data, {"x-attempt": attempt + 1})
            return "retried"
        return "ok"

    def bury(
        self, outgoing: BlockingChannel, method: Any, properties: BasicProperties, data: bytes, reason: str, error: Exception
    ) -> str:
        headers = {"x-reason": reason, "x-error": str(error)}
        move(outgoing, f"{self.name}.dead", method.routing_key, properties, data, headers)
        return "dead"


def redrive(url: str, name: str, limit: int) -> int:
    """Give messages of the dead queue another chance, the oldest first."""
    moved = 0
    with connect(url) as connection:
        channel, outgoing = connection.channel(), confirming(connection)
        while moved < limit:
            method, properties, data = channel.basic_get(f"{name}.dead")
            if method is None:
                break
            move(outgoing, name, method.routing_key, properties, data, {"x-attempt": 1})
            channel.basic_ack(method.delivery_tag)
            moved += 1
    return moved


def move(
    channel: BlockingChannel, exchange: str, key: str, properties: BasicProperties, data: bytes, headers: dict[str, Any]
) -> None:
    """A copy that differs in these headers; returns when the broker has it."""
    properties.headers = {**(properties.headers or {}), **headers}
    properties.delivery_mode = PERSISTENT
    channel.basic_publish(exchange, key, data, properties)


def connect(url: str) -> pika.BlockingConnection:
    return pika.BlockingConnection(pika.URLParameters(url))


def confirming(connection: pika.BlockingConnection) -> BlockingChannel:
    channel = connection.channel()
    channel.confirm_delivery()
    return channel
