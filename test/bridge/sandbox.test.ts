import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { encodeFrame, type Frame, sandboxFrameBytes } from '../../src/bridge/frame.ts';
import { type Ask, Sandbox, wasEndedFromOutside } from '../../src/bridge/sandbox.ts';
import { defaultLimits } from '../../src/model/limits.ts';
import type { Submission } from '../../src/model/submission.ts';
import { FakeContainer, type FakeContainerOptions } from '../fakes/fake-container.ts';

const submission: Submission = {
  name: 'work',
  digest: 'sha256:0',
  files: [{ path: 'solution.py', content: Buffer.from('x = 1\n') }],
};
const evidence = (): { limit: string; ceiling: number } => ({ limit: 'testTimeMs', ceiling: 1000 });
const request: Ask = { id: 'one', op: 'use', body: Buffer.from('{}'), timeMs: 1000, evidence };
const MiB = 1024 * 1024;

// Seconds pass when the test says so; nobody waits for them.
beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
afterEach(() => void vi.useRealTimers());

type Script = (frame: Frame, container: FakeContainer) => void;

/** A sandbox that took the submission; from then on it does as the script says. */
async function load(script: Script, options: Omit<FakeContainerOptions, 'hear'> = {}) {
  const container = new FakeContainer({
    ...options,
    hear: (frame, self) => (frame.header['t'] === 'submission' ? self.say({ t: 'ready' }) : script(frame, self)),
  });
  const sandbox = Sandbox.start(container);
  await sandbox.load(submission, defaultLimits);
  return { container, sandbox };
}

/** Answers each ask with the value it was asked about. */
const echo: Script = ({ header, body }, container) => {
  if (header['t'] === 'ask') {
    container.say({ t: 'answer', id: header['id'], re: 'value' }, body);
  }
};

describe('a sandbox that behaves', () => {
  test('is handed the files and the output limit, and nothing else', async () => {
    let content: unknown;
    const container = new FakeContainer({
      hear: ({ body }, self) => {
        content = JSON.parse(body.toString());
        self.say({ t: 'ready' });
      },
    });

    await Sandbox.start(container).load(submission, defaultLimits);

    expect(content).toEqual({ environment: {}, files: [['solution.py', 'eCA9IDEK']], outputBytes: defaultLimits.outputBytes });
  });

  test('leaves no listener behind on its streams, however many frames fill them', async () => {
    const { sandbox, container } = await load(echo, { isSlow: true });
    const before = container.stdin.listenerCount('close') + container.stdout.listenerCount('close');

    for (let ask = 0; ask < 20; ask += 1) {
      await sandbox.ask({ ...request, id: String(ask), body: Buffer.from(`{"value":"${'x'.repeat(100_000)}"}`) });
    }

    expect(container.stdin.listenerCount('close') + container.stdout.listenerCount('close')).toBe(before);
  });

  test('answers one ask after the other, byte for byte', async () => {
    const { sandbox } = await load(echo);

    for (const id of ['one', 'two', 'three']) {
      const body = Buffer.from(`{"value":1e400,"big":${'9'.repeat(50)},"id":"${id}"}`);
      expect(await sandbox.ask({ ...request, id, body })).toEqual({ kind: 'answer', re: 'value', body });
    }
    expect(sandbox.isLost).toBe(false);
  });

  test('may send its answer in as many pieces as it likes', async () => {
    const { sandbox } = await load((_, container) => {
      for (const byte of encodeFrame({ t: 'answer', id: 'one', re: 'raise' }, Buffer.from('{}'))) {
        container.sayBytes(Uint8Array.of(byte));
      }
    });

    expect(await sandbox.ask(request)).toMatchObject({ kind: 'answer', re: 'raise' });
  });

  test('says how a worker ended, and what it printed and used', async () => {
    const { sandbox } = await load(({ header }, container) =>
      header['op'] === 'end'
        ? container.say(
            { t: 'ended', id: header['id'], cpuMs: 12, peakBytes: 4096, output: true },
            Buffer.from('{"stdout":"gr\\u00fcn","stderr":""}'),
          )
        : container.say({ t: 'died', id: header['id'], exit: null, signal: 11, oom: true, forks: true }),
    );

    expect(await sandbox.ask(request)).toEqual({
      kind: 'died',
      end: { signal: 11, ranOutOfMemory: true, ranOutOfProcesses: true, printedTooMuch: false, spoilt: false },
    });
    expect(await sandbox.ask({ ...request, id: 'two', op: 'end' })).toEqual({
      kind: 'ended',
      end: { ranOutOfMemory: false, ranOutOfProcesses: false, printedTooMuch: true, spoilt: false },
      cpuTimeMs: 12,
      peakMemoryBytes: 4096,
      stdout: 'grün',
      stderr: '',
    });
  });

  test('is not believed numbers that no worker has', async () => {
    const { sandbox } = await load(({ header }, container) =>
      header['op'] === 'end'
        ? container.say({ t: 'ended', id: header['id'], cpuMs: -1, peakBytes: 1e300, oom: 'yes', output: 1 })
        : container.say({ t: 'died', id: header['id'], exit: 256, signal: '9' }),
    );
    const noEnd = { ranOutOfMemory: false, ranOutOfProcesses: false, printedTooMuch: false, spoilt: false };

    expect(await sandbox.ask(request)).toEqual({ kind: 'died', end: noEnd });
    expect(await sandbox.ask({ ...request, id: 'two', op: 'end' })).toEqual({
      kind: 'ended',
      end: noEnd,
      stdout: '',
      stderr: '',
    });
  });
});

describe('a sandbox that says something else than was asked', () => {
  const good = { t: 'answer', id: 'one', re: 'value' };
  const body = Buffer.from('{}');
  const deep = Buffer.from('['.repeat(500) + ']'.repeat(500));

  test.each<[string, Script, string]>([
    ['another id', (_, it) => it.say({ ...good, id: 'two' }, body), 'an answer under another id'],
    ['no id', (_, it) => it.say({ t: 'answer', re: 'value' }, body), 'an answer under another id'],
    ['an id that is a number', (_, it) => it.say({ ...good, id: 1 }, body), 'an answer under another id'],
    ['an answer of no kind', (_, it) => it.say({ ...good, re: 'passed' }, body), 'an answer of no kind'],
    ['a kind that every object has', (_, it) => it.say({ ...good, re: 'toString' }, body), 'an answer of no kind'],
    ['a frame of no kind', (_, it) => it.say({ ...good, t: 'case' }, body), 'a frame of no kind'],
    ['a second ready', (_, it) => it.say({ t: 'ready', id: 'one' }), 'a frame of no kind'],
    ['a body cut off', (_, it) => it.say(good, Buffer.from('{"a":')), 'an answer cut off'],
    ['a body too deep', (_, it) => it.say(good, deep), 'an answer nested deeper than 400 levels'],
    ['a body that is not ASCII', (_, it) => it.say(good, Buffer.from('"ü"')), 'an answer bytes that are not ASCII JSON'],
    [
      'printed text that is no JSON',
      (_, it) => it.say({ t: 'ended', id: 'one' }, Buffer.from('{]}')),
      'printed text in no shape',
    ],
    ['printed text too deep', (_, it) => it.say({ t: 'ended', id: 'one' }, deep), 'printed text in no shape'],
    ['a frame too large', (_, it) => it.sayBytes(Buffer.from([0xff, 0, 0, 0])), 'a frame of 4278190080 bytes'],
    ['no JSON', (_, it) => it.sayBytes(Buffer.from('\0\0\0\x06hello\n', 'latin1')), 'a header that is no JSON'],
    [
      'another id by way of __proto__',
      (_, it) => it.sayBytes(Buffer.from('\0\0\0\x2e{"__proto__":"one","t":"answer","re":"value"}\n', 'latin1')),
      'an answer under another id',
    ],
  ])('such as %s is lost, and killed', async (_, script, detail) => {
    const { container, sandbox } = await load(script);

    const answer = await sandbox.ask(request);

    expect(answer).toEqual({ kind: 'lost', cause: 'protocol', detail });
    expect(wasEndedFromOutside(answer)).toBe(false);
    expect(sandbox.isLost).toBe(true);
    expect(container.kills).toBe(1);
  });

  test('such as a second answer is lost for the next ask', async () => {
    const { container, sandbox } = await load((_, it) => {
      it.say(good, Buffer.from('1'));
      it.say(good, Buffer.from('2'));
    });

    const answers = [await sandbox.ask(request), await sandbox.ask({ ...request, id: 'two' })];

    expect(answers).toEqual([
      { kind: 'answer', re: 'value', body: Buffer.from('1') },
      { kind: 'lost', cause: 'protocol', detail: 'a frame nobody asked for' },
    ]);
    expect(container.kills).toBe(1);
  });

  test('such as a frame between two asks is lost', async () => {
    const { container, sandbox } = await load(echo);
    await sandbox.ask(request);

    container.say({ t: 'answer', id: 'two', re: 'value' }, body);

    expect(await sandbox.ask({ ...request, id: 'two' })).toMatchObject({
      cause: 'protocol',
      detail: 'a frame nobody asked for',
    });
  });

  test('floods, and is lost when it has sent all that one may in its life', async () => {
    const { container, sandbox } = await load(echo);
    const large = Buffer.from(`"${'x'.repeat(sandboxFrameBytes - 100)}"`);
    const kinds: string[] = [];

    for (let count = 0; count < 66; count += 1) {
      kinds.push((await sandbox.ask({ ...request, id: `${count}`, body: large })).kind);
    }

    expect(kinds.indexOf('lost')).toBe(64);
    expect(await sandbox.ask(request)).toMatchObject({ cause: 'protocol', detail: `more than ${64 * MiB} bytes in one life` });
    expect(container.kills).toBe(1);
  });
});

describe('a sandbox that takes too long', () => {
  const killed: Script = ({ header }, it) => {
    if (header['t'] === 'kill') {
      it.say({ t: 'died', id: 'one', exit: null, signal: 9 });
    }
  };

  test('is told to end its worker, and that was the time', async () => {
    const { container, sandbox } = await load(killed);

    const asking = sandbox.ask(request);
    await vi.advanceTimersByTimeAsync(999);
    expect(container.heard.map(({ t }) => t)).toEqual(['submission', 'ask']);
    await vi.advanceTimersByTimeAsync(1);

    expect(await asking).toMatchObject({ kind: 'died', end: { signal: 9 }, overTime: evidence() });
    expect(container.heard.at(-1)).toMatchObject({ t: 'kill' });
    expect(sandbox.isLost).toBe(false);
    expect(container.kills).toBe(0);
  });

  test('and answers then is too late all the same', async () => {
    const { sandbox } = await load(({ header }, it) => {
      if (header['t'] === 'kill') {
        it.say({ t: 'answer', id: 'one', re: 'value' }, Buffer.from('{}'));
      }
    });

    const asking = sandbox.ask(request);
    await vi.advanceTimersByTimeAsync(1000);

    expect(await asking).toMatchObject({ kind: 'died', overTime: evidence() });
  });

  test('and does not end its worker is killed after three seconds', async () => {
    const { container, sandbox } = await load(() => undefined);

    const asking = sandbox.ask(request);
    await vi.advanceTimersByTimeAsync(3999);
    expect(container.kills).toBe(0);
    await vi.advanceTimersByTimeAsync(1);

    expect(await asking).toMatchObject({ kind: 'lost', cause: 'unresponsive', overTime: evidence() });
    expect(container.kills).toBe(1);
    expect(sandbox.isLost).toBe(true);
  });

  test('because it reads nothing any more is killed as well', async () => {
    const { container, sandbox } = await load(echo);
    container.isDeaf = true;

    const asking = sandbox.ask({ ...request, body: Buffer.alloc(MiB, 0x20) });
    await vi.advanceTimersByTimeAsync(4000);

    expect(await asking).toMatchObject({ kind: 'lost', cause: 'unresponsive', overTime: evidence() });
    expect(container.kills).toBe(1);
  });

  test('to die when told was over time before it died', async () => {
    const { sandbox } = await load(({ header }, it) => {
      if (header['t'] === 'kill') {
        it.die({ exitCode: 1, oomKilled: false });
      }
    });

    const asking = sandbox.ask(request);
    await vi.advanceTimersByTimeAsync(1000);

    expect(await asking).toMatchObject({ kind: 'lost', cause: 'ended', overTime: evidence() });
  });
});

describe('a sandbox that dies', () => {
  test.each([
    ['for memory', { exitCode: 137, oomKilled: true }, 'out-of-memory', 'the kernel ended it for memory', false],
    ['by its own exit', { exitCode: 3, oomKilled: false }, 'ended', 'exit code 3', false],
    ['as it does when its input ends', { exitCode: 0, oomKilled: false }, 'ended', 'ended from outside', true],
    ['by a SIGKILL that is not ours', { exitCode: 137, oomKilled: false }, 'ended', 'ended from outside', true],
    ['and is unknown to the engine', undefined, 'ended', 'ended from outside', true],
  ])('%s', async (_, exit, cause, detail, isForeign) => {
    const { sandbox } = await load((_, it) => it.die(exit));

    const answer = await sandbox.ask(request);

    expect(answer).toEqual({ kind: 'lost', cause, detail });
    expect(wasEndedFromOutside(answer)).toBe(isForeign);
    expect(sandbox.isLost).toBe(true);
    expect(await sandbox.ask({ ...request, id: 'two' })).toEqual(answer);
  });

  test('after its last answer is lost for the next ask', async () => {
    const { sandbox } = await load((frame, it) => {
      echo(frame, it);
      it.die({ exitCode: 5, oomKilled: false });
    });

    expect(await sandbox.ask(request)).toMatchObject({ kind: 'answer' });
    expect(await sandbox.ask({ ...request, id: 'two' })).toMatchObject({ kind: 'lost', detail: 'exit code 5' });
  });

  test('while the engine does not say how was ended from outside, in bounded time', async () => {
    const { container, sandbox } = await load((_, it) => it.stdout.end());

    const asking = sandbox.ask({ ...request, timeMs: 60_000 });
    await vi.advanceTimersByTimeAsync(10_000);

    expect(wasEndedFromOutside(await asking)).toBe(true);
    expect(container.kills).toBe(0);
  });
});

describe('a sandbox that does not start is our failure, disposed of,', () => {
  test.each<[string, FakeContainerOptions]>([
    ['when it dies', { hear: (_, it) => it.die({ exitCode: 1, oomKilled: false }) }],
    ['when it is killed for memory', { hear: (_, it) => it.die({ exitCode: 137, oomKilled: true }) }],
    ['when it says something else than ready', { hear: (_, it) => it.say({ t: 'answer', id: 'one', re: 'value' }) }],
    ['when it speaks no frames', { hear: (_, it) => it.sayBytes(Buffer.from('Traceback (most recent call last):\n')) }],
    ['when it is silent', {}],
    ['when it reads nothing', { isDeaf: true }],
  ])('%s', async (_, options) => {
    const container = new FakeContainer({ ...options, stderr: 'Traceback\nImportError: no agent\n' });
    const files = [{ path: 'solution.py', content: Buffer.alloc(MiB) }];

    const loading = Sandbox.start(container).load({ ...submission, files }, defaultLimits);
    const outcome = expect(loading).rejects.toMatchObject({
      code: 'WAYMARK_SANDBOX_FAILED',
      message: 'The sandbox did not start: ImportError: no agent',
    });
    await vi.advanceTimersByTimeAsync(60_000);

    await outcome;
    expect(container.isDisposed).toBe(true);
  });
});
