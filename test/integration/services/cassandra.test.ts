import { afterAll, beforeAll, describe, test } from 'vitest';
import { type Bench, engineHere, titled } from '../grading/grading-bench.ts';
import { buildTimeMs, expectAllPassed, gradeWith, openServiceBench } from './honest-use.ts';

const solution = `
import os

from cassandra.auth import PlainTextAuthProvider
from cassandra.cluster import Cluster, NoHostAvailable


def open_session(user=None, password=None):
    login = PlainTextAuthProvider(user or os.environ["CASSANDRA_USER"], password or os.environ["CASSANDRA_PASSWORD"])
    return Cluster([os.environ["CASSANDRA_HOST"]], port=int(os.environ["CASSANDRA_PORT"]), auth_provider=login).connect()


def try_to(statement, **login):
    try:
        return [tuple(row) for row in open_session(**login).execute(statement)]
    except Exception as error:
        return type(error).__name__


def make():
    session = open_session()
    session.execute("CREATE KEYSPACE shop WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}")
    session.execute("CREATE TABLE shop.things (name text PRIMARY KEY, number int)")
    insert = session.prepare("INSERT INTO shop.things (name, number) VALUES (?, ?)")
    for number in range(3):
        session.execute(insert, (f"thing {number}", number))
`;

const suite = `
import solution


def test_both_sides(services):
    session = services.cassandra.connect()
    solution.make()
    assert session.execute("SELECT number FROM shop.things WHERE name = 'thing 2'").one().number == 2
    session.execute("INSERT INTO shop.things (name, number) VALUES ('mine', 7)")
    assert solution.try_to("SELECT number FROM shop.things WHERE name = 'mine'") == [(7,)]


def test_forgotten(services):
    assert solution.try_to("SELECT * FROM shop.things") == "InvalidRequest"


def test_no_administrator(services):
    assert solution.try_to("CREATE ROLE other WITH LOGIN = true AND PASSWORD = 'x'") == "Unauthorized"
    assert solution.try_to("INSERT INTO system_auth.roles (role, is_superuser) VALUES ('app', true)") == "Unauthorized"
    assert solution.try_to("SELECT * FROM system.local", user="cassandra", password="cassandra") == "NoHostAvailable"


def test_stop_and_kill(services):
    solution.make()
    services.cassandra.stop()
    assert solution.try_to("SELECT * FROM system.local") == "NoHostAvailable"
    services.cassandra.start()
    assert solution.try_to("SELECT count(*) FROM shop.things") == [(3,)]
    services.cassandra.connect().execute("CREATE TABLE shop.more (name text PRIMARY KEY)")
    services.cassandra.kill()
    services.cassandra.start()
    assert solution.try_to("SELECT count(*) FROM shop.things") == [(3,)]
    assert solution.try_to("SELECT count(*) FROM shop.more") == [(0,)]


def test_cut(services):
    session = services.cassandra.connect()
    services.cassandra.cut()
    assert solution.try_to("SELECT key FROM system.local") == "NoHostAvailable"
    assert session.execute("SELECT key FROM system.local").one().key == "local"
    services.cassandra.heal()
    assert solution.try_to("SELECT key FROM system.local") == [("local",)]
`;

describe.skipIf(engineHere === undefined)(titled('the service cassandra'), () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await openServiceBench('cassandra');
  }, buildTimeMs);
  afterAll(() => bench[Symbol.asyncDispose]());

  test(
    'is reached by both sides, forgets between tests and survives being stopped',
    async () => {
      expectAllPassed(await gradeWith(bench, 'cassandra', solution, suite));
    },
    buildTimeMs,
  );
});
