import json

import pytest
from kafka.admin import NewTopic


@pytest.fixture
def kafka(services):
    """The suite's own clients, and the topics of the exercise."""
    clients = services.kafka.connect()
    admin = clients.admin()
    admin.create_topics([NewTopic("orders", 3, 1), NewTopic("orders.dlq", 1, 1)])
    admin.wait_for_topics(["orders", "orders.dlq"], timeout_ms=15_000)
    return clients


@pytest.fixture
def settings(kafka):
    """As the submission reaches the broker."""
    return {**kafka.options, "bootstrap_servers": "127.0.0.1:9092"}


@pytest.fixture
def put(kafka):
    """Put events into the topic, each into the partition of its order."""

    producer = kafka.producer(acks="all", linger_ms=0)

    def put(*events):
        sent = []
        for event in events:
            order = event["order_id"]
            data = json.dumps(event).encode()
            sent.append(producer.send("orders", data, key=order.encode(), partition=partition_of(order)))
        for one in sent:
            one.get(15)

    return put


def partition_of(order):
    """Orders are called A1, B2 ...: the letter says the partition."""
    return "ABC".index(order[0])
