import { constants } from 'node:os';
import type { SandboxAnswer, WorkerEnd } from '../bridge/sandbox-answer.ts';
import type { Limits } from '../model/limits.ts';
import type { CaseStatus, LimitEvidence } from '../model/verdict.ts';

/** Why a test could not come to its own end. First cause wins. */
export interface Interruption {
  readonly status: Extract<CaseStatus, 'timeout' | 'memory-limit' | 'output-limit' | 'process-limit' | 'crashed'>;
  readonly limit?: LimitEvidence;
  readonly signal?: string;
  readonly exitCode?: number;
}

/** What an answer that is none says about the test; undefined for a proper answer. */
export function interruptionOf(answer: SandboxAnswer, limits: Limits): Interruption | undefined {
  switch (answer.kind) {
    case 'answer':
      return undefined;
    case 'ended':
      return answer.end.printedTooMuch ? hit('output-limit', 'outputBytes', limits) : undefined;
    case 'died':
      return answer.overTime === undefined ? workerEnd(answer.end, limits) : { status: 'timeout', limit: answer.overTime };
    case 'lost':
      if (answer.overTime !== undefined) {
        return { status: 'timeout', limit: answer.overTime };
      }
      return answer.cause === 'out-of-memory' ? hit('memory-limit', 'memoryBytes', limits) : { status: 'crashed' };
    default:
      return answer satisfies never;
  }
}

/**
 * A limit that a part of the submission ran into while its worker lived on, such as a child process killed for memory.
 * It explains a test that did not pass; a test that passed dealt with it.
 */
export function strainOf(end: WorkerEnd, limits: Limits): Interruption | undefined {
  if (end.ranOutOfMemory) {
    return hit('memory-limit', 'memoryBytes', limits);
  }
  return end.ranOutOfProcesses ? hit('process-limit', 'processes', limits) : undefined;
}

function workerEnd(end: WorkerEnd, limits: Limits): Interruption {
  if (end.printedTooMuch) {
    return hit('output-limit', 'outputBytes', limits);
  }
  const strain = strainOf(end, limits);
  if (strain !== undefined) {
    return strain;
  }
  const signal = end.signal === undefined ? undefined : signalName(end.signal);
  return {
    status: 'crashed',
    ...(signal === undefined ? {} : { signal }),
    // What ends by itself with a frame half sent has no exit code worth telling.
    ...(end.exitCode === undefined || end.spoilt ? {} : { exitCode: end.exitCode }),
  };
}

function hit(status: Interruption['status'], limit: 'memoryBytes' | 'processes' | 'outputBytes', limits: Limits): Interruption {
  return { status, limit: { limit, ceiling: limits[limit] } };
}

/** Linux numbers, as the sandbox is always Linux; the host's own table is Linux' on Linux only. */
function signalName(number: number): string {
  const name = linuxSignals[number] ?? Object.entries(constants.signals).find(([, value]) => value === number)?.[0];
  return name ?? `signal ${number}`;
}

const linuxSignals: Readonly<Record<number, string>> = {
  1: 'SIGHUP',
  2: 'SIGINT',
  3: 'SIGQUIT',
  4: 'SIGILL',
  6: 'SIGABRT',
  7: 'SIGBUS',
  8: 'SIGFPE',
  9: 'SIGKILL',
  11: 'SIGSEGV',
  13: 'SIGPIPE',
  14: 'SIGALRM',
  15: 'SIGTERM',
  24: 'SIGXCPU',
  25: 'SIGXFSZ',
  31: 'SIGSYS',
};
