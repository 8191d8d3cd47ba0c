import type { Engine } from '../engine/engine.ts';
import { serviceImage } from '../engine/images/image-definition.ts';
import type { Exercise } from '../model/exercise.ts';
import type { ImageFacts, RunFacts } from '../model/run-facts.ts';
import type { CaseUsage } from '../model/verdict.ts';
import { EngineError } from '../model/waymark-error.ts';
import type { Phases } from './phases.ts';

/** What a report says of where its grading was done; the same for all gradings of a session. */
export type Surroundings = Pick<RunFacts, 'engine' | 'runtime' | 'images'>;

/**
 * Asks the engine for them. What it cannot tell any more is null: by then there is a verdict, and that must not be lost for it.
 */
export async function gatherSurroundings(used: {
  readonly engine: Engine;
  readonly exercise: Exercise;
  readonly images: { reference(name: string): Promise<string> };
  readonly judgeImage: string;
  readonly sandboxImage: string;
}): Promise<Surroundings> {
  const { engine, exercise, images, judgeImage, sandboxImage } = used;
  const imageFacts = async (reference: string): Promise<ImageFacts | null> => {
    const image = await engine.images.find(reference).catch(unknown);
    return image === undefined ? null : { reference, id: image.id };
  };
  const [info, judge, sandbox, ...services] = await Promise.all([
    engine.info().catch(unknown),
    imageFacts(judgeImage),
    imageFacts(sandboxImage),
    ...exercise.services.map(async (name) => [name, await imageFacts(await images.reference(serviceImage(name)))] as const),
  ]);
  const known = services.flatMap(([name, facts]) => (facts === null ? [] : [[name, facts] as const]));
  return {
    engine: info === undefined ? null : { name: info.name, version: info.version, platform: `${info.os}/${info.architecture}` },
    runtime: engine.runtime ?? info?.defaultRuntime ?? null,
    images: {
      judge,
      sandbox,
      ...(known.length === 0 ? {} : { services: Object.fromEntries(known) }),
    },
  };
}

function unknown(error: unknown): undefined {
  if (!(error instanceof EngineError)) {
    throw error;
  }
}

interface Measured {
  readonly id: string;
  readonly startedAt: Date;
  readonly phases: Phases;
  readonly usage: readonly CaseUsage[];
  readonly sandboxes: number;
  readonly limits: Exercise['limits'];
  readonly submissionTimeMs: number;
}

/** What the report says of how a grading was done. */
export function runFacts(surroundings: Surroundings, measured: Measured): RunFacts {
  const { usage, phases, startedAt } = measured;
  const wallTimeMs = phases.total;
  const cpu = usage.flatMap(({ cpuTimeMs }) => cpuTimeMs ?? []);
  const peaks = usage.flatMap(({ peakMemoryBytes }) => peakMemoryBytes ?? []);
  return {
    id: measured.id,
    ...surroundings,
    limits: measured.limits,
    attempts: 1,
    startedAt: startedAt.toISOString(),
    // Not asked of the clock again: somebody may have set it meanwhile.
    finishedAt: new Date(startedAt.getTime() + wallTimeMs).toISOString(),
    usage: {
      wallTimeMs,
      submissionTimeMs: measured.submissionTimeMs,
      ...(cpu.length === 0 ? {} : { cpuTimeMs: cpu.reduce((sum, one) => sum + one, 0) }),
      ...(peaks.length === 0 ? {} : { peakMemoryBytes: Math.max(...peaks) }),
      sandboxes: measured.sandboxes,
    },
    phases: phases.all,
    tests: usage,
  };
}
