import { EngineError } from '../../model/waymark-error.ts';
import { EngineFailedError, EngineUnreachableError, RunnerImageMissingError } from '../engine-errors.ts';

/** Node's codes for a connection that could not be made or broke off before an answer. */
const connectionCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOENT',
  'EACCES',
  'ENOTFOUND',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
  'EAI_AGAIN',
]);

/**
 * What the engine's client threw, in our words.
 * @param doing what we asked for, to follow "The container engine could not ": `start a sandbox`
 * @param image when the request names an image: a 404 then means that the image is missing
 */
export function toEngineError(error: unknown, doing: string, image?: string): EngineError {
  if (error instanceof EngineError) return error;
  const message = messageOf(error);
  const code = stringProperty(error, 'code');
  if (code !== undefined && connectionCodes.has(code)) {
    return new EngineUnreachableError(`The container engine does not answer any more: it could not ${doing} (${message}).`, {
      cause: error,
      next: 'Check that the engine is running ("docker info"), then try again.',
    });
  }
  if (image !== undefined && statusOf(error) === 404) return new RunnerImageMissingError(image, { cause: error });
  const lasting = lastingCause(message);
  return new EngineFailedError(`The container engine could not ${doing}: ${message}`, {
    cause: error,
    next: lasting ?? 'Check the engine with "docker info" and its log, then try again.',
    mayPass: lasting === undefined && passingStatuses.has(statusOf(error) ?? 0),
  });
}

/** A conflict with something that still goes on, and what engines answer when they are out of something. A 400 stays one. */
const passingStatuses = new Set([409, 500, 502, 503, 504]);

/** HTTP status of an answer that dockerode turned into an error; `undefined` when there was no answer. */
export function statusOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('statusCode' in error)) return undefined;
  return typeof error.statusCode === 'number' ? error.statusCode : undefined;
}

export function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).trim();
}

/** What to do about a cause that does not go away by itself; undefined for any other. */
function lastingCause(message: string): string | undefined {
  if (/no space left|disk quota/i.test(message)) return 'Free disk space where the engine keeps its data, then try again.';
  if (/permission denied/i.test(message)) return 'Give this user access to the engine, then try again.';
  if (/seccomp/i.test(message)) return 'Update the engine: it must support seccomp profiles (Docker 20.10.10 or later).';
  return undefined;
}

function stringProperty(error: unknown, name: 'code'): string | undefined {
  if (typeof error !== 'object' || error === null || !(name in error)) return undefined;
  return typeof error[name] === 'string' ? error[name] : undefined;
}
