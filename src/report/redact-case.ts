import type { SourceFile } from '../model/submission.ts';
import type { CaseResult, CaseUsage, FeedbackLevel, LearnerError, LimitEvidence, TraceFrame } from '../model/verdict.ts';
import { caps } from './caps.ts';
import { learnerNames } from './learner-names.ts';
import type { ReportedCase, ReportedError, ReportedFrame } from './report.ts';
import { statusSentence } from './status-sentence.ts';
import { safeLine, safeText } from './text-safety.ts';

/**
 * Keeps of each test what the feedback level allows, and makes it safe to print. Below `full` nothing stays that the submission could
 * have chosen while it knew a hidden input: its output, the text of its exceptions, names made at run time, exit codes, measurements.
 */
export function redactCases(
  cases: readonly CaseResult[],
  feedback: FeedbackLevel,
  files: readonly SourceFile[],
): readonly ReportedCase[] {
  switch (feedback) {
    case 'full':
      return cases.map(fullCase);
    case 'hints': {
      const known: Known = { isName: learnerNames(files), paths: new Set(files.map((file) => file.path)) };
      return cases.map((result, index) => hintedCase(result, index, known));
    }
    case 'titles':
      return cases.map(titledCase);
    case 'score':
      return [];
    default:
      return feedback satisfies never;
  }
}

/** Usage of each test under the ids of {@link redactCases}. At `hints` in coarse steps: an exact time is a message, too. */
export function redactUsage(
  usage: readonly CaseUsage[],
  cases: readonly CaseResult[],
  feedback: FeedbackLevel,
): readonly CaseUsage[] {
  if (feedback === 'titles' || feedback === 'score') {
    return [];
  }
  if (feedback === 'full') {
    return usage.map((one) => usageIn(one, safeLine(one.id, caps.id), roundMs, Math.round));
  }
  const numbers = new Map(cases.map((result, index) => [result.id, index]));
  return usage.flatMap((one) => {
    const index = numbers.get(one.id);
    return index === undefined ? [] : [usageIn(one, numberedId(index), coarseMs, coarseBytes)];
  });
}

/** The exception of a submission, at `full` with its text and source lines, otherwise where it arose and of which kind. */
export function redactError(error: LearnerError, feedback: FeedbackLevel, files: readonly SourceFile[]): ReportedError {
  return feedback === 'full'
    ? fullError(error)
    : plainError(error, { isName: learnerNames(files), paths: new Set(files.map((file) => file.path)) });
}

interface Known {
  /** A name that may be shown; see {@link learnerNames}. */
  readonly isName: (name: string) => boolean;
  /** Paths of the submission's files. */
  readonly paths: ReadonlySet<string>;
}

function fullCase(result: CaseResult): ReportedCase {
  const { explanation, comparison, error, limit, signal, exitCode, hint, stdout, stderr } = result;
  const message = result.message ?? statusSentence(result);
  return {
    id: safeLine(result.id, caps.id),
    title: safeLine(result.title, caps.title),
    status: result.status,
    points: result.points,
    maximum: result.maximum,
    owner: result.owner,
    ...(message === undefined ? {} : { message: safeText(message, caps.message) }),
    ...(explanation === undefined ? {} : { explanation: safeText(explanation, caps.explanation) }),
    ...(comparison === undefined
      ? {}
      : {
          comparison: {
            expected: safeText(comparison.expected, caps.value),
            actual: safeText(comparison.actual, caps.value),
            ...(comparison.diff === undefined ? {} : { diff: safeText(comparison.diff, caps.diff) }),
          },
        }),
    ...(error === undefined ? {} : { error: fullError(error) }),
    ...(limit === undefined ? {} : { limit: plainLimit(limit, limit.measured) }),
    ...(signal === undefined ? {} : { signal: safeLine(signal, 40) }),
    ...(exitCode === undefined ? {} : { exitCode }),
    ...(hint === undefined ? {} : { hint: safeText(hint, caps.hint) }),
    ...(stdout === undefined ? {} : { stdout: safeText(stdout, caps.output, 'ends') }),
    ...(stderr === undefined ? {} : { stderr: safeText(stderr, caps.output, 'ends') }),
  };
}

function hintedCase(result: CaseResult, index: number, known: Known): ReportedCase {
  const error = result.error === undefined ? {} : { error: plainError(result.error, known) };
  const limit = result.limit === undefined ? {} : { limit: plainLimit(result.limit, undefined) };
  const end = {
    ...(result.signal === undefined ? {} : { signal: result.signal }),
    ...(result.exitCode === undefined ? {} : { exitCode: result.exitCode }),
  };
  const message = statusSentence({ status: result.status, owner: result.owner, ...error, ...limit, ...end });
  return {
    ...titledCase(result, index),
    owner: result.owner,
    ...(message === undefined ? {} : { message: safeText(message, caps.message) }),
    ...error,
    ...limit,
    ...(result.hint === undefined ? {} : { hint: safeText(result.hint, caps.hint) }),
  };
}

function titledCase(result: CaseResult, index: number): ReportedCase {
  return {
    id: numberedId(index),
    title: titleWithoutParameters(result, index),
    status: result.status,
    points: result.points,
    maximum: result.maximum,
  };
}

/** Ids of parametrised tests contain hidden inputs, so the place in the declared order stands for them. */
function numberedId(index: number): string {
  return `test-${index + 1}`;
}

function titleWithoutParameters(result: CaseResult, index: number): string {
  // With parameters all from the first bracket on goes: they may hold brackets of their own.
  const suffix = result.id.includes('[') ? /\s*\[.*$/su : /\s*\[.*\]\s*$/su;
  const title = safeLine(result.title.replace(suffix, ''), caps.title).trim();
  return title === '' ? `Test ${index + 1}` : title;
}

function fullError(error: LearnerError): ReportedError {
  return {
    type: safeLine(error.type, caps.name),
    message: safeText(error.message, caps.message),
    traceback: bothEnds(error.traceback).map(fullFrame),
  };
}

function fullFrame(frame: TraceFrame): ReportedFrame {
  return {
    file: safeLine(frame.file, caps.path),
    line: frame.line,
    function: safeLine(frame.function, caps.name),
    ...(frame.source === undefined ? {} : { source: safeLine(frame.source, caps.sourceLine) }),
  };
}

function plainError(error: LearnerError, known: Known): ReportedError {
  const name = error.type.split('.').at(-1) ?? '';
  return {
    type: known.isName(name) ? safeLine(name, caps.name) : 'An exception',
    traceback: bothEnds(error.traceback.filter((frame) => known.paths.has(frame.file))).map((frame) => ({
      file: frame.file,
      line: frame.line,
    })),
  };
}

/** Of a deep traceback how it began and where it ended. */
function bothEnds(frames: readonly TraceFrame[]): readonly TraceFrame[] {
  const head = 8;
  return frames.length <= caps.frames ? frames : [...frames.slice(0, head), ...frames.slice(head - caps.frames)];
}

/** A limit's fields and no others. */
export function plainLimit(limit: LimitEvidence, measured: number | undefined): LimitEvidence {
  return { limit: safeLine(limit.limit, 40), ceiling: limit.ceiling, ...(measured === undefined ? {} : { measured }) };
}

function usageIn(usage: CaseUsage, id: string, ms: (value: number) => number, bytes: (value: number) => number): CaseUsage {
  return {
    id,
    wallTimeMs: ms(usage.wallTimeMs),
    submissionTimeMs: ms(usage.submissionTimeMs),
    ...(usage.cpuTimeMs === undefined ? {} : { cpuTimeMs: ms(usage.cpuTimeMs) }),
    ...(usage.peakMemoryBytes === undefined ? {} : { peakMemoryBytes: bytes(usage.peakMemoryBytes) }),
  };
}

/** Milliseconds to the microsecond; what lies below is noise. */
export function roundMs(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}

function coarseMs(ms: number): number {
  return Math.ceil(ms / 100) * 100;
}

function coarseBytes(bytes: number): number {
  return Math.ceil(bytes / 1024 ** 2) * 1024 ** 2;
}
