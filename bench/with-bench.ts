import { randomBytes } from 'node:crypto';
import { homedir, tmpdir } from 'node:os';
import { openDockerEngine } from '../src/engine/docker/open-docker-engine.ts';
import { findEngine } from '../src/engine/find-engine.ts';
import { makeTempFolder } from '../src/engine/images/temp-folder.ts';
import type { Bench } from './bench.ts';
import { openBenchImages } from './images.ts';
import { runProcess } from './run-process.ts';
import { trackEngine } from './tracked-engine.ts';

/** Makes ready what every measurement needs, and takes all of it away again, however the work ends. */
export async function withBench<T>(
  { signal, say }: Pick<Bench, 'signal' | 'say'>,
  work: (bench: Bench) => Promise<T>,
): Promise<T> {
  await using folder = await makeTempFolder(tmpdir(), 'waymark-bench-');
  const address = await findEngine({ env: process.env, platform: process.platform, homedir: homedir() });
  await using engine = trackEngine(await openDockerEngine(address));
  const images = await openBenchImages({ engine: engine.images, tempFolder: folder.path, signal, say });
  const label = `dev.waymark.bench=${randomBytes(8).toString('hex')}`;
  try {
    return await work({ engine, images, signal, tempFolder: folder.path, label, say });
  } finally {
    await removeLabelled(label);
    // What stopped children of ours left.
    await engine.sweep();
  }
}

/** Clients of Docker that were stopped may have left their container. Without a client there is none. */
async function removeLabelled(label: string): Promise<void> {
  const { signal } = new AbortController();
  const listed = await runProcess('docker', ['ps', '--all', '--quiet', '--filter', `label=${label}`], { signal }).catch(
    () => undefined,
  );
  const ids = listed?.stdout.split('\n').filter((id) => id !== '') ?? [];
  if (ids.length > 0) await runProcess('docker', ['rm', '--force', ...ids], { signal });
}
