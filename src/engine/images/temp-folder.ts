import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** A new folder that disposing removes with all that is in it. (Node has it built in from 24.4; we promise 24.) */
export async function makeTempFolder(parent: string, prefix: string): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await mkdtemp(join(parent, prefix));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true, maxRetries: 3 }) };
}
