import { randomBytes } from 'node:crypto';
import type { Exercise } from '../../src/model/exercise.ts';
import { defaultLimits } from '../../src/model/limits.ts';
import type { RunFacts } from '../../src/model/run-facts.ts';
import type { Submission } from '../../src/model/submission.ts';
import type { CaseResult, Verdict } from '../../src/model/verdict.ts';
import type { ReportParts } from '../../src/report/build-report.ts';

const digestOf = (digit: string): string => `sha256:${digit.repeat(64)}`;

export const exercise: Exercise = {
  slug: 'make-slugs',
  title: 'Make slugs',
  objectives: ['Turn a title into a slug'],
  outOfScope: [],
  prerequisites: [],
  image: 'python',
  entry: ['solution.py'],
  services: [],
  limits: defaultLimits,
  passFraction: 0.6,
  feedback: 'full',
  wrongSolutions: [],
  suite: { files: [], digest: digestOf('a') },
  digest: digestOf('b'),
  version: '1.0.0',
};

export const submission: Submission = {
  name: 'my-work.zip',
  files: [
    {
      path: 'solution.py',
      content: new TextEncoder().encode(
        'class SlugError(Exception):\n    pass\n\n\ndef slugify(text):\n    return "-".join(text.split(" "))\n',
      ),
    },
  ],
  digest: digestOf('c'),
};

export function runFacts(varied: Partial<RunFacts> = {}): RunFacts {
  return {
    id: '2f6c1a0e-0000-4000-8000-000000000001',
    engine: { name: 'Docker', version: '28.0.1', platform: 'linux/amd64' },
    runtime: 'runc',
    images: {
      judge: { reference: 'waymark/judge:1a2b', id: digestOf('d') },
      sandbox: { reference: 'waymark/python:3c4d', id: digestOf('e') },
    },
    attempts: 1,
    limits: defaultLimits,
    startedAt: '2026-03-01T09:00:00.000Z',
    finishedAt: '2026-03-01T09:00:00.120Z',
    usage: { wallTimeMs: 120.4567891, submissionTimeMs: 30.25, cpuTimeMs: 25, peakMemoryBytes: 14_123_456, sandboxes: 1 },
    phases: { judge: 12.5, tests: 80 },
    tests: cases.map((result, index) => ({
      id: result.id,
      wallTimeMs: 10 + index,
      submissionTimeMs: 2.5,
      cpuTimeMs: 2,
      peakMemoryBytes: 9_000_001,
    })),
    ...varied,
  };
}

/** One test of each status, as the grading hands them over. */
export const cases: readonly CaseResult[] = [
  { id: 'test_slugs.py::test_lower', title: 'Letters become small', status: 'passed', owner: null, points: 1, maximum: 1 },
  ...['a  b', 'a   b', ' a'].map(
    (input, index): CaseResult => ({
      id: `test_slugs.py::test_spaces[${input}]`,
      title: `Spaces become single dashes [${input}]`,
      status: index === 0 ? 'passed' : 'failed',
      owner: index === 0 ? null : 'learner',
      points: index === 0 ? 1 : 0,
      maximum: 1,
      ...(index === 0
        ? {}
        : {
            message: 'What came back differs from what was expected.',
            explanation: `slugify(${JSON.stringify(input)}) == "a-b"\n  where "a---b" = slugify(${JSON.stringify(input)})`,
            comparison: { expected: "'a-b'", actual: "'a---b'" },
            hint: 'How many dashes should several spaces become?',
            stdout: `slugify got ${input}\n`,
          }),
    }),
  ),
  {
    id: 'test_slugs.py::test_empty',
    title: 'An empty title is refused',
    status: 'error',
    owner: 'learner',
    points: 0,
    maximum: 2,
    message: 'Your code raised SlugError: cannot slug "" where no exception was expected.',
    error: {
      type: 'SlugError',
      message: 'cannot slug ""',
      traceback: [{ file: 'solution.py', line: 6, function: 'slugify', source: 'return "-".join(text.split(" "))' }],
    },
  },
  {
    id: 'test_slugs.py::test_long',
    title: 'Long titles are cut',
    status: 'timeout',
    owner: 'learner',
    points: 0,
    maximum: 1,
    message: 'Your code was still running after 10 s.',
    limit: { limit: 'testTimeMs', ceiling: 10_000, measured: 10_000 },
  },
  {
    id: 'test_slugs.py::test_many',
    title: 'Many titles fit into memory',
    status: 'memory-limit',
    owner: 'learner',
    points: 0,
    maximum: 1,
    message: 'Your code needed more than 256 MiB.',
    limit: { limit: 'memoryBytes', ceiling: 268_435_456 },
  },
  {
    id: 'test_slugs.py::test_quiet',
    title: 'Nothing is printed',
    status: 'output-limit',
    owner: 'learner',
    points: 0,
    maximum: 1,
    message: 'Your code printed more than 1 MiB.',
    limit: { limit: 'outputBytes', ceiling: 1_048_576, measured: 1_048_580 },
    stdout: 'spam\n'.repeat(20),
  },
  {
    id: 'test_slugs.py::test_workers',
    title: 'Workers are few',
    status: 'process-limit',
    owner: 'learner',
    points: 0,
    maximum: 1,
    message: 'Your code started more than 64 processes.',
    limit: { limit: 'processes', ceiling: 64 },
  },
  {
    id: 'test_slugs.py::test_ctypes',
    title: 'The interpreter survives',
    status: 'crashed',
    owner: 'learner',
    points: 0,
    maximum: 1,
    message: 'The interpreter crashed with SIGSEGV.',
    signal: 'SIGSEGV',
  },
  {
    id: 'test_slugs.py::test_exit',
    title: 'The program goes on',
    status: 'crashed',
    owner: 'learner',
    points: 0,
    maximum: 1,
    message: 'Your code ended the program with exit code 3.',
    exitCode: 3,
    stderr: 'bye\n',
  },
  {
    id: 'test_slugs.py::test_later',
    title: 'Something for later',
    status: 'skipped',
    owner: 'author',
    points: 0,
    maximum: 1,
    message: 'The suite skips this test.',
  },
];

export const graded: Verdict = { status: 'graded', score: { points: 2, maximum: 13, fraction: 0.153846, passed: false }, cases };

export const passed: Verdict = {
  status: 'graded',
  score: { points: 2, maximum: 2, fraction: 1, passed: true },
  cases: cases.slice(0, 2),
};

export const importFailed: Verdict = {
  status: 'import-failed',
  score: { points: 0, maximum: 13, fraction: 0, passed: false },
  cases: cases.map(({ id, title, maximum }) => ({
    id,
    title,
    maximum,
    status: 'error',
    owner: 'learner',
    points: 0,
    message: 'Not run, because your code cannot be imported.',
  })),
  problem: {
    code: 'import.syntax-error',
    owner: 'learner',
    message: 'solution.py is not valid Python: "(" was never closed.',
    next: 'Mend line 6, then grade again.',
    file: 'solution.py',
    line: 6,
    error: {
      type: 'SyntaxError',
      message: "'(' was never closed",
      traceback: [{ file: 'solution.py', line: 6, function: '<module>', source: 'return "-".join(text.split(" ")' }],
    },
  },
};

export const refused: Verdict = {
  status: 'refused',
  score: null,
  cases: [],
  problem: {
    code: 'submission.unsafe-path',
    owner: 'learner',
    message: 'The archive names "../solution.py", which leads out of it.',
    next: 'Pack the folder itself and hand in again.',
    file: '../solution.py',
  },
};

export const broken: Verdict = {
  status: 'infrastructure-error',
  score: null,
  cases: [],
  problem: {
    code: 'WAYMARK_ENGINE_UNREACHABLE',
    owner: 'house',
    message: 'No container engine answers.',
    next: 'Start Docker, then grade again.',
  },
};

export function parts(varied: Partial<ReportParts> = {}): ReportParts {
  return {
    exercise,
    submission,
    verdict: graded,
    feedback: 'full',
    run: runFacts(),
    tool: { name: 'waymark', version: '0.0.0' },
    ...varied,
  };
}

/** A text that occurs nowhere else. */
export function canary(name: string): string {
  return `CANARY-${name}-${randomBytes(4).toString('hex')}`;
}
