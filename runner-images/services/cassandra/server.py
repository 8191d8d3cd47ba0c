"""Cassandra, one node, with a user who may do everything to keyspaces of its own and nothing to the node."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from cql import Connection
from waymark_service import base

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

HOME = Path("/opt/cassandra")
PREPARED = Path("/opt/prepared/data")
CLASSES = Path("/opt/prepared/classes.jsa")
DATA = base.WORK / "data"
CONFIGURATION = base.WORK / "cassandra.yaml"
LOGGING = Path("/opt/waymark/service/logback.xml")
NAME = "app"
SUPERUSER = "cassandra"
"""Cassandra's own, made with a password of the same name; it gets another in ``set_up``."""

SETTINGS = {
    "cluster_name": "waymark",
    "num_tokens": 1,
    "partitioner": "org.apache.cassandra.dht.Murmur3Partitioner",
    "endpoint_snitch": "SimpleSnitch",
    "seed_provider": [
        {"class_name": "org.apache.cassandra.locator.SimpleSeedProvider", "parameters": [{"seeds": "127.0.0.1:7000"}]}
    ],
    "listen_address": "127.0.0.1",
    "rpc_address": "127.0.0.1",
    "native_transport_port": 9042,
    # What a version before 5 could not read may be written, such as times to live that end after 2038.
    "storage_compatibility_mode": "NONE",
    "authenticator": "PasswordAuthenticator",
    "authorizer": "CassandraAuthorizer",
    "role_manager": "CassandraRoleManager",
    # Otherwise the password that a role had a moment ago would still be the one that counts.
    "credentials_validity": "0ms",
    "data_file_directories": [str(DATA / "data")],
    "commitlog_directory": str(DATA / "commitlog"),
    "hints_directory": str(DATA / "hints"),
    "saved_caches_directory": str(DATA / "saved_caches"),
    "cdc_raw_directory": str(DATA / "cdc_raw"),
    "commitlog_sync": "periodic",
    "commitlog_sync_period": "10000ms",
    "commitlog_segment_size": "4MiB",
    "commitlog_total_space": "32MiB",
    "memtable_allocation_type": "heap_buffers",
    "memtable_heap_space": "64MiB",
    "file_cache_size": "16MiB",
    "networking_cache_size": "8MiB",
    "key_cache_size": "1MiB",
    "counter_cache_size": "1MiB",
    "concurrent_reads": 8,
    "concurrent_writes": 8,
    "concurrent_counter_writes": 8,
    "concurrent_compactors": 1,
    "disk_optimization_strategy": "ssd",
    # Nothing outlives a keyspace.
    "auto_snapshot": False,
    "snapshot_before_compaction": False,
    "hinted_handoff_enabled": False,
    # What a submission says of a mistake in its statement should not depend on how busy this machine is.
    "read_request_timeout": "20000ms",
    "range_request_timeout": "20000ms",
    "write_request_timeout": "20000ms",
    "request_timeout": "20000ms",
}

OPENED = """
    java.io java.lang java.lang.module java.lang.reflect java.nio java.util java.util.concurrent java.util.concurrent.atomic
    jdk.internal.loader jdk.internal.math jdk.internal.misc jdk.internal.module jdk.internal.ref jdk.internal.reflect sun.nio.ch
"""
"""Packages of java.base that Cassandra looks into."""

ACCESS = [
    *(f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in OPENED.split()),
    "--add-opens=jdk.management/com.sun.management.internal=ALL-UNNAMED",
    "--add-exports=java.management.rmi/com.sun.jmx.remote.internal.rmi=ALL-UNNAMED",
    "--add-exports=java.rmi/sun.rmi.registry=ALL-UNNAMED",
    "--add-exports=java.rmi/sun.rmi.server=ALL-UNNAMED",
]

PROPERTIES = {
    "cassandra.config": f"file://{CONFIGURATION}",
    "cassandra.storagedir": DATA,
    "logback.configurationFile": LOGGING,
    # Nobody else to wait for: neither other nodes, nor a disk.
    "cassandra.ring_delay_ms": 100,
    "cassandra.skip_wait_for_gossip_to_settle": 0,
    "cassandra.superuser_setup_delay_ms": 0,
    "cassandra.shutdown_announce_in_ms": 0,
    "cassandra.auth_bcrypt_gensalt_log2_rounds": 4,
    "cassandra.native.epoll.enabled": "false",
    "java.security.manager": "allow",
    "java.awt.headless": "true",
    "java.library.path": HOME / "native",
    "jna.boot.library.path": HOME / "native",
    "jna.nounpack": "true",
    "org.xerial.snappy.lib.path": HOME / "native",
    "ZstdNativePath": HOME / "native" / "libzstd-jni.so",
}


class Server(base.Server):
    port: ClassVar[int] = 9042
    ready_seconds: ClassVar[float] = 120.0
    java_options: Sequence[str] = (f"-XX:SharedArchiveFile={CLASSES}", "-Xshare:auto")

    def prepare(self) -> None:
        shutil.copytree(PREPARED, DATA, dirs_exist_ok=True)
        self.configure()

    def configure(self) -> None:
        CONFIGURATION.write_text(json.dumps(SETTINGS), encoding="ascii")

    def command(self) -> Sequence[str]:
        jars = sorted((HOME / "jars").glob("*.jar"))
        return [
            "/opt/java/bin/java",
            *self.java_options,
            "-Xms256m",
            "-Xmx512m",
            "-Xss512k",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:MaxDirectMemorySize=256m",
            *ACCESS,
            *(f"-D{name}={value}" for name, value in PROPERTIES.items()),
            # Spelt out, in one order: the shared classes are of exactly this path.
            "-cp",
            ":".join(map(str, jars)),
            "org.apache.cassandra.service.CassandraDaemon",
        ]

    def environment(self) -> Mapping[str, str]:
        return {**super().environment(), "JAVA_HOME": "/opt/java"}

    def is_ready(self) -> bool:
        with Connection(self.port) as connection:
            return connection.is_answering()

    def set_up(self) -> None:
        with Connection(self.port) as connection:
            connection.log_in(SUPERUSER, SUPERUSER)
            connection.run(f"CREATE ROLE {NAME} WITH LOGIN = true AND PASSWORD = '{self.password}'")
            for right in ("CREATE", "ALTER", "DROP", "SELECT", "MODIFY"):
                connection.run(f"GRANT {right} ON ALL KEYSPACES TO {NAME}")
            connection.run(f"ALTER ROLE {SUPERUSER} WITH PASSWORD = '{self.admin_password}'")

    def reset(self) -> None:
        with Connection(self.port) as connection:
            connection.log_in(SUPERUSER, self.admin_password)
            for keyspace in connection.run("SELECT keyspace_name FROM system_schema.keyspaces"):
                if keyspace not in SYSTEM:
                    quoted = keyspace.replace('"', '""')
                    connection.run(f'DROP KEYSPACE "{quoted}"')
            connection.run("TRUNCATE system_traces.events")
            connection.run("TRUNCATE system_traces.sessions")

    def facts(self, host: str) -> base.Facts:  # noqa: ARG002  the agent gives it
        return {"user": NAME, "password": self.password, "datacenter": "datacenter1"}


SYSTEM = {"system", "system_auth", "system_distributed", "system_schema", "system_traces"}
