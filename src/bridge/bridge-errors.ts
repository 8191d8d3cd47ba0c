import { EngineError, JudgeError } from '../model/waymark-error.ts';

/** The judge ended, or said what no judge says. */
export class JudgeBrokenError extends JudgeError {
  readonly code = 'WAYMARK_JUDGE_BROKEN';
}

/** The judge did not answer in the time it has for itself. */
export class JudgeSilentError extends JudgeError {
  readonly code = 'WAYMARK_JUDGE_SILENT';
}

/** A sandbox did not come up, or was ended from outside. */
export class SandboxFailedError extends EngineError {
  readonly code = 'WAYMARK_SANDBOX_FAILED';
}
