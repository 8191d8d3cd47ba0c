import type { Engine } from '../engine/engine.ts';
import { type ImageStore, openImageStore } from '../engine/images/image-store.ts';
import type { ImageNames } from '../grading/grading-session.ts';
import type { Progress } from '../model/progress.ts';
import type { CliContext } from './cli-context.ts';

/** The runner images on this engine, built with what this host says of proxies, package indexes and certificates. */
export function openImages(engine: Engine, { env, platform, homedir }: CliContext): ImageStore {
  return openImageStore({ engine: engine.images, host: { env, platform, homedir } });
}

/** The same by name, as gradings ask for them. Most are built the first time one does; each is looked for once, and not for every grading. */
export function imageNames(engine: Engine, context: CliContext, progress: Progress): ImageNames {
  const store = openImages(engine, context);
  const found = new Map<string, Promise<string>>();
  return {
    reference: (name) => {
      const reference = found.get(name) ?? store.ensure(name, { progress, signal: context.signal });
      found.set(name, reference);
      // What failed may succeed the next time.
      reference.catch(() => found.delete(name));
      return reference;
    },
  };
}
