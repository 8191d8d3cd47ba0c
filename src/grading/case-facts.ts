import type { Comparison, LearnerError, TraceFrame } from '../model/verdict.ts';

/** What the judge says one test came to. The judge is trusted; the texts in it may come from the submission. */
export interface CaseFacts {
  readonly id: string;
  readonly status: 'passed' | 'failed' | 'error' | 'skipped';
  readonly reason?: string;
  /** It asked something of the submission, beyond what its imports stand for. */
  readonly hasMetSubmission: boolean;
  /** Class of the exception that ended the test. */
  readonly type?: string;
  /** Its text: pytest's explanation where it is an assertion. */
  readonly text?: string;
  /** The submission's last call, as the suite wrote it. */
  readonly call?: string;
  /** Subtests that failed, by their parameters. */
  readonly parts: readonly string[];
  readonly comparison?: Comparison;
  /** The learner's own frames, present where the exception came from the submission. */
  readonly frames?: readonly TraceFrame[];
}

/** Reads the body of a `case` frame, leniently: what is of another shape is left out. */
export function readCaseFacts(body: unknown): CaseFacts {
  const status = textAt(body, 'status');
  const type = textAt(body, 'type');
  const text = textAt(body, 'text');
  const call = textAt(body, 'call');
  const reason = textAt(body, 'reason');
  const comparison = readComparison(at(body, 'comparison'));
  const frames = at(body, 'frames');
  const parts = at(body, 'parts');
  return {
    id: textAt(body, 'id') ?? '',
    status: status === 'passed' || status === 'failed' || status === 'skipped' ? status : 'error',
    hasMetSubmission: at(body, 'met') !== false,
    parts: Array.isArray(parts) ? parts.filter((part) => typeof part === 'string') : [],
    ...(type === undefined ? {} : { type }),
    ...(text === undefined ? {} : { text }),
    ...(call === undefined ? {} : { call }),
    ...(reason === undefined ? {} : { reason }),
    ...(comparison === undefined ? {} : { comparison }),
    ...(Array.isArray(frames) ? { frames: frames.flatMap(readFrame) } : {}),
  };
}

/** The exception of these facts as the learner's, where it came out of the submission. */
export function learnerError(facts: CaseFacts): LearnerError | undefined {
  return facts.frames === undefined || facts.type === undefined
    ? undefined
    : { type: facts.type, message: facts.text ?? '', traceback: facts.frames };
}

function readComparison(value: unknown): Comparison | undefined {
  const actual = textAt(value, 'actual');
  const expected = textAt(value, 'expected');
  const diff = textAt(value, 'diff');
  return actual === undefined || expected === undefined
    ? undefined
    : { actual, expected, ...(diff === undefined || diff === '' ? {} : { diff }) };
}

function readFrame(value: unknown): readonly TraceFrame[] {
  if (!Array.isArray(value)) {
    return [];
  }
  const [file, line, name, source]: readonly unknown[] = value;
  return typeof file === 'string' && typeof line === 'number' && typeof name === 'string'
    ? [{ file, line, function: name, ...(typeof source === 'string' && source !== '' ? { source } : {}) }]
    : [];
}

export function at(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}

export function textAt(value: unknown, key: string): string | undefined {
  const found = at(value, key);
  return typeof found === 'string' ? found : undefined;
}
