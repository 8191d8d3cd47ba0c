import type { Engine } from '../../src/engine/engine.ts';
import type { Limits } from '../../src/model/limits.ts';
import { contestant, type OpenContestant } from './contestant.ts';

/**
 * Not a grader, but the bound of all that give each submission a container of its own: one of the sandbox's image, with the sandbox's
 * settings, is created and started, ends because nobody speaks to it, is waited for and removed.
 */
export const openEngineBound: OpenContestant = async ({ exercise }, { engine, images }) => {
  const image = await images.reference(exercise.image);
  return contestant(async () => {
    await idleContainer(engine, image, exercise.limits);
    return undefined;
  });
};

async function idleContainer(engine: Engine, image: string, limits: Limits): Promise<void> {
  await using container = await engine.open({ role: 'sandbox', image, limits });
  container.stdout.resume();
  container.stdin.end();
  await container.exited;
}
