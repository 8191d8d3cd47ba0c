import { describe, expect, test } from 'vitest';
import type { Frame } from '../../src/bridge/frame.ts';
import type { ContainerProvider } from '../../src/engine/container.ts';
import { type CaseRun, SuiteRun } from '../../src/grading/run-suite.ts';
import { SandboxSupply } from '../../src/grading/sandbox-supply.ts';
import { defaultLimits, type Limits } from '../../src/model/limits.ts';
import { EngineError, JudgeError } from '../../src/model/waymark-error.ts';
import { FakeContainer } from '../fakes/fake-container.ts';
import { FakeJudgeTalk } from '../fakes/fake-judge-talk.ts';

type Line = readonly [header: Readonly<Record<string, unknown>>, body?: unknown];
type Script = (frame: Frame, container: FakeContainer) => void;

/** Answers with a value; a request that says so is answered in its own way. */
const sandboxScript: Script = ({ header, body }, it) => {
  const { t, id, op } = header;
  const text = body.toString();
  if (t === 'submission') {
    it.say({ t: 'ready' });
  } else if (t === 'kill') {
    it.say({ t: 'died', id: 'a', signal: 9 });
  } else if (text.includes('crash')) {
    it.say({ t: 'died', id, signal: 11 });
  } else if (text.includes('unimportable')) {
    it.say({ t: 'answer', id, re: 'import-failed' }, Buffer.from('{}'));
  } else if (text.includes('exit')) {
    it.die({ exitCode: 1, oomKilled: false });
  } else if (text.includes('removed')) {
    it.die({ exitCode: 137, oomKilled: false });
  } else if (op === 'end') {
    it.say({ t: 'ended', id, cpuMs: 5, peakBytes: 4096, oom: text.includes('oom') }, Buffer.from('{"stdout":"hi","stderr":""}'));
  } else if (!text.includes('hang')) {
    it.say({ t: 'answer', id, re: 'value' }, Buffer.from('{"v":1}'));
  }
};

async function run(lines: readonly Line[], limits: Partial<Limits> = {}, later: readonly Line[] = []) {
  const talk = new FakeJudgeTalk(lines);
  const starts: number[] = [];
  const containers: FakeContainer[] = [];
  const provider: ContainerProvider = {
    open: async () => {
      const container = new FakeContainer({ hear: sandboxScript });
      containers.push(container);
      return container;
    },
  };
  const all = { ...defaultLimits, ...limits };
  const cases: CaseRun[] = [];
  const usage: unknown[] = [];
  await using sandboxes = new SandboxSupply({
    containers: provider,
    image: 'python',
    submission: { name: 'work', digest: '', files: [] },
    limits: all,
  });
  const suite = new SuiteRun({
    start: (from) => {
      starts.push(from);
      return from === 0 ? talk : new FakeJudgeTalk(later);
    },
    sandboxes,
    limits: all,
    onCase: (one) => {
      cases.push(one);
      return false;
    },
    onUsage: (one) => usage.push(one),
  });
  const end = await suite.toTheEnd().catch((error: unknown) => error);
  return { end, cases, usage, talk, starts, containers, told: talk.told.map(({ header }) => header) };
}

const begins = (name: string): Line => [{ t: 'case-begins', case: name }];
const ask = (what: string, op = 'use'): Line => [{ t: 'ask', id: 'a', op }, { what }];
const says = (name: string, status: string): Line => [{ t: 'case' }, { id: name, status }];
const test1: readonly Line[] = [begins('one'), ask('load', 'begin'), ask('call'), ask('over', 'end'), says('one', 'passed')];
const finished: Line = [{ t: 'finished' }];

describe('a run through the suite', () => {
  test('relays each request and each answer, and tells what each test came to', async () => {
    const { end, cases, usage, talk, containers } = await run([[{ t: 'started' }], ...test1, finished]);

    expect(end).toEqual({ kind: 'finished' });
    expect(talk.told).toEqual([
      { header: { t: 'answer', id: 'a', re: 'value' }, body: '{"v":1}' },
      { header: { t: 'answer', id: 'a', re: 'value' }, body: '{"v":1}' },
      { header: { t: 'ended', id: 'a' }, body: '' },
    ]);
    expect(cases).toEqual([
      { id: 'one', facts: { id: 'one', status: 'passed', hasMetSubmission: true, parts: [] }, stdout: 'hi', stderr: '' },
    ]);
    expect(usage).toMatchObject([{ id: 'one', cpuTimeMs: 5, peakMemoryBytes: 4096 }]);
    expect(talk.isClosed).toBe(true);
    expect(containers).toHaveLength(1);
    expect(containers[0]?.isDisposed).toBe(true);
  });

  test('goes on in the same sandbox after a worker that crashed', async () => {
    const crash = [begins('zero'), ask('load', 'begin'), ask('crash'), ask('over', 'end'), says('zero', 'failed')];

    const { cases, told, containers } = await run([...crash, ...test1, finished]);

    expect(cases).toMatchObject([
      { id: 'zero', interruption: { status: 'crashed', signal: 'SIGSEGV' } },
      { id: 'one', facts: { status: 'passed' } },
    ]);
    expect(cases[1]).not.toHaveProperty('interruption');
    expect(told[1]).toEqual({ t: 'gone', id: 'a', why: 'the test was ended: crashed' });
    expect(containers).toHaveLength(1);
  });

  test('goes on in a fresh sandbox after one that ended', async () => {
    const crash = [begins('zero'), ask('load', 'begin'), ask('exit'), ask('over', 'end'), says('zero', 'failed')];

    const { end, cases, containers } = await run([...crash, ...test1, finished]);

    expect(end).toEqual({ kind: 'finished' });
    expect(cases).toMatchObject([{ interruption: { status: 'crashed' } }, { facts: { status: 'passed' } }]);
    expect(containers.map(({ isDisposed }) => isDisposed)).toEqual([true, true]);
  });

  test('gives a test a sandbox that has run nothing, as often as it asks for one', async () => {
    const renewing = [ask('over', 'end'), ask('load', 'fresh'), ask('call')];

    const { end, cases, containers } = await run([
      ...test1.slice(0, 2),
      ...renewing,
      ...renewing,
      ask('over', 'end'),
      says('one', 'passed'),
      finished,
    ]);

    expect(end).toEqual({ kind: 'finished' });
    expect(cases).toMatchObject([{ id: 'one', facts: { status: 'passed' } }]);
    expect(containers.map(({ heard }) => heard.map(({ t, op }) => op ?? t))).toEqual([
      ['submission', 'begin', 'end'],
      ['submission', 'begin', 'use', 'end'],
      ['submission', 'begin', 'use', 'end'],
    ]);
  });

  test('lets the first cause win', async () => {
    const twice = [begins('one'), ask('load', 'begin'), ask('crash'), ask('exit'), ask('over', 'end'), says('one', 'failed')];

    const { cases } = await run([...twice, finished]);

    expect(cases[0]?.interruption).toEqual({ status: 'crashed', signal: 'SIGSEGV' });
  });

  test('notes the limit of a test that takes too long, and goes on', async () => {
    const slow = [begins('zero'), ask('load', 'begin'), ask('hang'), ask('over', 'end'), says('zero', 'error')];

    const { cases, end } = await run([...slow, ...test1, finished], { testTimeMs: 30 });

    expect(end).toEqual({ kind: 'finished' });
    expect(cases[0]?.interruption).toEqual({ status: 'timeout', limit: { limit: 'testTimeMs', ceiling: 30 } });
    expect(cases[1]?.facts?.status).toBe('passed');
  });

  test('gives up a test in which the suite waits for ever, and has the rest run by another process', async () => {
    const still = [...test1, begins('two'), ask('load', 'begin'), ask('call')];
    const rest = [begins('three'), ask('load', 'begin'), ask('over', 'end'), says('three', 'passed'), finished];

    const { cases, end, starts, talk } = await run(still, { testTimeMs: 500 }, rest);

    expect(end).toEqual({ kind: 'finished' });
    expect(starts).toEqual([0, 2]);
    expect(cases.map(({ id, interruption }) => [id, interruption?.status])).toEqual([
      ['one', undefined],
      ['two', 'timeout'],
      ['three', undefined],
    ]);
    expect(talk.told.at(-1)?.header).toEqual({ t: 'abort' });
    expect(talk.isClosed).toBe(true);
  });

  test('gives a test up that took more memory than the judge has, and goes on with the one after it', async () => {
    const greedy = [...test1, begins('two'), ask('load', 'begin'), ask('call'), [{ t: 'closed', oom: true }] as Line];
    const rest = [begins('three'), ask('load', 'begin'), ask('over', 'end'), says('three', 'passed'), finished];

    const { cases, end, starts } = await run(greedy, { testTimeMs: 500 }, rest);

    expect(end).toEqual({ kind: 'finished' });
    expect(starts).toEqual([0, 2]);
    expect(cases).toMatchObject([
      { id: 'one', facts: { status: 'passed' } },
      { id: 'two', interruption: { status: 'memory-limit', limit: { limit: 'memoryBytes' } } },
      { id: 'three', facts: { status: 'passed' } },
    ]);
  });

  test('stops when the time of the grading is used up, and tells the judge', async () => {
    const slow = [begins('zero'), ask('load', 'begin'), ask('hang'), ask('over', 'end'), says('zero', 'error')];

    const { cases, end, told } = await run([...slow, begins('one')], { testTimeMs: 1000, gradingTimeMs: 30 });

    expect(end).toEqual({ kind: 'out-of-time' });
    expect(cases.map(({ id, interruption }) => [id, interruption?.limit])).toEqual([
      ['zero', { limit: 'gradingTimeMs', ceiling: 30 }],
    ]);
    expect(told.at(-1)).toEqual({ t: 'abort' });
  });

  test('tells a strain of a test that did not pass, and forgives it to one that did', async () => {
    const strained = (name: string, status: string) => [
      begins(name),
      ask('load', 'begin'),
      ask('oom', 'end'),
      says(name, status),
    ];

    const { cases } = await run([...strained('one', 'failed'), ...strained('two', 'passed'), finished]);

    expect(cases[0]?.strain).toMatchObject({ status: 'memory-limit' });
    expect(cases[1]).not.toHaveProperty('strain');
  });
});

describe('a submission that is ended while it is loaded', () => {
  test('is one that cannot be imported; the suite goes no further', async () => {
    const { end, told, cases } = await run([begins('one'), ask('crash', 'begin')]);

    expect(end).toEqual({ kind: 'import-failed', interruption: { status: 'crashed', signal: 'SIGSEGV' } });
    expect(told.at(-1)).toEqual({ t: 'abort' });
    expect(cases).toEqual([]);
  });

  test('in a later test has lost that test alone', async () => {
    const { end, cases } = await run([
      ...test1,
      begins('two'),
      ask('crash', 'begin'),
      ask('over', 'end'),
      says('two', 'error'),
      finished,
    ]);

    expect(end).toEqual({ kind: 'finished' });
    expect(cases).toMatchObject([{ facts: { status: 'passed' } }, { interruption: { status: 'crashed' } }]);
  });

  test.each<[string, readonly Line[]]>([
    ['for memory', [[{ t: 'closed', oom: true }]]],
    ['in silence', []],
  ])('and keeps the suite from being collected ends there: %s', async (_, lines) => {
    const { end, cases } = await run([ask('load', 'begin'), ask('call'), ...lines]);

    expect(end).toMatchObject({ kind: 'not-collected', content: { errors: [expect.any(String)] } });
    expect(cases).toEqual([]);
  });

  test('or raises says what the judge made of it', async () => {
    const { end } = await run([
      begins('one'),
      ask('unimportable', 'begin'),
      [{ t: 'import-failed' }, { module: 'solution', type: 'ValueError', text: 'no', frames: [['solution.py', 3, '<module>']] }],
    ]);

    expect(end).toMatchObject({
      kind: 'import-failed',
      module: 'solution',
      facts: { type: 'ValueError', text: 'no', frames: [{ file: 'solution.py', line: 3, function: '<module>' }] },
    });
  });
});

describe('what is ours is thrown', () => {
  test('when the sandbox was ended from outside', async () => {
    const { end } = await run([begins('one'), ask('load', 'begin'), ask('removed')]);

    expect(end).toBeInstanceOf(EngineError);
    expect(end).toMatchObject({ code: 'WAYMARK_SANDBOX_FAILED' });
  });

  test.each<[string, Line]>([
    ['when the judge is broken', [{ t: 'broken' }, { why: 'Traceback\nRuntimeError: oh' }]],
    ['when the judge’s process ends', [{ t: 'closed' }]],
    ['when the judge’s process ends for memory before the submission is there', [{ t: 'closed', oom: true }]],
    ['when the judge says what no judge says', [{ t: 'score' }]],
  ])('%s', async (_, line) => {
    const { end, cases } = await run([begins('one'), line]);

    expect(end).toBeInstanceOf(JudgeError);
    expect(cases).toEqual([]);
  });
});
