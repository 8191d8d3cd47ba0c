import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import Docker from 'dockerode';
import { suiteExercise } from '../../../src/catalog/suite-exercise.ts';
import { currentOwner, ownerLabel } from '../../../src/engine/docker/owner.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { openImageStore } from '../../../src/engine/images/image-store.ts';
import { digestFiles } from '../../../src/files/digest-files.ts';
import { type GradeOptions, type Grading, gradeSubmission } from '../../../src/grading/grade-submission.ts';
import type { Exercise } from '../../../src/model/exercise.ts';
import { defaultLimits, type Limits } from '../../../src/model/limits.ts';
import type { Submission } from '../../../src/model/submission.ts';
import { engineHere, openEngineHere } from '../engine/probe-engine.ts';

export { engineHere } from '../engine/probe-engine.ts';

/** A title for what is skipped without an engine; why has been said aloud where it was looked for. */
export const titled = (title: string): string => (engineHere === undefined ? `${title} (skipped: no container engine)` : title);

/** One engine for a file of tests, and its images, looked up once so that they stay the same for all of it. */
export interface Bench extends AsyncDisposable {
  readonly engine: Engine;
  readonly images: GradeOptions['images'];
  readonly docker: Docker;
  grade(exercise: Exercise, submission: Submission, options?: Pick<GradeOptions, 'signal' | 'onCase'>): Promise<Grading>;
  /** Ids of containers of this process, those being removed left out once they are gone. */
  containers(): Promise<readonly string[]>;
}

export async function openBench(): Promise<Bench> {
  const engine = await openEngineHere();
  const store = openImageStore({
    engine: engine.images,
    host: { env: process.env, platform: process.platform, homedir: homedir() },
  });
  const found = new Map<string, Promise<string>>();
  const images = {
    reference: (name: string): Promise<string> => {
      const reference = found.get(name) ?? store.ensure(name);
      found.set(name, reference);
      return reference;
    },
  };
  await images.reference('judge');
  await images.reference('python');
  const docker = new Docker(engineHere?.kind === 'socket' ? { socketPath: engineHere.path } : undefined);
  const containers = async (): Promise<readonly string[]> => {
    const label = `${ownerLabel}=${currentOwner()}`;
    return (await docker.listContainers({ all: true, filters: { label: [label] } })).map(({ Id: id }) => id);
  };
  return {
    engine,
    images,
    docker,
    containers,
    grade: (exercise, submission, options = {}) => gradeSubmission({ exercise, submission, engine, images, ...options }),
    async [Symbol.asyncDispose]() {
      await engine.close();
      const left = await containers();
      if (left.length > 0) {
        throw new Error(`Containers are left: ${left.join(', ')}`);
      }
    },
  };
}

export const fixtures = join(import.meta.dirname, 'fixtures');

/** The suite of four tests, about solution.py. */
export function fourTests(limits: Partial<Limits> = {}): Promise<Exercise> {
  return suiteExercise({
    suitePath: join(fixtures, 'four-tests'),
    entry: ['solution.py'],
    limits: { ...smallLimits, ...limits },
  });
}

const MiB = 1024 * 1024;

/** So small that every one of them is reached in a moment. */
export const smallLimits: Limits = {
  ...defaultLimits,
  testTimeMs: 2000,
  loadTimeMs: 3000,
  memoryBytes: 96 * MiB,
  processes: 24,
  outputBytes: MiB / 4,
};

/** An exercise as the catalogue would have it, with this one hidden test file. */
export function exerciseOf(test: string, rest: Partial<Exercise> = {}): Exercise {
  const files = [{ path: 'test_sample.py', content: Buffer.from(test) }];
  return {
    slug: 'sample',
    title: 'Sample',
    objectives: [],
    outOfScope: [],
    prerequisites: [],
    image: 'python',
    entry: ['solution.py'],
    services: [],
    limits: smallLimits,
    passFraction: 0.6,
    feedback: 'full',
    wrongSolutions: [],
    suite: { files, digest: digestFiles(files) },
    digest: digestFiles(files),
    version: '1.0.0',
    folder: '/exercises/sample',
    ...rest,
  };
}

/** A submission of one file. */
export function submissionOf(code: string): Submission {
  const files = [{ path: 'solution.py', content: Buffer.from(code) }];
  return { name: 'solution.py', files, digest: digestFiles(files) };
}

/** The honest solution of the four tests, with this at its end. */
export async function honestBut(code = ''): Promise<Submission> {
  return submissionOf(`${await readFile(join(fixtures, 'honest.py'), 'utf8')}\n${code}`);
}
