import { EngineUnreachableError } from '../engine-errors.ts';
import type { MakeDebianOptions } from './make-debian.ts';
import { makeDebian } from './make-debian.ts';
import { release } from './package-sources.ts';

const registryImage = `debian:${release}-slim`;
/** A registry that says nothing for this long is taken for one that is not there. */
const silenceMs = 20_000;

/**
 * Gives a Debian to build on: from a registry, else one that is on the engine already, else one made on the spot from the
 * package sources of this host. So a classroom without a way out needs a package mirror, or the image brought along.
 * @returns its reference.
 * @throws {BaseImageError} when none of the three works.
 */
export async function obtainDebian(options: MakeDebianOptions): Promise<string> {
  const { engine, onLog, signal } = options;
  try {
    await pullUnlessSilent(options);
    return registryImage;
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof EngineUnreachableError) throw error;
    onLog('no registry answers');
    return (await engine.find(registryImage)) === undefined ? makeDebian(options, error) : registryImage;
  }
}

async function pullUnlessSilent({ engine, onLog, signal }: MakeDebianOptions): Promise<void> {
  const silence = new AbortController();
  const giveUp = () => silence.abort(new Error('The registry did not answer.'));
  let timer = setTimeout(giveUp, silenceMs);
  const heard = (line: string) => {
    clearTimeout(timer);
    timer = setTimeout(giveUp, silenceMs);
    onLog(line);
  };
  try {
    await engine.pull(registryImage, {
      onLog: heard,
      signal: AbortSignal.any([silence.signal, ...(signal === undefined ? [] : [signal])]),
    });
  } finally {
    clearTimeout(timer);
  }
}
