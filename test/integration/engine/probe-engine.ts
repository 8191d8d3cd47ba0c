import { cp, mkdtemp, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Container } from '../../../src/engine/container.ts';
import { openDockerEngine } from '../../../src/engine/docker/open-docker-engine.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import type { EngineAddress } from '../../../src/engine/engine-address.ts';
import { findEngine } from '../../../src/engine/find-engine.ts';
import { openImageStore } from '../../../src/engine/images/image-store.ts';
import { packageRoot } from '../../../src/engine/package-root.ts';
import { defaultLimits } from '../../../src/model/limits.ts';

const host = { env: process.env, platform: process.platform, homedir: homedir() };

/** The engine of this machine, or why there is none; said aloud, so that a skipped file is not a silent one. */
export const engineHere: EngineAddress | undefined = await findEngine(host).catch((error) => {
  console.warn(`Skipped, because no container engine answers: ${error instanceof Error ? error.message : error}`);
  return undefined;
});

export const limits = { ...defaultLimits, memoryBytes: 128 * 1024 * 1024, processes: 40 };

/** Connects; only for tests that were not skipped. */
export function openEngineHere(): Promise<Engine> {
  if (engineHere === undefined) throw new Error('There is no engine.');
  return openDockerEngine(engineHere);
}

/** An image whose process 1 runs the Python it is told to, on our own base. Gives its tag. */
export async function buildProbeImage(engine: Engine): Promise<string> {
  const imagesFolder = await mkdtemp(join(tmpdir(), 'waymark-probe-'));
  try {
    await cp(join(packageRoot(), 'runner-images', 'base'), join(imagesFolder, 'base'), { recursive: true });
    await cp(join(import.meta.dirname, 'probe'), join(imagesFolder, 'probe'), { recursive: true });
    return await openImageStore({ engine: engine.images, host, imagesFolder }).ensure('probe');
  } finally {
    await rm(imagesFolder, { recursive: true });
  }
}

/** Runs the body of a Python function in the container; gives what it returns. */
export async function ask(container: Container, body: string): Promise<unknown> {
  const lines = createInterface({ input: container.stdout });
  container.stdin.write(`${JSON.stringify(body)}\n`);
  for await (const line of lines) {
    const answer: unknown = JSON.parse(line);
    if (typeof answer === 'object' && answer !== null && 'value' in answer) return answer.value;
    if (typeof answer === 'object' && answer !== null && 'error' in answer) throw new Error(String(answer.error));
  }
  throw new Error(`The container ended: ${container.stderrTail()}`);
}
