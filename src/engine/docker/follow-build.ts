import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';

import type { LogLine } from '../engine-images.ts';

/** The engine's own word that a build or pull failed; its status was 200 all the same. */
export class BuildStepError extends Error {}

/**
 * Reads the JSON lines of a build, pull or import until they end. Steps and command output go to `onLog` line by line.
 * @throws {BuildStepError} when one of them reports an error.
 */
export async function followBuild(stream: NodeJS.ReadableStream, onLog: LogLine, signal?: AbortSignal): Promise<void> {
  const source = Readable.from(stream, { objectMode: false });
  for await (const line of createInterface({ input: source, crlfDelay: Number.POSITIVE_INFINITY, ...(signal && { signal }) })) {
    const event = parseEvent(line);
    if (event.error !== undefined) throw new BuildStepError(event.error);
    for (const part of event.text.split(/[\r\n]+/)) if (part.trim() !== '') onLog(part.trimEnd());
  }
  signal?.throwIfAborted();
}

function parseEvent(line: string): { readonly text: string; readonly error?: string } {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return { text: line };
  }
  if (typeof value !== 'object' || value === null) return { text: '' };
  if ('error' in value && typeof value.error === 'string') return { text: '', error: value.error };
  if ('stream' in value && typeof value.stream === 'string') return { text: value.stream };
  if ('status' in value && typeof value.status === 'string') return { text: value.status };
  return { text: '' };
}
