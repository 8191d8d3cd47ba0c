import type { CaseStatus, LimitEvidence, Owner } from '../model/verdict.ts';
import { formatLimit } from './quantities.ts';

export interface StatusFacts {
  readonly status: CaseStatus;
  readonly owner?: Owner | null;
  readonly limit?: LimitEvidence;
  readonly signal?: string;
  readonly exitCode?: number;
  readonly error?: { readonly type: string };
}

/**
 * What a status means and what to do next, in words of ours alone: nothing the submission or the suite wrote can be in it.
 * Undefined for a test that passed or whose assertion failed; there the facts speak.
 */
export function statusSentence(facts: StatusFacts): string | undefined {
  if (facts.owner === 'author' && facts.status !== 'passed' && facts.status !== 'skipped') {
    return 'This test is broken, which is not your fault. Tell whoever gave you the exercise.';
  }
  switch (facts.status) {
    case 'passed':
    case 'failed':
      return undefined;
    case 'error':
      return facts.error === undefined
        ? 'This test could not come to a result with your code.'
        : `${facts.error.type} left your code where it was not expected.`;
    case 'timeout':
      return timeoutSentence(facts.limit);
    case 'memory-limit':
      return `Your code needed more memory than it may have${ceiling(facts.limit)}. Look for a collection that keeps growing, or read and build less at once.`;
    case 'output-limit':
      return `Your code printed more than one test may print${ceiling(facts.limit)}. Take out debugging prints, and look for a loop that prints without end.`;
    case 'process-limit':
      return `Your code started more processes and threads than it may have at once${ceiling(facts.limit)}. Start fewer, and wait for those you started.`;
    case 'crashed':
      return crashSentence(facts.signal, facts.exitCode);
    case 'skipped':
      return 'This test was not run, so it earned nothing.';
    default:
      return facts.status satisfies never;
  }
}

function timeoutSentence(limit: LimitEvidence | undefined): string {
  switch (limit?.limit) {
    case 'loadTimeMs':
      return `Importing your code took longer than it may${ceiling(limit)}. Move slow work out of the top level of your modules.`;
    case 'gradingTimeMs':
      return `The time for the whole grading was used up${ceiling(limit)} before this test came to its end. Mend the slow tests first.`;
    default:
      return `Your code was still running when the time for one test was over${ceiling(limit)}. Look for a loop that does not end, or for work that grows faster than its input.`;
  }
}

function crashSentence(signal: string | undefined, exitCode: number | undefined): string {
  if (signal !== undefined && FAULTS.has(signal)) {
    return `The Python interpreter itself crashed while it ran your code (${signal}). Very deep recursion and misused ctypes do that.`;
  }
  return signal === undefined && exitCode === undefined
    ? 'The program was at its end before the test was: it crashed, or your code ended it.'
    : 'Your code ended the whole program before the test was over. Return or raise instead of calling sys.exit, os._exit or os.kill.';
}

/** Signals of a fault in the interpreter. Others are sent, so their number could carry a message of the submission's. */
const FAULTS: ReadonlySet<string> = new Set(['SIGSEGV', 'SIGBUS', 'SIGFPE', 'SIGILL', 'SIGABRT']);

function ceiling(limit: LimitEvidence | undefined): string {
  return limit === undefined ? '' : ` (${formatLimit(limit.limit, limit.ceiling)})`;
}
