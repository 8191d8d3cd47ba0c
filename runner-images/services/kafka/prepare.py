"""While the image is built: a formatted storage with the internal topics and the user's rights in it, and an archive of the
classes that a broker at work has loaded."""

from __future__ import annotations

import shutil
import subprocess
import sys
from contextlib import closing

from kafka import KafkaConsumer, KafkaProducer
from kafka.admin import ACL, ACLOperation, ACLPermissionType, NewTopic, ResourcePattern, ResourceType
from server import CLASSES, CONFIGURATION, DATA, NAME, PREPARED, Server, connect
from waymark_service.process import ServerProcess, ServiceFailed

CLASS_LIST = "/tmp/classes.list"  # noqa: S108  while an image is built
CLUSTER = "V2F5bWFya1dheW1hcmtXYQ"
"""The id of the cluster: any 16 bytes."""


def main() -> None:
    server = Server()
    server.configure()
    run(server, "kafka.tools.StorageTool", "format", "--cluster-id", CLUSTER, "--config", str(CONFIGURATION))
    server.java_options = [f"-XX:DumpLoadedClassList={CLASS_LIST}"]
    process = ServerProcess(server)
    start(process)
    grant()
    use(server)
    server.reset()
    process.stop()
    server.java_options = ["-Xshare:dump", f"-XX:SharedClassListFile={CLASS_LIST}", f"-XX:SharedArchiveFile={CLASSES}"]
    run(server, "kafka.Kafka")
    shutil.copytree(DATA, PREPARED, ignore=shutil.ignore_patterns("*-delete"))


def grant() -> None:
    """What an application needs: nothing about the broker itself, and nothing about rights."""
    everything = {ResourceType.TOPIC: "*", ResourceType.GROUP: "*", ResourceType.TRANSACTIONAL_ID: "*"}
    allowed = [(kind, name, ACLOperation.ALL) for kind, name in everything.items()]
    cluster = (ACLOperation.CREATE, ACLOperation.DESCRIBE, ACLOperation.DESCRIBE_CONFIGS, ACLOperation.IDEMPOTENT_WRITE)
    allowed += [(ResourceType.CLUSTER, "kafka-cluster", operation) for operation in cluster]
    with closing(connect()) as admin:
        admin.create_acls(
            [
                ACL(f"User:{NAME}", "*", operation, ACLPermissionType.ALLOW, ResourcePattern(kind, name))
                for kind, name, operation in allowed
            ]
        )


def use(server: Server) -> None:
    """As a submission does, so that the internal topics are there, and what it takes is among the shared classes."""
    login = {
        "bootstrap_servers": f"127.0.0.1:{server.port}",
        "security_protocol": "SASL_PLAINTEXT",
        "sasl_mechanism": "PLAIN",
        "sasl_plain_username": NAME,
        "sasl_plain_password": server.password,
    }
    with closing(connect()) as admin:
        admin.create_topics([NewTopic("sample", 3, 1)])
    with closing(KafkaProducer(**login, transactional_id="sample", compression_type="gzip")) as producer:
        producer.init_transactions()
        producer.begin_transaction()
        producer.send("sample", b"value", key=b"key").get(30)
        producer.commit_transaction()
    reading = {"auto_offset_reset": "earliest", "enable_auto_commit": False, "isolation_level": "read_committed"}
    consumer = KafkaConsumer("sample", **login, group_id="sample", **reading)
    with closing(consumer):
        next(consumer)
        consumer.commit()


def run(server: Server, main: str, *arguments: str) -> None:
    subprocess.run(server.java(main, *arguments), check=True, env=dict(server.environment()), cwd="/work")


def start(process: ServerProcess) -> None:
    try:
        process.start()
    except ServiceFailed:
        sys.stderr.write(process.log())
        raise


main()
