import { afterAll, beforeAll, describe, test } from 'vitest';
import { type Bench, engineHere, titled } from '../grading/grading-bench.ts';
import { buildTimeMs, expectAllPassed, gradeWith, openServiceBench } from './honest-use.ts';

const solution = `
import os

from kafka import KafkaAdminClient, KafkaConsumer, KafkaProducer
from kafka.admin import ConfigResource, ConfigResourceType, NewTopic
from kafka.errors import KafkaError

SETTINGS = {
    "bootstrap_servers": os.environ["KAFKA_BOOTSTRAP"],
    "security_protocol": os.environ["KAFKA_SECURITY_PROTOCOL"],
    "sasl_mechanism": os.environ["KAFKA_SASL_MECHANISM"],
    "sasl_plain_username": os.environ["KAFKA_USER"],
    "sasl_plain_password": os.environ["KAFKA_PASSWORD"],
}

kept = []


def create(topic):
    KafkaAdminClient(**SETTINGS).create_topics([NewTopic(topic, 2, 1)])


def send(topic, *values, **options):
    producer = KafkaProducer(**SETTINGS, **options)
    return [producer.send(topic, value, key=b"key").get(20).offset for value in values]


def reach():
    try:
        KafkaProducer(**SETTINGS, bootstrap_timeout_ms=500)
    except KafkaError as error:
        return type(error).__name__


def receive(topic, count, group):
    """Leaves without a word, as a program that is killed does."""
    consumer = KafkaConsumer(topic, **SETTINGS, group_id=group, auto_offset_reset="earliest", enable_auto_commit=False)
    values = [next(consumer).value for _ in range(count)]
    consumer.commit()
    kept.append(consumer)
    return values


def change_the_broker():
    change = ConfigResource(ConfigResourceType.BROKER, "1", {"message.max.bytes": "10"})
    return str(KafkaAdminClient(**SETTINGS).alter_configs([change]))
`;

const suite = `
import solution


def test_both_sides(services):
    kafka = services.kafka.connect()
    kafka.create("numbers", partitions=2)
    assert solution.send("numbers", b"one", b"two") == [0, 1]
    partition, offset = kafka.send("numbers", b"three", key=b"key")
    assert offset == 2
    records = kafka.records("numbers")
    assert [(record.value, record.partition) for record in records] == [(v, partition) for v in (b"one", b"two", b"three")]
    assert solution.receive("numbers", 3, "readers") == [b"one", b"two", b"three"]


def test_forgotten(services):
    admin = services.kafka.connect().admin()
    assert [name for name in admin.list_topics() if not name.startswith("__")] == []
    assert admin.list_groups() == []
    solution.create("numbers")
    assert solution.send("numbers", b"new") == [0]
    assert solution.receive("numbers", 1, "readers") == [b"new"]


def test_compression(services):
    services.kafka.connect().create("numbers")
    assert solution.send("numbers", b"x" * 5000, compression_type="gzip") == [0]


def test_no_administrator(services):
    assert solution.change_the_broker() .count("ClusterAuthorizationFailedError") == 1


def test_stop_and_kill(services):
    solution.create("numbers")
    assert solution.send("numbers", b"one") == [0]
    services.kafka.stop()
    assert solution.reach() == "KafkaTimeoutError"
    services.kafka.start()
    assert solution.send("numbers", b"three") == [1]
    services.kafka.kill()
    services.kafka.start()
    assert [record.value for record in services.kafka.connect().records("numbers")] == [b"one", b"three"]


def test_cut(services):
    kafka = services.kafka.connect()
    kafka.create("numbers")
    services.kafka.cut()
    assert solution.reach() == "KafkaTimeoutError"
    kafka.send("numbers", b"two")
    services.kafka.heal()
    assert solution.send("numbers", b"three") == [1]
`;

describe.skipIf(engineHere === undefined)(titled('the service kafka'), () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await openServiceBench('kafka');
  }, buildTimeMs);
  afterAll(() => bench[Symbol.asyncDispose]());

  test(
    'is reached by both sides, forgets between tests and survives being stopped',
    async () => {
      expectAllPassed(await gradeWith(bench, 'kafka', solution, suite));
    },
    buildTimeMs,
  );
});
