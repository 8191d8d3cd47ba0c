import type { Engine } from '../engine/engine.ts';
import { type ImageStore, openImageStore } from '../engine/images/image-store.ts';
import type { CliContext } from './cli-context.ts';

/** The runner images on this engine, built with what this host says of proxies, package indexes and certificates. */
export function openImages(engine: Engine, { env, platform, homedir }: CliContext): ImageStore {
  return openImageStore({ engine: engine.images, host: { env, platform, homedir } });
}
