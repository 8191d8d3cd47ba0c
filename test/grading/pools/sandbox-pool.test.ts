import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Container, ContainerProvider } from '../../../src/engine/container.ts';
import { mostWaiting, SandboxPool } from '../../../src/grading/pools/sandbox-pool.ts';
import { sandboxSpec } from '../../../src/grading/sandbox-supply.ts';
import { defaultLimits } from '../../../src/model/limits.ts';
import { FakeContainer } from '../../fakes/fake-container.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

class Containers implements ContainerProvider {
  readonly opened: FakeContainer[] = [];
  fault: Error | undefined;

  async open(): Promise<Container> {
    if (this.fault !== undefined) {
      throw this.fault;
    }
    const container = new FakeContainer();
    this.opened.push(container);
    return container;
  }

  get living(): number {
    return this.opened.filter(({ isDisposed }) => !isDisposed).length;
  }
}

function poolOf(
  containers: ContainerProvider,
  most: number,
  starter: readonly { path: string; content: Buffer }[] = [],
): SandboxPool {
  return new SandboxPool({
    containers,
    spec: sandboxSpec('python', defaultLimits),
    starter: Promise.resolve(starter),
    most,
    later: (work) => void work,
  });
}

test('nothing waits before the first grading, and one does after it', async () => {
  const containers = new Containers();
  await using pool = poolOf(containers, 4);
  await vi.advanceTimersByTimeAsync(1000);
  expect(containers.living).toBe(0);

  using _grading = pool.enter();
  await pool.take();
  await vi.advanceTimersByTimeAsync(0);

  expect(containers.living).toBe(2);
});

test('as many wait as gradings were under way at once, and no more than the most', async () => {
  const containers = new Containers();
  await using pool = poolOf(containers, 3);

  const gradings = Array.from({ length: 5 }, () => pool.enter());
  for (const _ of gradings) {
    await pool.take();
  }
  await vi.advanceTimersByTimeAsync(0);

  expect(containers.living).toBe(5 + 3);
});

test('what waits is given up when nobody asks for a minute, and begins again with the next grading', async () => {
  const containers = new Containers();
  await using pool = poolOf(containers, 2);
  {
    using _grading = pool.enter();
    await (await pool.take())[Symbol.asyncDispose]();
  }
  await vi.advanceTimersByTimeAsync(59_000);
  expect(containers.living).toBe(1);

  await vi.advanceTimersByTimeAsync(2000);
  expect(containers.living).toBe(0);

  using _grading = pool.enter();
  await pool.take();
  await vi.advanceTimersByTimeAsync(0);
  expect(containers.living).toBe(2);
});

test('a sandbox that ended while it waited is nobody’s', async () => {
  const containers = new Containers();
  await using pool = poolOf(containers, 1);
  using _grading = pool.enter();
  await pool.take();
  await vi.advanceTimersByTimeAsync(0);
  containers.opened[1]?.die({ exitCode: 137, oomKilled: false });
  await vi.advanceTimersByTimeAsync(0);

  const sandbox = await pool.take();

  expect(sandbox.isLost).toBe(false);
  expect(containers.opened[1]?.isDisposed).toBe(true);
});

test('a sandbox that could not be opened ahead is tried again by who takes it', async () => {
  const containers = new Containers();
  await using pool = poolOf(containers, 1);
  using _grading = pool.enter();
  containers.fault = new Error('no more');

  await expect(pool.take()).rejects.toThrow('no more');
  containers.fault = undefined;

  expect((await pool.take()).isLost).toBe(false);
});

test('a waiting sandbox is told what the starter imports', async () => {
  const containers = new Containers();
  await using pool = poolOf(containers, 1, [{ path: 'solution.py', content: Buffer.from('import json') }]);
  using _grading = pool.enter();

  await pool.take();
  await vi.advanceTimersByTimeAsync(0);

  expect(containers.opened.map(({ heard }) => heard)).toEqual([[{ t: 'prepare' }], [{ t: 'prepare' }]]);
});

test.each([
  [4, 0, 4],
  [4, 64, 4],
  [8, 16, 4],
  [4, 1, 1],
  [0, 64, 0],
])('of %i wanted with %i times a sandbox’s memory %i wait', (wanted, times, most) => {
  expect(mostWaiting(wanted, defaultLimits, times * defaultLimits.memoryBytes)).toBe(most);
});

test('closing it ends what waits, and nothing waits afterwards', async () => {
  const containers = new Containers();
  const pool = poolOf(containers, 2);
  using _grading = pool.enter();
  const taken = await pool.take();
  await vi.advanceTimersByTimeAsync(0);

  await pool[Symbol.asyncDispose]();
  await taken[Symbol.asyncDispose]();

  expect(containers.living).toBe(0);
});
