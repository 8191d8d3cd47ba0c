import { cp } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { EngineImages } from '../src/engine/engine-images.ts';
import { openImageStore } from '../src/engine/images/image-store.ts';
import { packageRoot } from '../src/engine/package-root.ts';
import type { BenchImages } from './bench.ts';

export interface OpenImagesOptions {
  readonly engine: EngineImages;
  readonly tempFolder: string;
  readonly signal: AbortSignal;
  say(line: string): void;
}

/** Waymark's own images and those of `bench/images/`, which stand on them, as one store. `waymark images prune` removes the latter. */
export async function openBenchImages({ engine, tempFolder, signal, say }: OpenImagesOptions): Promise<BenchImages> {
  const imagesFolder = join(tempFolder, 'images');
  await cp(join(packageRoot(), 'runner-images'), imagesFolder, { recursive: true });
  await cp(join(import.meta.dirname, 'images'), imagesFolder, { recursive: true });
  const host = { env: process.env, platform: process.platform, homedir: homedir() };
  const store = openImageStore({ engine, host, imagesFolder });
  const found = new Map<string, Promise<string>>();
  return {
    reference(name) {
      const known =
        found.get(name) ??
        store.ensure(name, { signal, progress: ({ step, state }) => state === 'start' && say(`Building ${step}`) });
      found.set(name, known);
      return known;
    },
  };
}
