import type { Engine } from '../engine/engine.ts';
import type { CliContext } from './cli-context.ts';

/**
 * The engine this host has, connected. Loaded late: most commands need none.
 * @throws {EngineUnreachableError}
 */
export async function openEngine(context: CliContext): Promise<Engine> {
  const [{ findEngine }, { openDockerEngine }] = await Promise.all([
    import('../engine/find-engine.ts'),
    import('../engine/docker/open-docker-engine.ts'),
  ]);
  const address = await findEngine({ env: context.env, platform: context.platform, homedir: context.homedir });
  return await openDockerEngine(address);
}
