import type { OpenDockerEngineOptions } from '../engine/docker/open-docker-engine.ts';
import type { Engine } from '../engine/engine.ts';
import type { CliContext } from './cli-context.ts';

/**
 * The engine this host has, connected. Loaded late: most commands need none. Closing it waits until what killed runs left behind
 * is removed.
 * @throws {EngineUnreachableError}
 */
export async function openEngine(context: CliContext, options: OpenDockerEngineOptions = {}): Promise<Engine> {
  const [{ findEngine }, { openDockerEngine }] = await Promise.all([
    import('../engine/find-engine.ts'),
    import('../engine/docker/open-docker-engine.ts'),
  ]);
  const address = await findEngine({ env: context.env, platform: context.platform, homedir: context.homedir });
  const engine = await openDockerEngine(address, options);
  engine.later(removeLeftovers(engine));
  return engine;
}

/** What runs that were killed left behind, while this one works. That it cannot be removed is no reason not to grade. */
async function removeLeftovers(engine: Engine): Promise<void> {
  try {
    await engine.sweep();
  } catch {
    // An engine that does not answer says so to whoever asks it for something.
  }
}
