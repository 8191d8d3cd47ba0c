"""Orders from a Kafka topic, as a table in SQLite."""

import json
import sqlite3
from contextlib import closing

from kafka import KafkaConsumer, KafkaProducer, TopicPartition

TABLES = """
    CREATE TABLE IF NOT EXISTS orders_view (
        order_id TEXT PRIMARY KEY, status TEXT, total_cents INTEGER, items INTEGER, last_seq INTEGER
    );
    CREATE TABLE IF NOT EXISTS offsets (part INTEGER PRIMARY KEY, next_offset INTEGER);
    CREATE TABLE IF NOT EXISTS anomalies (event_id TEXT, order_id TEXT, reason TEXT);
"""
TYPES = {"placed", "item_added", "paid", "cancelled"}
STATUS_BEFORE = {"item_added": {"placed"}, "paid": {"placed"}, "cancelled": {"placed", "paid"}}


def produce(settings: dict, topic: str, events: list[dict]) -> list[tuple[int, int]]:
    with closing(KafkaProducer(**settings, acks="all")) as producer:
        sent = [producer.send(topic, json.dumps(event).encode()) for event in events]
        stored = [future.get(timeout=30) for future in sent]
    return [(record.partition, record.offset) for record in stored]


def lag(settings: dict, topic: str, path: str) -> dict[int, int]:
    with closing(_open(path)) as db, closing(_consumer(settings)) as consumer:
        stored = _stored(db)
        ends = consumer.end_offsets(_partitions(consumer, topic))
        return {partition.partition: end - stored.get(partition.partition, 0) for partition, end in ends.items()}


class Projector:
    def __init__(self, settings: dict, topic: str, path: str) -> None:
        self.settings = settings
        self.topic = topic
        self.path = path
        self.counts: dict[str, int] = {}

    def run(self) -> dict[str, int]:
        self.counts = {"applied": 0, "ignored": 0, "dead": 0, "anomalies": 0}
        with (
            closing(_open(self.path)) as db,
            closing(_consumer(self.settings)) as consumer,
            closing(KafkaProducer(**self.settings, acks="all")) as dead_letters,
        ):
            partitions = _partitions(consumer, self.topic)
            consumer.assign(partitions)
            stored = _stored(db)
            for partition in partitions:
                consumer.seek(partition, stored.get(partition.partition, 0))
            ends = consumer.end_offsets(partitions)
            while any(consumer.position(partition) < ends[partition] for partition in partitions):
                for partition, records in consumer.poll(timeout_ms=500).items():
                    with db:
                        for record in records:
                            self.counts[self.handle(db, dead_letters, record)] += 1
                        next_offset = records[-1].offset + 1
                        db.execute("INSERT OR REPLACE INTO offsets VALUES (?, ?)", (partition.partition, next_offset))
        return self.counts

    def handle(self, db, dead_letters, record) -> str:
        if record.value is None:
            db.execute("DELETE FROM orders_view WHERE order_id = ?", (record.key.decode(),))
            return "applied"
        try:
            event = _parse(record.value)
        except ValueError as error:
            headers = {"reason": str(error), "partition": str(record.partition), "offset": str(record.offset)}
            encoded = [(name, text.encode()) for name, text in headers.items()]
            # Only when the broker has it may the transaction go on to store the offset.
            dead_letters.send(f"{self.topic}.dlq", record.value, key=record.key, headers=encoded).get(timeout=30)
            return "dead"
        return _apply(db, event)


def _parse(value: bytes) -> dict:
    try:
        event = json.loads(value)
    except ValueError:
        raise ValueError("not JSON") from None
    if not isinstance(event, dict):
        raise ValueError("not an object")
    missing = [name for name in ("event_id", "order_id", "seq", "type", "data") if name not in event]
    if missing:
        raise ValueError(f"without {', '.join(missing)}")
    if event["type"] not in TYPES:
        raise ValueError(f"unknown type {event['type']}")
    return event


def _apply(db, event: dict) -> str:
    order_id, kind, seq = event["order_id"], event["type"], event["seq"]
    row = db.execute("SELECT status, last_seq FROM orders_view WHERE order_id = ?", (order_id,)).fetchone()
    if row is not None and seq <= row[1]:
        return "ignored"
    status = None if row is None else row[0]
    allowed = row is None if kind == "placed" else status in STATUS_BEFORE[kind]
    if not allowed:
        reason = f"{kind} after {status}"
        db.execute("INSERT INTO anomalies VALUES (?, ?, ?)", (event["event_id"], order_id, reason))
        return "anomalies"
    if kind == "placed":
        db.execute("INSERT INTO orders_view VALUES (?, 'placed', 0, 0, ?)", (order_id, seq))
    elif kind == "item_added":
        price, quantity = event["data"]["price_cents"], event["data"]["quantity"]
        db.execute(
            "UPDATE orders_view SET total_cents = total_cents + ?, items = items + ?, last_seq = ? WHERE order_id = ?",
            (price * quantity, quantity, seq, order_id),
        )
    else:
        db.execute("UPDATE orders_view SET status = ?, last_seq = ? WHERE order_id = ?", (kind, seq, order_id))
    return "applied"


def _open(path: str) -> sqlite3.Connection:
    db = sqlite3.connect(path)
    db.executescript(TABLES)
    return db


def _stored(db) -> dict[int, int]:
    return dict(db.execute("SELECT part, next_offset FROM offsets"))


def _consumer(settings: dict) -> KafkaConsumer:
    return KafkaConsumer(**settings, auto_offset_reset="earliest")


def _partitions(consumer: KafkaConsumer, topic: str) -> list[TopicPartition]:
    return [TopicPartition(topic, number) for number in sorted(consumer.partitions_for_topic(topic))]
