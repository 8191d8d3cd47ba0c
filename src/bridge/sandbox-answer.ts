import type { LimitEvidence } from '../model/verdict.ts';

/** What a worker answered, for the judge: the body is checked for size and depth, and otherwise opaque. */
export interface WorkerAnswer {
  readonly kind: 'answer';
  /** `value`, `raise`, `callback`, `import-failed` or `unsendable`. */
  readonly re: string;
  readonly body: Buffer;
}

/** The sandbox's claims about how its worker ended or what it used; numbers are checked, and used for texts only. */
export interface WorkerEnd {
  /** Signal number, where one ended it. */
  readonly signal?: number;
  readonly exitCode?: number;
  readonly ranOutOfMemory: boolean;
  readonly ranOutOfProcesses: boolean;
  readonly printedTooMuch: boolean;
  /** It sent something that is no answer. */
  readonly spoilt: boolean;
}

/** The worker is gone in the middle of a request; the sandbox is still there. */
export interface WorkerDied {
  readonly kind: 'died';
  readonly end: WorkerEnd;
  /** We had it killed: the time was up. */
  readonly overTime?: LimitEvidence;
}

/** The worker was ended as asked. */
export interface WorkerEnded {
  readonly kind: 'ended';
  readonly end: WorkerEnd;
  readonly cpuTimeMs?: number;
  readonly peakMemoryBytes?: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The sandbox itself is gone, by the learner's doing. */
export interface SandboxLost {
  readonly kind: 'lost';
  readonly cause: 'ended' | 'out-of-memory' | 'protocol' | 'unresponsive';
  /** Said for our logs. */
  readonly detail: string;
  readonly overTime?: LimitEvidence;
}

export type SandboxAnswer = WorkerAnswer | WorkerDied | WorkerEnded | SandboxLost;
