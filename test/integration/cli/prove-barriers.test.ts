import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Check } from '../../../src/cli/examine-host.ts';
import { proveBarriers } from '../../../src/cli/prove-barriers.ts';
import type { ContainerSpec } from '../../../src/engine/container.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { noProgress } from '../../../src/model/progress.ts';
import { type Bench, engineHere, openBench, titled } from '../grading/grading-bench.ts';

let bench: Bench;

describe.skipIf(engineHere === undefined)(titled('waymark doctor --prove'), () => {
  beforeAll(async () => {
    bench = await openBench();
  });
  afterAll(() => bench[Symbol.asyncDispose]());

  const prove = (engine: Engine): Promise<readonly Check[]> =>
    proveBarriers({ engine, images: bench.images, signal: new AbortController().signal, progress: noProgress });

  test('finds every barrier and limit in force', async () => {
    const checks = await prove(bench.engine);

    expect(checks.filter(({ state }) => state !== 'ok')).toEqual([]);
    expect(checks.length).toBeGreaterThanOrEqual(30);
  });

  test('names the limits that an engine does not enforce, and what that means', async () => {
    const careless = new Proxy(bench.engine, {
      get: (engine, name) => {
        if (name === 'open') {
          return ({ limits, ...spec }: ContainerSpec, options: object) =>
            engine.open({ ...spec, limits: { ...limits, processes: 400, openFiles: 4096, diskEntries: 50_000 } }, options);
        }
        const value: unknown = Reflect.get(engine, name, engine);
        return typeof value === 'function' ? value.bind(engine) : value;
      },
    });

    const failed = (await prove(careless)).filter(({ state }) => state === 'failed');

    expect(failed.map(({ message }) => message.split(' — ')[0])).toEqual(
      expect.arrayContaining([
        'The number of files is limited',
        'The number of open files is limited',
        'The number of processes is limited',
      ]),
    );
    expect(failed.every(({ next }) => next !== undefined)).toBe(true);
  });
});
