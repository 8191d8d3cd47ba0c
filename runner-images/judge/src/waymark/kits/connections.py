"""The suite's own connections to services, by the drivers its authors know."""

from __future__ import annotations

import contextlib
import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from waymark.grading import ServiceFacts

TIMEOUT = 10
"""Seconds a driver may wait for a server of ours."""


_LIBRARIES = {
    "postgres": "psycopg",
    "redis": "redis",
    "mariadb": "pymysql.cursors",
    "rabbitmq": "pika",
    "memcached": "pymemcache.client.base",
    "s3": "boto3",
    "mongo": "pymongo",
    "kafka": "kafka",
    "cassandra": "cassandra.cluster",
}


def load(services: Iterable[str]) -> None:
    """Import the drivers of these services: once for a suite, before a grading is forked, and before there is a submission.

    After that some could not be imported any more: they make code of their own, which the judge's guard refuses.
    """
    for name in services:
        if name in _LIBRARIES:
            importlib.import_module(_LIBRARIES[name])


def connect(name: str, facts: ServiceFacts, *args: Any, **options: Any) -> Any:
    """``options`` go to the driver."""
    return _DRIVERS[name](facts, *args, **options)


def close(name: str, connection: Any) -> None:
    """Whatever the driver calls it. One that is broken already is closed enough."""
    connection = _OWNERS.get(name, lambda itself: itself)(connection)
    for word in ("close", "shutdown"):
        end = getattr(connection, word, None)
        if callable(end):
            with contextlib.suppress(Exception):
                end()
            return


def postgres(facts: ServiceFacts, **options: Any) -> Any:
    """A ``psycopg.Connection``, in autocommit unless told otherwise."""
    import psycopg

    return psycopg.connect(str(facts["url"]), **{"autocommit": True, "connect_timeout": TIMEOUT} | options)


def redis(facts: ServiceFacts, **options: Any) -> Any:
    """A ``redis.Redis`` that answers in texts unless told otherwise."""
    import redis as driver

    return driver.Redis.from_url(str(facts["url"]), **{"decode_responses": True, "socket_timeout": TIMEOUT} | options)


def mariadb(facts: ServiceFacts, *, dict_rows: bool = False, **options: Any) -> Any:
    """A ``pymysql.Connection``, in autocommit unless told otherwise. Rows are tuples, or dicts with ``dict_rows``."""
    import pymysql
    from pymysql.cursors import Cursor, DictCursor

    known = {name: facts[name] for name in ("host", "port", "user", "password", "database")}
    usual = {"autocommit": True, "connect_timeout": TIMEOUT, "cursorclass": DictCursor if dict_rows else Cursor}
    return pymysql.connect(**{**known, **usual, **options})


def rabbitmq(facts: ServiceFacts, **options: Any) -> Any:
    """A ``pika.BlockingConnection``, without heartbeats unless told so. Options are attributes of its parameters."""
    import pika

    parameters = pika.URLParameters(str(facts["url"]))
    usual = {"heartbeat": 0, "socket_timeout": TIMEOUT, "blocked_connection_timeout": TIMEOUT}
    for name, value in (usual | options).items():
        setattr(parameters, name, value)
    return pika.BlockingConnection(parameters)


def memcached(facts: ServiceFacts, **options: Any) -> Any:
    """A ``pymemcache.Client`` that waits for the answer to each command. Values are bytes unless a serde is given."""
    from pymemcache.client.base import Client

    usual = {"connect_timeout": TIMEOUT, "timeout": TIMEOUT, "default_noreply": False}
    return Client((str(facts["host"]), int(facts["port"])), **(usual | options))


def s3(facts: ServiceFacts, service: str = "s3", **options: Any) -> Any:
    """A client of ``boto3``: ``connect()`` for S3, ``connect("sqs")`` for another of its services. It tries each call once."""
    import boto3
    from botocore.config import Config

    known = {
        "endpoint_url": facts["AWS_ENDPOINT_URL"],
        "aws_access_key_id": facts["AWS_ACCESS_KEY_ID"],
        "aws_secret_access_key": facts["AWS_SECRET_ACCESS_KEY"],
        "region_name": facts["AWS_DEFAULT_REGION"],
        "config": Config(connect_timeout=TIMEOUT, read_timeout=TIMEOUT, retries={"total_max_attempts": 1}),
    }
    return boto3.client(service, **{**known, **options})


def mongo(facts: ServiceFacts, **options: Any) -> Any:
    """A ``pymongo.database.Database``, the one that the submission's ``MONGO_URL`` names; its ``client`` has the others."""
    import pymongo

    waits = dict.fromkeys(("serverSelectionTimeoutMS", "connectTimeoutMS", "socketTimeoutMS"), TIMEOUT * 1000)
    return pymongo.MongoClient(str(facts["url"]), **waits | options)[str(facts["database"])]


def kafka(facts: ServiceFacts, **options: Any) -> Any:
    """A ``waymark.kits.kafka_clients.KafkaClients``; ``options`` go to each client it makes."""
    from waymark.kits.kafka_clients import KafkaClients

    return KafkaClients(facts, options)


def cassandra(facts: ServiceFacts, **options: Any) -> Any:
    """A ``cassandra.cluster.Session`` without a keyspace; ``options`` go to its ``Cluster``."""
    from cassandra.auth import PlainTextAuthProvider
    from cassandra.cluster import EXEC_PROFILE_DEFAULT, Cluster, ExecutionProfile
    from cassandra.policies import WhiteListRoundRobinPolicy

    host = str(facts["host"])
    profile = ExecutionProfile(load_balancing_policy=WhiteListRoundRobinPolicy([host]), request_timeout=3 * TIMEOUT)
    usual = {
        "port": int(facts["port"]),
        "auth_provider": PlainTextAuthProvider(str(facts["user"]), str(facts["password"])),
        "execution_profiles": {EXEC_PROFILE_DEFAULT: profile},
        "connect_timeout": TIMEOUT,
        "control_connection_timeout": TIMEOUT,
    }
    return Cluster([host], **usual | options).connect()


_OWNERS: dict[str, Callable[[Any], Any]] = {
    "mongo": lambda database: database.client,
    "cassandra": lambda session: session.cluster,
}
"""What has to be closed, where that is not the connection itself."""

_DRIVERS: dict[str, Callable[..., Any]] = {
    "cassandra": cassandra,
    "kafka": kafka,
    "mongo": mongo,
    "postgres": postgres,
    "redis": redis,
    "mariadb": mariadb,
    "rabbitmq": rabbitmq,
    "memcached": memcached,
    "s3": s3,
}
