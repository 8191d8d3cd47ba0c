import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Bench, engineHere, exerciseOf, openBench, submissionOf, titled } from './grading-bench.ts';

/** The same three times: what a test leaves behind, the next must not find. */
const suite = `
import pytest
from solution import visit

@pytest.mark.parametrize("time", range(3))
def test_fresh(time):
    assert visit() == visit.first
    assert visit() != visit.first
`;

/** `visit` is 1 the first time it is called after an import, and something else afterwards. */
const submissions: readonly (readonly [what: string, code: string])[] = [
  ['a global', 'n = 0\ndef visit():\n    global n\n    n += 1\n    return n'],
  ['an object that the import made', 'seen = []\ndef visit():\n    seen.append(1)\n    return len(seen)'],
  ['a module of its library', 'import json\ndef visit():\n    json.n = getattr(json, "n", 0) + 1\n    return json.n'],
  [
    'an environment variable',
    'import os\nos.environ["N"] = "0"\ndef visit():\n    os.environ["N"] = str(int(os.environ["N"]) + 1)\n    return int(os.environ["N"])',
  ],
  [
    'a file that the import wrote',
    'open("n", "w").write("0")\ndef visit():\n    n = int(open("n").read()) + 1\n    open("n", "w").write(str(n))\n    return n',
  ],
  [
    'its own source, which the import changed',
    'open(__file__, "a").write("#")\ndef visit():\n    open(__file__, "a").write("#")\n    return len(open(__file__).read()) - size\nsize = len(open(__file__).read())',
  ],
  [
    'an open file',
    'import tempfile\nf = tempfile.TemporaryFile("w+")\ndef visit():\n    f.write("x")\n    f.flush()\n    f.seek(0)\n    return len(f.read())',
  ],
  [
    'a database in a file',
    'import sqlite3\ndb = sqlite3.connect("a.db")\ndb.execute("create table t (x)")\ndef visit():\n    db.execute("insert into t values (1)")\n    db.commit()\n    return db.execute("select count(*) from t").fetchone()[0]',
  ],
  [
    'a database in memory',
    'import sqlite3\ndb = sqlite3.connect(":memory:")\ndb.execute("create table t (x)")\ndef visit():\n    db.execute("insert into t values (1)")\n    return db.execute("select count(*) from t").fetchone()[0]',
  ],
  ['shared memory', 'import mmap\nm = mmap.mmap(-1, 1)\ndef visit():\n    m[0] += 1\n    return m[0]'],
  [
    'a counter between processes',
    'import multiprocessing\nn = multiprocessing.Value("i", 0)\ndef visit():\n    n.value += 1\n    return n.value',
  ],
  [
    'a thread',
    'import threading, queue\nasked, said = queue.Queue(), queue.Queue()\ndef count():\n    n = 0\n    while True:\n        asked.get()\n        n += 1\n        said.put(n)\nthreading.Thread(target=count, daemon=True).start()\ndef visit():\n    asked.put(1)\n    return said.get()',
  ],
  [
    'a process',
    'import subprocess, sys\np = subprocess.Popen([sys.executable, "-uc", "n = 0\\nwhile input():\\n    n += 1\\n    print(n)"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)\ndef visit():\n    p.stdin.write("x\\n")\n    p.stdin.flush()\n    return int(p.stdout.readline())',
  ],
  [
    'an event loop',
    'import asyncio\nloop = asyncio.new_event_loop()\nn = 0\nasync def count():\n    global n\n    n += 1\n    return n\ndef visit():\n    return loop.run_until_complete(count())',
  ],
  [
    'a process that outlives its test',
    'import subprocess\nn = 0\ndef visit():\n    global n\n    n += 1\n    subprocess.Popen(["sleep", "60"], start_new_session=True)\n    return n',
  ],
];

let bench: Bench;

describe.skipIf(engineHere === undefined)(titled('each test begins as after an import, whatever'), () => {
  beforeAll(async () => {
    bench = await openBench();
  });
  afterAll(() => bench[Symbol.asyncDispose]());

  test.each(submissions)('%s keeps', async (_, code) => {
    const { verdict } = await bench.grade(exerciseOf(suite), submissionOf(`${code}\nvisit.first = 1\n`));

    expect(verdict.cases.map(({ status, message }) => [status, message])).toEqual(Array(3).fill(['passed', undefined]));
  });

  test('random numbers begin anew', async () => {
    const code = 'import random\nfirst = random.random()\ndef draw():\n    return [first, random.random()]\n';
    const numbers = `
from solution import draw
import random

def expected():
    own = random.Random(0)
    return [own.random(), own.random()]

def test_one():
    assert draw() == expected()

def test_two():
    assert draw() == expected()
`;

    const { verdict } = await bench.grade(exerciseOf(numbers), submissionOf(code));

    expect(verdict.cases.map(({ status, message }) => [status, message])).toEqual(Array(2).fill(['passed', undefined]));
  });

  test('an import that prints does so in each test', async () => {
    const code = 'print("imported")\ndef visit():\n    print("visited")\n    return 1\n';
    const failing =
      'from solution import visit\n\ndef test_one():\n    assert visit() == 2\n\ndef test_two():\n    assert visit() == 2\n';

    const { verdict } = await bench.grade(exerciseOf(failing), submissionOf(code));

    expect(verdict.cases.map(({ stdout }) => stdout)).toEqual(Array(2).fill('imported\nvisited\n'));
  });

  test('with a clock, time stands still while the judge is at work', async () => {
    const code =
      'import threading, time\ndef begin():\n    threading.Thread(target=time.sleep, args=(10,), daemon=True).start()\n';
    const waiting = `
import time
import pytest
from solution import begin

@pytest.mark.parametrize("again", range(2))
def test_still(again, clock):
    begin()
    time.sleep(0.3)
    assert clock.now == 0
`;

    const { verdict } = await bench.grade(exerciseOf(waiting), submissionOf(code));

    expect(verdict.cases.map(({ status, comparison }) => [status, comparison])).toEqual(Array(2).fill(['passed', undefined]));
  });

  test('a crash costs its test alone', async () => {
    const code =
      'import os, signal\nn = 0\ndef visit(die):\n    global n\n    n += 1\n    if die:\n        os.kill(os.getpid(), signal.SIGSEGV)\n    return n\n';
    const deadly = `
import pytest
from solution import visit

@pytest.mark.parametrize("die", [False, True, False, True, False])
def test_dies(die):
    assert visit(die) == 1
`;

    const { verdict } = await bench.grade(exerciseOf(deadly), submissionOf(code));

    expect(verdict.cases.map(({ status }) => status)).toEqual(['passed', 'crashed', 'passed', 'crashed', 'passed']);
    expect(verdict.cases[1]?.signal).toBe('SIGSEGV');
  });
});
