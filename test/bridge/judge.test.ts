import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Frame } from '../../src/bridge/frame.ts';
import { Judge } from '../../src/bridge/judge.ts';
import { JudgeError } from '../../src/model/waymark-error.ts';
import { FakeContainer } from '../fakes/fake-container.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
afterEach(() => void vi.useRealTimers());

type Script = (frame: Frame, container: FakeContainer) => void;

async function start(hear: Script = () => undefined, stderr = '') {
  const container = new FakeContainer({ hear, stderr });
  container.say({ t: 'ready' });
  return { container, judge: await Judge.start(container) };
}

const kinds = async (talk: { next(): Promise<Frame> }, count: number): Promise<unknown[]> => {
  const found: unknown[] = [];
  while (found.length < count) {
    found.push((await talk.next()).header['t']);
  }
  return found;
};

describe('conversations with a judge', () => {
  test('are told apart by what they are about, however their frames are mixed', async () => {
    const { container, judge } = await start();
    const [suite, one, two] = [judge.suite('a'), judge.run('a'), judge.run('b')];

    container.say({ t: 'started', run: 'a' });
    container.say({ t: 'collected', suite: 'a' });
    container.say({ t: 'started', run: 'b' });
    container.say({ t: 'case-begins', run: 'a', case: 'x' });
    container.say({ t: 'finished', run: 'b' });

    expect(await kinds(two, 2)).toEqual(['started', 'finished']);
    expect(await kinds(one, 2)).toEqual(['started', 'case-begins']);
    expect(await kinds(suite, 1)).toEqual(['collected']);
  });

  test('say of whom they speak, whatever else they say', async () => {
    const { container, judge } = await start();

    judge.suite('a').say({ t: 'collect', suite: 'other' });
    judge.run('b').say({ t: 'answer', id: 'x' });

    expect(container.heard).toEqual([
      expect.objectContaining({ t: 'collect', suite: 'a' }),
      expect.objectContaining({ t: 'answer', id: 'x', run: 'b' }),
    ]);
  });

  test('get frames that come later, and those whose bytes come in pieces', async () => {
    const { container, judge } = await start();
    const talk = judge.run('a');

    const waiting = talk.next();
    for (const byte of Buffer.from('\0\0\0\x17{"t":"case","run":"a"}\n', 'latin1')) {
      container.sayBytes(Uint8Array.of(byte));
    }

    expect((await waiting).header).toMatchObject({ t: 'case' });
  });

  test('that are closed, or that nobody holds, disturb no other', async () => {
    const { container, judge } = await start();
    const [closed, open] = [judge.run('a'), judge.run('b')];

    closed.close();
    container.say({ t: 'closed', run: 'a' });
    container.say({ t: 'closed', run: 'never-opened' });
    container.say({ t: 'finished', run: 'b' });

    expect(await kinds(open, 1)).toEqual(['finished']);
  });
});

describe('a judge that fails does so for every open conversation, with a JudgeError', () => {
  test('when it dies, with its last words, after what it had said before', async () => {
    const { container, judge } = await start(undefined, 'Traceback\nMemoryError\n');
    const [one, two] = [judge.run('a'), judge.suite('b')];
    container.say({ t: 'started', run: 'a' });

    container.die({ exitCode: 137, oomKilled: true });

    expect(await kinds(one, 1)).toEqual(['started']);
    await expect(one.next()).rejects.toMatchObject({ code: 'WAYMARK_JUDGE_BROKEN', message: 'The judge ended: MemoryError' });
    await expect(two.next()).rejects.toBeInstanceOf(JudgeError);
    await expect(judge.run('opened-later').next()).rejects.toBeInstanceOf(JudgeError);
  });

  test.each([
    ['no JSON', Buffer.from('\0\0\0\x06hello\n', 'latin1'), 'The judge sent a header that is no JSON.'],
    ['a frame too large', Buffer.from([0xff, 0, 0, 0]), 'The judge sent a frame of 4278190080 bytes.'],
  ])('when it sends %s; then it is killed, and nothing more is heard from it', async (_, bytes, message) => {
    const { container, judge } = await start();
    const [one, two] = [judge.run('a'), judge.run('b')];
    const waiting = expect(one.next()).rejects.toMatchObject({ code: 'WAYMARK_JUDGE_BROKEN', message });

    container.sayBytes(bytes);
    container.say({ t: 'finished', run: 'b' });

    await waiting;
    await expect(two.next()).rejects.toMatchObject({ code: 'WAYMARK_JUDGE_BROKEN', message });
    expect(container.kills).toBe(1);
  });

  test('when it is silent for longer than it may, and not before', async () => {
    const { judge } = await start();
    const talk = judge.run('a');

    let hasFailed = false;
    const waiting = talk.next(5000).catch((error) => {
      hasFailed = true;
      return error;
    });
    await vi.advanceTimersByTimeAsync(4999);
    expect(hasFailed).toBe(false);
    await vi.advanceTimersByTimeAsync(1);

    expect(await waiting).toMatchObject({ code: 'WAYMARK_JUDGE_SILENT', message: 'The judge was silent for 5 s.' });
    expect(await waiting).toBeInstanceOf(JudgeError);
  });

  test('when it never says that it is ready; then it is disposed of', async () => {
    const container = new FakeContainer();

    const starting = expect(Judge.start(container)).rejects.toMatchObject({ code: 'WAYMARK_JUDGE_SILENT' });
    await vi.advanceTimersByTimeAsync(60_000);

    await starting;
    expect(container.isDisposed).toBe(true);
  });

  test('when it dies before it is ready; then it is disposed of', async () => {
    const container = new FakeContainer({ stderr: 'ImportError: no pytest' });
    container.die({ exitCode: 1, oomKilled: false });

    await expect(Judge.start(container)).rejects.toThrow('The judge ended: ImportError: no pytest');
    expect(container.isDisposed).toBe(true);
  });
});
