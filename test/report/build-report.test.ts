import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import type { CaseResult } from '../../src/model/verdict.ts';
import { buildReport } from '../../src/report/build-report.ts';
import { canonicalDigest } from '../../src/report/canonical-json.ts';
import { ReportInvalidError } from '../../src/report/report-errors.ts';
import { serializeReport } from '../../src/report/write-report.ts';
import { broken, cases, graded, importFailed, parts, passed, refused, runFacts } from './sample-parts.ts';

describe('golden reports', () => {
  test.each([
    ['graded-full', parts()],
    ['graded-hints', parts({ feedback: 'hints' })],
    ['graded-titles', parts({ feedback: 'titles' })],
    ['graded-score', parts({ feedback: 'score' })],
    ['passed', parts({ verdict: passed })],
    ['import-failed', parts({ verdict: importFailed })],
    ['refused', parts({ verdict: refused, submission: null })],
    ['infrastructure-error', parts({ verdict: broken, exercise: null })],
  ])('%s', async (name, given) => {
    await expect(serializeReport(buildReport(given))).toMatchFileSnapshot(`golden/${name}.json`);
  });
});

describe('the digest', () => {
  test('covers everything but itself and run', () => {
    const { digest, run: _run, ...stable } = buildReport(parts());

    expect(digest).toBe(canonicalDigest(stable));
  });

  test('is the same for two gradings that differ in times, ids and machines', () => {
    const [one, other] = [
      runFacts(),
      runFacts({ id: 'another', engine: null, runtime: 'runsc', usage: { wallTimeMs: 9, submissionTimeMs: 1, sandboxes: 4 } }),
    ];

    expect(buildReport(parts({ run: other })).digest).toBe(buildReport(parts({ run: one })).digest);
  });

  test('survives being written and read by another program', () => {
    const report = buildReport(parts());
    const { digest, run: _run, ...stable } = JSON.parse(serializeReport(report));

    expect(canonicalDigest(stable)).toBe(digest);
  });

  test('changes with one point', () => {
    const changed = { ...graded, score: { points: 3, maximum: 13, fraction: 0.230769, passed: false } };

    expect(buildReport(parts({ verdict: changed })).digest).not.toBe(buildReport(parts()).digest);
  });
});

describe('size', () => {
  const huge = (index: number): CaseResult => ({
    id: `test_big.py::test_big[${index}]`,
    title: `Big ${index}`,
    status: 'failed',
    owner: 'learner',
    points: 0,
    maximum: 1,
    message: 'm'.repeat(100),
    explanation: 'é'.repeat(20_000),
    comparison: { expected: 'e'.repeat(20_000), actual: 'a'.repeat(20_000), diff: 'd'.repeat(20_000) },
    stdout: 'o'.repeat(20_000),
    stderr: 'r'.repeat(20_000),
  });

  test('cuts each text to its cap, visibly', () => {
    const [test0] = buildReport(parts({ verdict: { ...graded, cases: [huge(0)] } })).tests;

    expect(Buffer.byteLength(test0?.explanation ?? '')).toBeLessThanOrEqual(8192);
    expect(Buffer.byteLength(test0?.comparison?.expected ?? '')).toBeLessThanOrEqual(4096);
    expect(Buffer.byteLength(test0?.comparison?.diff ?? '')).toBeLessThanOrEqual(8192);
    expect(Buffer.byteLength(test0?.stdout ?? '')).toBeLessThanOrEqual(8192);
    expect(test0?.explanation).toMatch(/… \(\d+ bytes cut\)$/u);
  });

  test('keeps the whole below 2 MiB, the longest texts losing first', () => {
    const verdict = { ...graded, cases: Array.from({ length: 500 }, (_, index) => huge(index)) };

    const report = buildReport(parts({ verdict }));

    expect(Buffer.byteLength(serializeReport(report))).toBeLessThanOrEqual(2 * 1024 * 1024);
    expect(report.tests).toHaveLength(500);
    expect(report.tests[0]?.message).toBe('m'.repeat(100));
    expect(report.tests[0]?.stdout).toMatch(/bytes cut/u);
  });

  test('is cut the same way whatever the times were', () => {
    const verdict = { ...graded, cases: Array.from({ length: 500 }, (_, index) => huge(index)) };
    const many = runFacts({ tests: verdict.cases.map(({ id }) => ({ id, wallTimeMs: 1.123, submissionTimeMs: 1.123 })) });

    expect(buildReport(parts({ verdict, run: many })).digest).toBe(buildReport(parts({ verdict })).digest);
  });
});

test('a report that does not fit its schema is our fault and never leaves', () => {
  const verdict = { ...graded, cases: cases.map((result) => ({ ...result, points: Number.NaN })) };

  expect(() => buildReport(parts({ verdict }))).toThrow(ReportInvalidError);
});

test('every property in the schema is described, and no object takes unknown ones', async () => {
  const schema: unknown = JSON.parse(await readFile(new URL('../../schemas/report.schema.json', import.meta.url), 'utf8'));

  expect(faultsOf(schema, '#')).toEqual([]);
});

function faultsOf(node: unknown, place: string): readonly string[] {
  if (typeof node !== 'object' || node === null) {
    return [];
  }
  const properties =
    'properties' in node && typeof node.properties === 'object' && node.properties !== null ? node.properties : {};
  return [
    ...('properties' in node && !('additionalProperties' in node) ? [`${place} takes unknown properties`] : []),
    ...Object.entries(properties).flatMap(([name, value]) =>
      typeof value === 'object' && value !== null && 'description' in value ? [] : [`${place}/${name} has no description`],
    ),
    ...Object.entries(node).flatMap(([name, value]) => faultsOf(value, `${place}/${name}`)),
  ];
}
