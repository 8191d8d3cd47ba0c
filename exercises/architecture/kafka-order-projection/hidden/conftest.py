import json

import pytest


@pytest.fixture
def kafka(services):
    """The suite's own clients, and the topics of the exercise."""
    clients = services.kafka.connect()
    clients.create("orders", partitions=3)
    clients.create("orders.dlq")
    return clients


@pytest.fixture
def settings(kafka):
    """As the submission reaches the broker."""
    return {**kafka.options, "bootstrap_servers": "127.0.0.1:9092"}


@pytest.fixture
def put(kafka):
    """Put events into the topic, each into the partition of its order."""

    def put(*events):
        for event in events:
            order = event["order_id"]
            kafka.send("orders", json.dumps(event).encode(), key=order.encode(), partition=partition_of(order))

    return put


def partition_of(order):
    """Orders are called A1, B2 ...: the letter says the partition."""
    return "ABC".index(order[0])
