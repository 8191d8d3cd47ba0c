import { caps } from './caps.ts';
import type { Report, ReportedCase, ReportedError } from './report.ts';
import { cutText } from './text-safety.ts';

/** The part of a report that repeats between two gradings, before its digest is taken. */
export type StableReport = Omit<Report, 'digest' | 'run'>;

/**
 * Cuts the longest texts of the tests, visibly and always the longest first, until the report fits its size. Only the stable part is
 * looked at: were times or ids counted, two gradings could be cut differently and lose their common digest.
 */
export function trimReport(report: StableReport, capBytes: number = caps.stableBytes): StableReport {
  let trimmed = report;
  for (let cap = caps.explanation / 2; cap >= SHORTEST && jsonBytes(trimmed) > capBytes; cap /= 2) {
    trimmed = { ...report, tests: report.tests.map((test) => cutTexts(test, cap)) };
  }
  return trimmed;
}

/** Size as written: indented, with the newline at the end. */
export function jsonBytes(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value, null, 2)) + 1;
}

/** Shorter pieces say nothing any more. */
const SHORTEST = 64;

function cutTexts(test: ReportedCase, cap: number): ReportedCase {
  const { message, explanation, comparison, error, hint, stdout, stderr } = test;
  return {
    ...test,
    // Titles are short each; only where thousands of them fill the report they lose, too.
    ...(cap === SHORTEST ? { title: cutText(test.title, cap) } : {}),
    ...(message === undefined ? {} : { message: cutText(message, cap) }),
    ...(explanation === undefined ? {} : { explanation: cutText(explanation, cap) }),
    ...(comparison === undefined
      ? {}
      : {
          comparison: {
            expected: cutText(comparison.expected, cap),
            actual: cutText(comparison.actual, cap),
            ...(comparison.diff === undefined ? {} : { diff: cutText(comparison.diff, cap) }),
          },
        }),
    ...(error === undefined ? {} : { error: cutError(error, cap) }),
    ...(hint === undefined ? {} : { hint: cutText(hint, cap) }),
    ...(stdout === undefined ? {} : { stdout: cutText(stdout, cap, 'ends') }),
    ...(stderr === undefined ? {} : { stderr: cutText(stderr, cap, 'ends') }),
  };
}

function cutError(error: ReportedError, cap: number): ReportedError {
  return {
    ...error,
    ...(error.message === undefined ? {} : { message: cutText(error.message, cap) }),
    // Source lines and inner frames are short each and many together.
    traceback: cap <= 512 ? error.traceback.slice(-4) : error.traceback,
  };
}
