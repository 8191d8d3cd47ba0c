import json
import time

import pika
import pytest
from solution import setup

LONG = [60, 120]
"""Delays that no test waits for."""


class Broker:
    """RabbitMQ, as the suite sees it."""

    def __init__(self, service):
        self.service = service
        self.url = service.inside.url
        self.connect()

    def connect(self):
        self.channel = self.service.connect().channel()

    def set_up(self, delays=LONG):
        setup(self.url, "mail", delays)

    def send(self, *bodies, key="mail.new", **properties):
        """As some other program would."""
        for number, body in enumerate(bodies):
            data = body if isinstance(body, bytes) else json.dumps(body).encode()
            given = {"message_id": f"m-{number}", "delivery_mode": 2, **properties}
            self.channel.basic_publish("mail", key, data, pika.BasicProperties(**given))

    def take(self, queue):
        """The next message's body, routing key and properties; None when there is none, not even after a while."""
        for _ in range(100):
            method, properties, body = self.channel.basic_get(queue, auto_ack=True)
            if method is not None:
                return body, method.routing_key, properties
            time.sleep(0.01)
        return None

    def ready(self, queue):
        return self.channel.queue_declare(queue, passive=True).method.message_count

    def becomes(self, queue, count):
        """How many messages are ready there, as soon as it is so many, or else in the end."""
        for _ in range(150):
            if self.ready(queue) == count:
                break
            time.sleep(0.02)
        return self.ready(queue)


@pytest.fixture
def broker(services):
    return Broker(services.rabbitmq)
