"""The suite's own connections to services, by the drivers its authors know. Each is imported when it is asked for."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from waymark.grading import ServiceFacts

TIMEOUT = 10
"""Seconds a driver may wait for a server of ours."""


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
}
