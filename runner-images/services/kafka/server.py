"""Kafka, one node that is broker and controller, without waiting where a cluster would.

It has a listener for each audience, because a broker tells its clients where to connect. A third one is for this agent alone:
nobody outside the container reaches its port.
"""

from __future__ import annotations

import shutil
import socket
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from kafka import KafkaAdminClient
from kafka.admin import MemberToRemove
from waymark_service import base
from waymark_service.process import ServiceFailed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

HOME = Path("/opt/kafka")
PREPARED = Path("/opt/prepared/data")
CLASSES = Path("/opt/prepared/classes.jsa")
DATA = base.WORK / "data"
CONFIGURATION = base.WORK / "server.properties"
NAME = "app"
AGENT_PORT = 9094
CONTROLLER_PORT = 9093
ATTEMPTS = 60

SETTINGS = {
    "process.roles": "broker,controller",
    "node.id": 1,
    "controller.quorum.voters": f"1@127.0.0.1:{CONTROLLER_PORT}",
    "controller.listener.names": "CONTROLLER",
    "inter.broker.listener.name": "AGENT",
    "listener.security.protocol.map": "SANDBOX:SASL_PLAINTEXT,JUDGE:SASL_PLAINTEXT,AGENT:PLAINTEXT,CONTROLLER:PLAINTEXT",
    "sasl.enabled.mechanisms": "PLAIN",
    "log.dirs": DATA,
    # The submission's user may do what applications do; whoever comes by the agent's listener may do everything.
    "authorizer.class.name": "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
    "super.users": "User:ANONYMOUS",
    # Of one of everything, since there is one node and it serves one grading.
    "default.replication.factor": 1,
    "min.insync.replicas": 1,
    "offsets.topic.num.partitions": 1,
    "offsets.topic.replication.factor": 1,
    "transaction.state.log.num.partitions": 1,
    "transaction.state.log.replication.factor": 1,
    "transaction.state.log.min.isr": 1,
    "share.coordinator.state.topic.num.partitions": 1,
    "share.coordinator.state.topic.replication.factor": 1,
    "share.coordinator.state.topic.min.isr": 1,
    "num.network.threads": 2,
    "num.io.threads": 4,
    "background.threads": 2,
    "log.cleaner.dedupe.buffer.size": 4 * 1024 * 1024,
    # Files in memory, kept small.
    "log.segment.bytes": 32 * 1024 * 1024,
    "log.index.size.max.bytes": 1024 * 1024,
    "log.segment.delete.delay.ms": 100,
    "metadata.log.segment.bytes": 8 * 1024 * 1024,
    # Nobody waits for others that might come too, and a consumer may be as quick to give up as it likes.
    "group.initial.rebalance.delay.ms": 0,
    "group.min.session.timeout.ms": 100,
    # After a kill its own former self is not waited for.
    "broker.heartbeat.interval.ms": 200,
    "broker.session.timeout.ms": 1500,
    # A topic is there because somebody made it: a name that is mistyped is not one more topic.
    "auto.create.topics.enable": "false",
    "message.max.bytes": 1024 * 1024,
}


class Server(base.Server):
    port: ClassVar[int] = 9092
    judge_port: ClassVar[int] = 9192
    java_options: Sequence[str] = (f"-XX:SharedArchiveFile={CLASSES}", "-Xshare:auto")

    @property
    def ports(self) -> Sequence[int]:
        return (self.port, self.judge_port)

    def prepare(self) -> None:
        shutil.copytree(PREPARED, DATA, dirs_exist_ok=True)
        self.configure()

    def configure(self) -> None:
        login = f'org.apache.kafka.common.security.plain.PlainLoginModule required user_{NAME}="{self.password}";'
        listeners = {
            "SANDBOX": ("127.0.0.1", self.port, self.sandbox),
            "JUDGE": ("127.0.0.1", self.judge_port, self.judge),
            "AGENT": ("127.0.0.1", AGENT_PORT, "127.0.0.1"),
            "CONTROLLER": ("127.0.0.1", CONTROLLER_PORT, "127.0.0.1"),
        }
        settings = {
            **SETTINGS,
            "listeners": ",".join(f"{name}://{host}:{port}" for name, (host, port, _) in listeners.items()),
            "advertised.listeners": ",".join(
                f"{name}://{known_as}:{port}" for name, (_, port, known_as) in listeners.items() if name != "CONTROLLER"
            ),
            "listener.name.sandbox.plain.sasl.jaas.config": login,
            "listener.name.judge.plain.sasl.jaas.config": login,
        }
        CONFIGURATION.touch(mode=0o600)
        CONFIGURATION.write_text("".join(f"{name}={value}\n" for name, value in settings.items()), encoding="ascii")

    def command(self) -> Sequence[str]:
        return self.java("kafka.Kafka", str(CONFIGURATION))

    def java(self, main: str, *arguments: str) -> Sequence[str]:
        jars = sorted((HOME / "jars").glob("*.jar"))
        return [
            "/opt/java/bin/java",
            *self.java_options,
            "-Xms64m",
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "-XX:+ExitOnOutOfMemoryError",
            "-Djava.awt.headless=true",
            f"-Djava.library.path={HOME / 'native'}",
            f"-Dorg.xerial.snappy.lib.path={HOME / 'native'}",
            f"-DZstdNativePath={HOME / 'native' / 'libzstd-jni.so'}",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
            "-Dorg.slf4j.simpleLogger.log.kafka.server=error",
            # Spelt out, in one order: the shared classes are of exactly this path.
            "-cp",
            ":".join(map(str, jars)),
            main,
            *arguments,
        ]

    def environment(self) -> Mapping[str, str]:
        return {**super().environment(), "JAVA_HOME": "/opt/java"}

    def is_ready(self) -> bool:
        """Once the broker is one that topics can be put on."""
        # The driver is slow to say that nobody is there.
        socket.create_connection(("127.0.0.1", AGENT_PORT), timeout=5).close()
        with closing(connect()) as admin:
            brokers = admin.describe_cluster()["brokers"]
            return any(not broker["is_fenced"] for broker in brokers)

    def reset(self) -> None:
        with closing(connect()) as admin:
            remove_groups(admin)
            remove_topics(admin)

    def facts(self, host: str) -> base.Facts:
        port = self.port if host == self.sandbox else self.judge_port
        return {
            "port": port,
            "bootstrap": f"{host}:{port}",
            "user": NAME,
            "password": self.password,
            "security_protocol": "SASL_PLAINTEXT",
            "sasl_mechanism": "PLAIN",
        }


def connect() -> KafkaAdminClient:
    return KafkaAdminClient(bootstrap_servers=f"127.0.0.1:{AGENT_PORT}", request_timeout_ms=20_000)


def remove_groups(admin: KafkaAdminClient) -> None:
    """Members first, those included whose program has ended without a word: a group that has some cannot be deleted."""
    for attempt in range(ATTEMPTS):
        groups = [group["group_id"] for group in admin.list_groups()]
        if not groups:
            return
        for name, group in admin.describe_groups(groups).items():
            members = [MemberToRemove(member_id=member["member_id"]) for member in group["members"]]
            admin.remove_group_members(name, members)
        admin.delete_groups(groups)
        time.sleep(attempt * 0.01)
    raise ServiceFailed("consumer groups cannot be deleted")


def remove_topics(admin: KafkaAdminClient) -> None:
    """Returns when the broker knows none of them any more."""
    for attempt in range(ATTEMPTS):
        topics = [name for name in admin.list_topics() if not name.startswith("__")]
        if not topics:
            return
        admin.delete_topics(topics, raise_errors=False)
        time.sleep(attempt * 0.01)
    raise ServiceFailed("topics cannot be deleted")
