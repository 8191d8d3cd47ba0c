import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Frame } from '../../../src/bridge/frame.ts';
import { NetworkHolder } from '../../../src/grading/pools/network-holder.ts';
import { FakeContainer } from '../../fakes/fake-container.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A holder that answers as told, and its container. */
function open(answer: (frame: Frame, container: FakeContainer) => void) {
  const container = new FakeContainer({ hear: answer });
  return { container, opening: NetworkHolder.open({ open: async () => container }, 'python') };
}

test('a holder tells whether its network was used since it was opened', async () => {
  let used = false;
  const { opening } = open((_, container) => container.say({ t: 'network', used }));
  const holder = await opening;

  expect(await holder.isUnused()).toBe(true);
  used = true;
  expect(await holder.isUnused()).toBe(false);
});

test.each<[string, (frame: Frame, container: FakeContainer) => void]>([
  ['is silent', () => undefined],
  ['ends', (_, container) => container.die({ exitCode: 1, oomKilled: false })],
  ['speaks no frames', (_, container) => container.sayBytes(Buffer.from('Traceback (most recent call last):\n'))],
])('a holder that %s is of no use, and goes', async (_, answer) => {
  const { container, opening } = open(answer);

  const outcome = expect(opening).rejects.toMatchObject({ code: 'WAYMARK_SANDBOX_FAILED' });
  await vi.advanceTimersByTimeAsync(10_000);

  await outcome;
  expect(container.isDisposed).toBe(true);
});
