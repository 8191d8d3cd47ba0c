import { describe, expect, test } from 'vitest';
import { openDockerEngine } from '../../../src/engine/docker/open-docker-engine.ts';
import { engineHere, limits, openEngineHere } from './probe-engine.ts';

describe.skipIf(engineHere === undefined)('an engine', () => {
  test('describes itself', async () => {
    await using engine = await openEngineHere();

    const info = await engine.info();

    expect(info.cpus).toBeGreaterThan(0);
    expect(info.memoryBytes).toBeGreaterThan(0);
    expect(info.version).not.toBe('unknown');
    expect(['1', '2']).toContain(info.cgroupVersion);
    await engine.ping();
  });
});

test('an engine that does not answer is unreachable, whatever is asked of it', async () => {
  await using engine = await openDockerEngine({ kind: 'socket', path: '/nowhere/docker.sock', source: 'test' });
  const unreachable = expect.objectContaining({ code: 'WAYMARK_ENGINE_UNREACHABLE', next: expect.any(String) });

  await expect(engine.ping()).rejects.toEqual(unreachable);
  await expect(engine.info()).rejects.toEqual(unreachable);
  await expect(engine.sweep()).rejects.toEqual(unreachable);
  await expect(engine.images.find('x')).rejects.toEqual(unreachable);
  await expect(engine.open({ role: 'judge', image: 'x', limits })).rejects.toEqual(unreachable);
});
