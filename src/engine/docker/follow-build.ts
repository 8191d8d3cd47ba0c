import type { LogLine } from '../engine-images.ts';

/** The engine's own word that a build or pull failed; its status was 200 all the same. */
export class BuildStepError extends Error {}

/**
 * Reads the JSON lines of a build, pull or import until they end. Steps and command output go to `onLog` line by line.
 * @throws {BuildStepError} when one of them reports an error; whatever the connection throws when it breaks or is aborted.
 */
export async function followBuild(stream: NodeJS.ReadableStream, onLog: LogLine): Promise<void> {
  // The loop hears of errors while it reads; one that comes after it was left would end the process.
  stream.on('error', () => {});
  for await (const line of readLines(stream)) {
    const event = parseEvent(line);
    if (event.error !== undefined) throw new BuildStepError(event.error);
    for (const part of event.text.split(/[\r\n]+/)) if (part.trim() !== '') onLog(part.trimEnd());
  }
}

/** Not node:readline: its loop ends without a word when the stream breaks. */
async function* readLines(stream: NodeJS.ReadableStream): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of stream) {
    const lines = (rest + (typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true }))).split(/\r?\n/);
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
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
