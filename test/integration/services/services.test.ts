import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { roleLabel } from '../../../src/engine/docker/owner.ts';
import type { Exercise } from '../../../src/model/exercise.ts';
import { defaultLimits } from '../../../src/model/limits.ts';
import type { Verdict } from '../../../src/model/verdict.ts';
import { type Bench, engineHere, exerciseOf, openBench, submissionOf, titled } from '../grading/grading-bench.ts';

let bench: Bench;

/** PostgreSQL and Valkey, beside a submission that has the drivers. */
const withServices = (suite: string, rest: Partial<Exercise> = {}): Exercise =>
  exerciseOf(suite, { image: 'data', services: ['postgres', 'redis'], limits: { ...defaultLimits, testTimeMs: 5000 }, ...rest });

const honest = `
import os

import psycopg
import redis


def database():
    connection = psycopg.connect(os.environ["POSTGRES_URL"], autocommit=True, connect_timeout=3)
    connection.execute("CREATE TABLE IF NOT EXISTS names (name text)")
    return connection


def save(name):
    with database() as db:
        db.execute("INSERT INTO names VALUES (%s)", [name])


def names():
    with database() as db:
        return [name for (name,) in db.execute("SELECT name FROM names ORDER BY name")]


def remember(key, value):
    redis.Redis.from_url(os.environ["REDIS_URL"]).set(key, value)
`;

const outcomes = ({ cases }: Verdict): Readonly<Record<string, string>> =>
  Object.fromEntries(cases.map(({ id, status }) => [id.split('::')[1] ?? id, status]));

const texts = (verdict: Verdict): string => JSON.stringify(verdict.cases);

describe.skipIf(engineHere === undefined)(titled('services beside a submission'), () => {
  beforeAll(async () => {
    bench = await openBench();
  });
  afterAll(() => bench[Symbol.asyncDispose]());

  test('are real, seen from both sides, put back before each test, and can be stopped, cut and slowed', async () => {
    const suite = `
import pytest
from solution import names, remember, save


def test_the_suite_sees_what_was_saved(services):
    save("Ada")
    assert services.postgres.connect().execute("SELECT name FROM names").fetchall() == [("Ada",)]


def test_nothing_is_left_of_the_test_before(services):
    assert names() == []
    assert services.redis.connect().keys() == []


def test_the_submission_sees_what_the_suite_wrote(services):
    names()
    services.postgres.connect().execute("INSERT INTO names VALUES ('Grace')")
    assert names() == ["Grace"]
    remember("k", "v")
    assert services.redis.connect().get("k") == "v"


def test_a_stopped_server_refuses(services):
    save("Ada")
    services.postgres.stop()
    with pytest.raises(Exception, match="refused"):
        names()
    services.postgres.start()
    assert names() == ["Ada"]


def test_a_killed_server_comes_back_for_the_next(services):
    services.postgres.kill()
    services.redis.kill()
    with pytest.raises(Exception):
        names()


def test_it_came_back(services):
    remember("k", "v")
    assert names() == []


def test_a_cut_wire_is_the_submissions_alone(services):
    save("Ada")
    db = services.postgres.connect()
    services.postgres.cut()
    with pytest.raises(Exception):
        names()
    assert db.execute("SELECT count(*) FROM names").fetchone() == (1,)
    services.postgres.heal()
    assert names() == ["Ada"]


def test_a_slow_wire_takes_its_time(services):
    import time
    names()
    services.postgres.slow(0.05)
    begin = time.monotonic()
    names()
    assert time.monotonic() - begin > 0.2


def test_a_hung_wire_makes_it_give_up(services):
    services.postgres.hang()
    with pytest.raises(Exception, match="timeout"):
        names()
`;
    const { verdict } = await bench.grade(withServices(suite), submissionOf(honest));

    expect(verdict.cases.filter(({ status }) => status !== 'passed')).toEqual([]);
    expect(verdict.cases).toHaveLength(9);
  });

  test('leave no container and no network behind', async () => {
    const networks = async (): Promise<readonly string[]> =>
      (await bench.docker.listNetworks()).map(({ Name: name }) => name).sort();
    const before = await networks();
    await bench.grade(
      withServices('from solution import names\n\n\ndef test_one(services):\n    assert names() == []\n'),
      submissionOf(honest),
    );

    await expect.poll(() => bench.containers(), { timeout: 20_000 }).toEqual([]);
    expect(await networks()).toEqual(before);
  });

  const suite = `
from solution import names, save


def test_first(services):
    save("Ada")
    assert services.postgres.connect().execute("SELECT name FROM names").fetchall() == [("Ada",)]


def test_second(services):
    assert names() == []
    save("Grace")
    assert services.postgres.connect().execute("SELECT name FROM names").fetchall() == [("Grace",)]
`;

  test.each([
    ['says it saved, and did not', 'def save(name): pass', ['error', 'failed', 'timeout']],
    ['hangs in a transaction', 'def save(name):\n    database().execute("SELECT pg_sleep(60)")', ['timeout']],
    ['crashes with a connection open', 'import os\ndef save(name):\n    db = database()\n    os.abort()', ['crashed']],
    [
      'fills the disk of the database',
      'def save(name):\n    database().execute("CREATE TABLE big AS SELECT repeat(md5(i::text), 100) AS t FROM generate_series(1, 1000000) i")',
      ['error', 'failed', 'timeout'],
    ],
    [
      'opens as many connections as it can',
      'kept = []\ndef save(name):\n    while True:\n        kept.append(database())',
      ['error', 'failed', 'timeout'],
    ],
    [
      'listens on the port of a service in its place',
      'import socket\ndef save(name):\n    server = socket.create_server(("127.0.0.1", 5432))\n    server.accept()',
      ['error', 'failed', 'timeout'],
    ],
    [
      'locks itself out, and puts its own settings on the role',
      'def save(name):\n    database().execute("ALTER ROLE CURRENT_USER SET default_transaction_read_only = on")\n    database().execute("ALTER ROLE CURRENT_USER PASSWORD \'mine\'")',
      ['error', 'failed'],
    ],
    [
      'pauses every client of a service',
      'def save(name):\n    redis.Redis.from_url(os.environ["REDIS_URL"]).client_pause(60_000)',
      ['error', 'failed'],
    ],
    [
      'floods a service with what is no protocol',
      'import os, socket\ndef save(name):\n    for _ in range(50):\n        with socket.create_connection(("127.0.0.1", 5432)) as sock:\n            try:\n                sock.sendall(os.urandom(200_000))\n            except OSError:\n                pass',
      ['error', 'failed', 'timeout'],
    ],
  ] as const)('a submission that %s fails its tests and costs nobody else anything', async (_, code, expected) => {
    const limits = { ...defaultLimits, testTimeMs: 4000 };

    const { verdict } = await bench.grade(withServices(suite, { limits }), submissionOf(`${honest}\n${code}`));
    const after = await bench.grade(withServices(suite), submissionOf(honest));

    expect(verdict.status).toBe('graded');
    expect(verdict.cases).toHaveLength(2);
    for (const { status } of verdict.cases) {
      expect(expected).toContain(status);
    }
    expect(after.verdict.score?.fraction).toBe(1);
  });

  test('a submission cannot pose as a stopped service towards the suite', async () => {
    const posing = `
import socket, threading

def pose():
    server = socket.create_server(("127.0.0.1", 5432))
    threading.Thread(target=server.accept, daemon=True).start()
    return True
`;
    const exercise = withServices(`
import pytest
from solution import pose


def test_pose(services):
    services.postgres.stop()
    assert pose() is True
    with pytest.raises(Exception):
        services.postgres.connect()
    services.postgres.start()
    assert services.postgres.connect().execute("SELECT 1").fetchone() == (1,)


def test_after(services):
    assert services.postgres.connect().execute("SELECT 2").fetchone() == (2,)
`);
    const { verdict } = await bench.grade(exercise, submissionOf(honest + posing));

    expect(outcomes(verdict)).toEqual({ test_pose: 'passed', test_after: 'passed' });
  });

  test('the sandbox reaches the services and nothing else: no judge, no other address, no name', async () => {
    const exercise = withServices(`
from waymark import probe


@probe
def reachable():
    import os, socket
    found = []
    for address, port in (("127.0.0.1", 5432), ("127.0.0.1", 6379), ("127.0.0.1", 22), ("172.17.0.1", 22), ("8.8.8.8", 53)):
        with socket.socket() as sock:
            sock.settimeout(1)
            if sock.connect_ex((address, port)) == 0:
                found.append([address, port])
    interfaces = [line.split(":")[0].strip() for line in open("/proc/net/dev") if ":" in line]
    own = {1, os.getpid(), os.getppid()}
    processes = [name for name in os.listdir("/proc") if name.isdigit() and int(name) not in own]
    return found, interfaces, processes


def test_reachable(services):
    assert services.postgres.host != "127.0.0.1"
    found, interfaces, processes = reachable()
    assert found == [["127.0.0.1", 5432], ["127.0.0.1", 6379]]
    assert "lo" in interfaces and not any(name.startswith("eth") for name in interfaces)
    assert processes == []
`);
    const { verdict } = await bench.grade(exercise, submissionOf(honest));

    expect(texts(verdict)).not.toContain('AssertionError');
    expect(outcomes(verdict)).toEqual({ test_reachable: 'passed' });
  });

  test.each([
    [
      'a service that exercise.json does not name',
      'def test_one(services):\n    services.mongo.connect()\n',
      /the suite uses the service "mongo"; "services" in exercise.json names postgres, redis/,
    ],
    ['a fact that a service has not', 'def test_one(services):\n    services.redis.database\n', /"redis" has no fact "database"/],
  ])('a suite that asks for %s is the fault of its author', async (_, code, message) => {
    await expect(bench.grade(withServices(code), submissionOf(honest))).rejects.toThrow(message);
  });

  test('a service nobody has heard of is refused with the names of those there are', async () => {
    const exercise = withServices('def test_one():\n    assert True\n', { services: ['oracle'] });

    await expect(bench.grade(exercise, submissionOf(honest))).rejects.toThrow(/"oracle", which there is not/);
  });

  test.each([['gate'], ['service']])('a %s that somebody ends in the middle is nobody’s zero', async (role) => {
    const { promise: firstTest, resolve } = Promise.withResolvers<unknown>();
    const exercise = withServices(
      'from solution import names\n\n\ndef test_one(services):\n    assert names() == []\n\n\ndef test_two():\n    import time\n    time.sleep(3)\n    assert names() == []\n',
    );

    const outcome = expect(bench.grade(exercise, submissionOf(honest), { onCase: resolve })).rejects.toMatchObject({
      code: 'WAYMARK_SERVICE_FAILED',
    });
    await firstTest;
    for (const id of await bench.containers()) {
      const container = bench.docker.getContainer(id);
      if ((await container.inspect()).Config.Labels[roleLabel] === role) {
        await container.kill();
      }
    }

    await outcome;
  });

  test('a service whose container is none of ours is our failure', async () => {
    const images = {
      reference: async (name: string): Promise<string> => bench.images.reference(name === 'service-redis' ? 'judge' : name),
    };
    const { gradeSubmission } = await import('../../../src/grading/grade-submission.ts');
    const exercise = withServices('def test_one(services):\n    assert True\n');

    await expect(
      gradeSubmission({ exercise, submission: submissionOf(honest), engine: bench.engine, images }),
    ).rejects.toMatchObject({
      code: 'WAYMARK_SERVICE_FAILED',
    });
    await expect.poll(() => bench.containers(), { timeout: 20_000 }).toEqual([]);
  });
});
