import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ResultStore } from '../../src/author/verify/result-store.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'waymark-results-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function inStore<T>(use: (store: ResultStore) => Promise<T>, isComplete = true): Promise<T> {
  const store = await ResultStore.open(folder, 'slug');
  const result = await use(store);
  await store.save({ isComplete });
  return result;
}

const never = (): Promise<string> => Promise.reject(new Error('found out twice'));

test('a result is found out once, and known the next time', async () => {
  await inStore((store) => store.remember(['a'], async () => 'first'));

  expect(await inStore((store) => store.remember(['a'], never))).toBe('first');
});

test('a result that does not last is found out again, and then kept where it does', async () => {
  const isLasting = (value: string): boolean => value !== 'slow';
  await inStore((store) => store.remember(['a'], async () => 'slow'));

  expect(await inStore((store) => store.remember(['a'], async () => 'quick', isLasting))).toBe('quick');
  expect(await inStore((store) => store.remember(['a'], never, isLasting))).toBe('quick');
});

test('what a whole run did not ask for is let go, what half a run did not is kept', async () => {
  await inStore(async (store) => {
    await store.remember(['a'], async () => 'a');
    await store.remember(['b'], async () => 'b');
  });
  await inStore((store) => store.remember(['c'], async () => 'c'), false);
  expect(await inStore((store) => store.remember(['a'], never), false)).toBe('a');

  await inStore((store) => store.remember(['d'], async () => 'd'));

  await expect(inStore((store) => store.remember(['a'], never))).rejects.toThrow('found out twice');
});
