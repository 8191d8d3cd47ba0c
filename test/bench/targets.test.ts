import { describe, expect, it } from 'vitest';
import type { Results } from '../../bench/results.ts';
import { spreadOf } from '../../bench/statistics.ts';
import { isMet, type Target, targetsOf } from '../../bench/targets.ts';

const machine: Results['machine'] = {
  cpu: 'one of ours',
  cores: 2,
  memoryBytes: 4e9,
  kernel: 'Linux 6',
  architecture: 'x64',
  engine: 'Docker Engine 20',
  runtime: 'runc',
  cgroupVersion: '2',
  node: '24.0.0',
  waymark: '0.1.0',
  loadAtStart: 0,
};
const nothing: Results = {
  date: '2026-01-01T00:00:00.000Z',
  machine,
  options: { only: [], rounds: 1, batch: 1, quick: true },
  suites: [],
};

function find(results: Results, claim: string): Target {
  const found = targetsOf(results).find((target) => target.claim.startsWith(claim));
  if (found === undefined) throw new Error(`There is no target "${claim}".`);
  return found;
}

describe('a target', () => {
  it('is neither met nor missed where nothing was measured', () => {
    expect(targetsOf(nothing).map(isMet)).toEqual(targetsOf(nothing).map(() => undefined));
  });

  it('compares medians of one suite', () => {
    const result = (name: 'warm' | 'docker-pytest', ms: readonly number[]) => ({ name, ms, spread: spreadOf(ms) });
    const contestants = [result('warm', [10, 30, 500]), result('docker-pytest', [300, 300, 300])];
    const results: Results = {
      ...nothing,
      suites: [{ name: 'by-value-10', kind: 'by-value', tests: 10, contestants, absent: [] }],
    };

    expect(find(results, '10 tests, warm, to (A)').value).toBeCloseTo(0.1);
    expect(isMet(find(results, '10 tests, warm, to (A)'))).toBe(true);
  });

  it('holds throughput against the others at the same concurrency', () => {
    const level = (concurrency: number, warm: number, engine: number) => ({
      concurrency,
      absent: [],
      contestants: [
        { name: 'warm' as const, perSecond: warm, blocks: [warm] },
        { name: 'engine' as const, perSecond: engine, blocks: [engine] },
      ],
    });
    const results: Results = { ...nothing, throughput: [level(2, 8, 10), level(4, 6, 10)] };

    expect(isMet(find(results, 'throughput of 2 at once, to (C)'))).toBe(true);
    expect(isMet(find(results, 'throughput of 4 at once, to (C)'))).toBe(false);
  });

  it('says nothing about memory where a batch was cut short', () => {
    const batch = (count: number, done: number, peakMemoryBytes: number) => ({
      count,
      done,
      concurrency: 2,
      seconds: 10,
      ownCpuSeconds: 1,
      peakMemoryBytes,
    });
    const whole: Results = { ...nothing, batches: [batch(200, 200, 100e6), batch(1000, 1000, 120e6)] };
    const cut: Results = { ...nothing, batches: [batch(200, 200, 100e6), batch(1000, 700, 120e6)] };

    expect(find(whole, 'peak memory, growth').value).toBeCloseTo(1.2);
    expect(find(cut, 'peak memory, growth').value).toBeUndefined();
    expect(isMet(find(whole, 'peak memory of the orchestrator'))).toBe(true);
  });

  it('misses a time that is as long as it must be shorter than', () => {
    const commands = { node: spreadOf([30]), version: spreadOf([80]), list: spreadOf([149.9]), exercises: 150 };
    const results: Results = { ...nothing, commands };

    expect(isMet(find(results, 'waymark --version'))).toBe(false);
    expect(isMet(find(results, 'waymark list'))).toBe(true);
  });
});
