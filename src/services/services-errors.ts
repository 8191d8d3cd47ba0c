import { EngineError } from '../model/waymark-error.ts';

/** A service did not become ready, or what carries connections to it broke. The message ends with its log. */
export class ServiceFailedError extends EngineError {
  readonly code = 'WAYMARK_SERVICE_FAILED';
}
