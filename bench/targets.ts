import type { Batch } from './measure/batch.ts';
import { medianOf, type Results, throughputOf } from './results.ts';
import { ratio } from './statistics.ts';

/** One thing that is to hold, and what was measured. */
export interface Target {
  readonly claim: string;
  readonly is: 'at most' | 'at least' | 'less than';
  readonly limit: number;
  /** Undefined where the run did not measure it. */
  readonly value: number | undefined;
  readonly unit: '×' | 'ms' | 'MB';
}

export function isMet({ is, limit, value }: Target): boolean | undefined {
  if (value === undefined) return undefined;
  if (is === 'at least') return value >= limit;
  return is === 'at most' ? value <= limit : value < limit;
}

/** All that is to hold. The ratios are of medians of one run. */
export function targetsOf(results: Results): readonly Target[] {
  const { cores } = results.machine;
  return [
    ...timeTargets(results),
    ...throughputTargets(results, cores),
    ...throughputTargets(results, 2 * cores),
    ...memoryTargets(results.batches ?? [], cores),
    ...smallTargets(results),
  ];
}

function timeTargets(results: Results): readonly Target[] {
  const ms = (...of: [suite: string, contestant: Parameters<typeof medianOf>[2]]) => medianOf(results, ...of);
  const atMost = (claim: string, limit: number, value: number | undefined): Target => ({
    claim,
    is: 'at most',
    limit,
    value,
    unit: '×',
  });
  const ten = 'by-value-10';
  return [
    atMost('10 tests, warm, to (A)', 0.12, ratio(ms(ten, 'warm'), ms(ten, 'docker-pytest'))),
    atMost('10 tests, warm, to (B)', 0.3, ratio(ms(ten, 'warm'), ms(ten, 'bare-pytest'))),
    atMost('10 tests, whole process, to (A)', 1.2, ratio(ms(ten, 'cold'), ms(ten, 'docker-pytest'))),
    atMost('100 tests, warm, to (B)', 1, ratio(ms('by-value-100', 'warm'), ms('by-value-100', 'bare-pytest'))),
    atMost('FastAPI, warm, to (B)', 0.3, ratio(ms('http-10', 'warm'), ms('http-10', 'bare-pytest'))),
    atMost('PostgreSQL, whole process, to (A)', 1.5, ratio(ms('service-10', 'cold'), ms('service-10', 'docker-pytest'))),
  ];
}

function throughputTargets(results: Results, concurrency: number): readonly Target[] {
  const rate = (name: Parameters<typeof throughputOf>[2]) => throughputOf(results, concurrency, name);
  const atLeast = (to: string, limit: number, other: number | undefined): Target => ({
    claim: `throughput of ${concurrency} at once, to ${to}`,
    is: 'at least',
    limit,
    value: ratio(rate('warm'), other),
    unit: '×',
  });
  return [
    atLeast('(A)', 2.5, rate('docker-pytest')),
    atLeast('(B)', 1, rate('bare-pytest')),
    atLeast('(C)', 0.8, rate('engine')),
  ];
}

/** Memory is flat when the large batch needs hardly more than the small one. A batch that was cut short says nothing. */
function memoryTargets(batches: readonly Batch[], cores: number): readonly Target[] {
  const whole = batches.filter(({ done, count, concurrency }) => done === count && concurrency === cores);
  const [small, large] = whole.toSorted((one, other) => one.count - other.count);
  const sizes = small === undefined || large === undefined ? '' : `, ${small.count} to ${large.count} gradings`;
  const flat = ratio(large?.peakMemoryBytes, small?.peakMemoryBytes);
  const peaks = batches.map(({ peakMemoryBytes }) => peakMemoryBytes / 1e6);
  return [
    { claim: `peak memory, growth${sizes}`, is: 'at most', limit: 1.1, value: flat, unit: '×' },
    {
      claim: 'peak memory of the orchestrator',
      is: 'less than',
      limit: 200,
      value: peaks.length === 0 ? undefined : Math.max(...peaks),
      unit: 'MB',
    },
  ];
}

function smallTargets({ commands, bridgeCallMs }: Results): readonly Target[] {
  return [
    { claim: 'waymark --version', is: 'less than', limit: 80, value: commands?.version.median, unit: 'ms' },
    {
      claim: `waymark list, ${commands?.exercises ?? 150} exercises`,
      is: 'less than',
      limit: 150,
      value: commands?.list.median,
      unit: 'ms',
    },
    { claim: 'one call over the bridge', is: 'at most', limit: 0.25, value: bridgeCallMs?.median, unit: 'ms' },
  ];
}
