"""The suite's clients of a Kafka broker: those of kafka-python, with the way to the broker filled in."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from waymark.grading import ServiceFacts

WAIT_MS = 15_000
"""How long a client waits for a broker of ours, at most."""


class KafkaClients:
    """Makes clients, and closes them all in ``close``. What a client is told goes before what is filled in."""

    def __init__(self, facts: ServiceFacts, options: Mapping[str, Any]) -> None:
        self.options: dict[str, Any] = {
            "bootstrap_servers": str(facts["bootstrap"]),
            "security_protocol": str(facts["security_protocol"]),
            "sasl_mechanism": str(facts["sasl_mechanism"]),
            "sasl_plain_username": str(facts["user"]),
            "sasl_plain_password": str(facts["password"]),
            **options,
        }
        """The keyword arguments by which a client of kafka-python finds the broker."""
        self._made: list[Any] = []
        self._sender: Any = None

    def producer(self, **options: Any) -> Any:
        """A ``kafka.KafkaProducer``."""
        from kafka import KafkaProducer

        return self._keep(KafkaProducer(**self.options | {"max_block_ms": WAIT_MS} | options))

    def consumer(self, *topics: str, **options: Any) -> Any:
        """A ``kafka.KafkaConsumer``; without a group unless one is named."""
        from kafka import KafkaConsumer

        return self._keep(KafkaConsumer(*topics, **self.options | options))

    def admin(self, **options: Any) -> Any:
        """A ``kafka.KafkaAdminClient``."""
        from kafka import KafkaAdminClient

        return self._keep(KafkaAdminClient(**self.options | {"request_timeout_ms": WAIT_MS} | options))

    def create(self, topic: str, partitions: int = 1, **configs: str) -> None:
        """Make a topic; returns when it can be used. ``configs`` are its settings, with ``_`` for ``.``."""
        from kafka.admin import NewTopic

        settings = {name.replace("_", "."): value for name, value in configs.items()}
        admin = self.admin()
        admin.create_topics([NewTopic(topic, partitions, 1, topic_configs=settings)])
        admin.wait_for_topics([topic], timeout_ms=WAIT_MS)

    def send(self, topic: str, value: bytes | None, **more: Any) -> tuple[int, int]:
        """Send one record and wait until the broker has it: its partition and offset. ``more``: key, headers, partition."""
        if self._sender is None:
            self._sender = self.producer(acks="all", linger_ms=0)
        sent = self._sender.send(topic, value, **more).get(WAIT_MS / 1000)
        return sent.partition, sent.offset

    def records(self, topic: str) -> list[Any]:
        """What is in a topic now, from its beginning: ``kafka.ConsumerRecord`` objects, partition after partition."""
        from kafka import TopicPartition

        consumer = self.consumer(enable_auto_commit=False)
        partitions = [TopicPartition(topic, number) for number in sorted(consumer.partitions_for_topic(topic) or ())]
        consumer.assign(partitions)
        consumer.seek_to_beginning(*partitions)
        ends = consumer.end_offsets(partitions)
        found: dict[Any, list[Any]] = {partition: [] for partition in partitions}
        while any(consumer.position(partition) < ends[partition] for partition in partitions):
            for partition, some in consumer.poll(timeout_ms=500).items():
                found[partition] += some
        return [record for partition in partitions for record in found[partition] if record.offset < ends[partition]]

    def close(self) -> None:
        while self._made:
            with contextlib.suppress(Exception):
                self._made.pop().close()

    def _keep(self, client: Any) -> Any:
        self._made.append(client)
        return client
