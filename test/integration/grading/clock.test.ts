import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { suiteExercise } from '../../../src/catalog/suite-exercise.ts';
import { defaultLimits } from '../../../src/model/limits.ts';
import type { CaseResult, Verdict } from '../../../src/model/verdict.ts';
import { type Bench, engineHere, exerciseOf, fixtures, openBench, smallLimits, submissionOf, titled } from './grading-bench.ts';

let bench: Bench;

describe.skipIf(engineHere === undefined)(titled('a suite with a clock'), () => {
  beforeAll(async () => {
    bench = await openBench();
  });
  afterAll(() => bench[Symbol.asyncDispose]());

  const grade = async (suite: string, code: string, testTimeMs = 5000): Promise<Verdict> =>
    (await bench.grade(exerciseOf(suite, { limits: { ...smallLimits, testTimeMs } }), submissionOf(code))).verdict;

  test('tests limiters, caches, retries, schedulers and pools, with threads and asyncio, alike each time', async () => {
    const exercise = await suiteExercise({
      suitePath: join(fixtures, 'waiting/suite'),
      entry: ['solution.py'],
      limits: defaultLimits,
    });
    const submission = submissionOf(await readFile(join(fixtures, 'waiting/solution.py'), 'utf8'));

    const first = await bench.grade(exercise, submission);
    const second = await bench.grade(exercise, submission);

    expect(first.verdict.cases.filter(({ status }) => status !== 'passed')).toEqual([]);
    expect(first.verdict.cases.length).toBeGreaterThan(20);
    expect(second.verdict).toEqual(first.verdict);
  });

  test.each<[string, string, Partial<CaseResult> | Record<string, unknown>]>([
    ['sleeps once', 'def call(): time.sleep(3)', { status: 'passed' }],
    [
      'sleeps too often',
      'def call():\n    time.sleep(1)\n    time.sleep(2)',
      { status: 'failed', comparison: { actual: '[1, 2]', expected: '[3]' } },
    ],
    [
      'waits otherwise',
      'def call(): threading.Event().wait(3)',
      { status: 'failed', comparison: { actual: '[]', expected: '[3]' } },
    ],
    ['loops for ever', 'def call():\n    while True: pass', { status: 'timeout' }],
    ['waits by looking at the time', 'def call():\n    while time.monotonic() < 1003: pass', { status: 'timeout' }],
    [
      'leaves a thread that loops for ever',
      'def loop():\n    while True: pass\ndef call():\n    threading.Thread(target=loop).start()\n    time.sleep(3)',
      { status: 'timeout' },
    ],
    [
      'sleeps for ever',
      'def call():\n    while True: time.sleep(1)',
      { status: 'error', error: { type: 'EndlessWaiting', message: expect.stringContaining('100,000 times') } },
    ],
    [
      'sleeps for ever in a thread',
      'def sleep():\n    while True: time.sleep(1)\ndef call():\n    thread = threading.Thread(target=sleep)\n    thread.start()\n    thread.join()',
      { status: 'error', error: { type: 'EndlessWaiting' } },
    ],
    [
      'sleeps for a hundred years',
      'def call(): time.sleep(100 * 365 * 86400)',
      { status: 'error', error: { type: 'EndlessWaiting' } },
    ],
    [
      'asks for a lock twice',
      'lock = threading.Lock()\ndef call():\n    with lock, lock: pass',
      { status: 'error', error: { type: 'Deadlock' } },
    ],
    [
      'has two threads wait for one another',
      'a, b = threading.Lock(), threading.Lock()\ndef take(one, other):\n    with one:\n        time.sleep(1)\n        with other: pass\ndef call():\n    threading.Thread(target=take, args=(a, b)).start()\n    take(b, a)',
      { status: 'error', error: { type: 'Deadlock' } },
    ],
    ['waits for an empty queue', 'def call(): queue.Queue().get()', { status: 'error', error: { type: 'Deadlock' } }],
    [
      'ends in a thread',
      'def end():\n    time.sleep(1)\n    os._exit(0)\ndef call():\n    threading.Thread(target=end).start()\n    time.sleep(3)',
      { status: 'crashed', exitCode: 0 },
    ],
    ['reads from address 0', 'import ctypes\ndef call(): ctypes.string_at(0)', { status: 'crashed', signal: 'SIGSEGV' }],
    [
      'starts threads without end',
      'def call():\n    while True: threading.Thread(target=time.sleep, args=(9e8,)).start()',
      { status: 'process-limit' },
    ],
    ['sleeps by the real clock', 'def call(): ctypes.CDLL(None).usleep(3000)', { status: 'failed' }],
    ...[
      ['gives a text for the sleeps', 'kit.sleeps = lambda: "x"'],
      ['gives other things for the sleeps', 'kit.sleeps = lambda: (1, (object(),))'],
      ['gives too many sleeps', 'kit.sleeps = lambda: (10 ** 9, ())'],
      ['raises for the sleeps', 'kit.sleeps = lambda: 1 / 0'],
      ['has no sleeps', 'del kit.sleeps'],
    ].map(
      ([name, code]) =>
        [name, `from waymark_agent.kits import clock as kit\ndef call():\n    ${code}`, { status: 'failed' }] as [
          string,
          string,
          Record<string, unknown>,
        ],
    ),
  ])('grades a submission that %s', async (_, code, expected) => {
    const verdict = await grade(
      'import solution\n\ndef test_victim(clock):\n    solution.call()\n    assert clock.sleeps == [3]\n\ndef test_after(clock):\n    assert clock.now == 0\n',
      `import ctypes, os, queue, threading, time\n${code}\n`,
    );

    const [victim, after] = verdict.cases;
    expect(victim).toMatchObject({ owner: expected['status'] === 'passed' ? null : 'learner', ...expected });
    expect([verdict.status, after?.status]).toEqual(['graded', 'passed']);
  });

  test.each([
    ['a moment that is none', 'kit.now = lambda: "x"'],
    ['no number', 'kit.now = lambda: float("nan")'],
    ['a moment out of this world', 'kit.now = lambda: 10 ** 40'],
    ['nothing', 'del kit.now'],
  ])('fails a test whose submission has its clock say %s, in an async test too', async (_, code) => {
    const verdict = await grade(
      'import asyncio\nimport solution\n\ndef test_now(clock):\n    solution.call()\n    assert clock.now == 0\n\ndef test_loop(clock):\n    async def main():\n        solution.call()\n        await asyncio.sleep(1)\n        await solution.nap()\n        assert clock.now == 2\n    asyncio.run(main())\n',
      `import asyncio\nfrom waymark_agent.kits import clock as kit\ndef call():\n    ${code}\nasync def nap():\n    await asyncio.sleep(1)\n`,
    );

    expect(verdict.status).toBe('graded');
    expect(verdict.cases.map(({ owner, status }) => [owner, status === 'failed' || status === 'error'])).toEqual([
      ['learner', true],
      ['learner', true],
    ]);
  });

  test('fails an async test that nothing can bring to its end, or that never ends', async () => {
    const verdict = await grade(
      [
        'import asyncio',
        'import solution',
        'def test_stuck(clock):',
        '    asyncio.run(solution.stuck())',
        'def test_endless(clock):',
        '    asyncio.run(solution.endless(None))',
        'def test_calls_for_ever(clock):',
        '    async def fake():',
        '        await asyncio.sleep(1)',
        '    asyncio.run(solution.endless(fake))',
        '',
      ].join('\n'),
      [
        'import asyncio',
        'async def stuck():',
        '    await asyncio.Event().wait()',
        'async def endless(call):',
        '    while True:',
        '        await asyncio.sleep(1)',
        '        if call: await call()',
        '',
      ].join('\n'),
      30_000,
    );

    expect(verdict.cases).toMatchObject([
      { status: 'failed', owner: 'learner', explanation: expect.stringContaining('can no longer come') },
      { status: 'error', owner: 'learner', error: { type: 'EndlessWaiting' } },
      { status: 'failed', owner: 'learner', explanation: expect.stringContaining('sleeps and never ends') },
    ]);
  });

  test.each([
    ['clock.advance(-1)', 'from 0 to'],
    ['clock.advance("1")', 'from 0 to'],
    ['clock.set("2025-01-01")', 'takes a datetime'],
  ])('tells the author that %s is impossible', async (line, sentence) => {
    const grading = bench.grade(
      exerciseOf(`import solution\n\ndef test_it(clock):\n    solution.call()\n    ${line}\n`),
      submissionOf('def call(): pass\n'),
    );

    await expect(grading).rejects.toThrow(sentence);
  });
});
