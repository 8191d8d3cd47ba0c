import pytest

KEYSPACE = "plant"


@pytest.fixture
def session(services):
    """The suite's own session; the keyspace is there, and nothing in it."""
    session = services.cassandra.connect()
    session.execute(f"CREATE KEYSPACE {KEYSPACE} WITH replication = {{'class': 'SimpleStrategy', 'replication_factor': 1}}")
    session.set_keyspace(KEYSPACE)
    return session
