import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readExercise } from '../catalog/read-exercise.ts';
import type { Engine } from '../engine/engine.ts';
import { replaceFile } from '../files/replace-file.ts';
import { GradingSession, type ImageNames } from '../grading/grading-session.ts';
import type { Submission } from '../model/submission.ts';
import type { DeclaredCase } from '../model/verdict.ts';
import type { SchemaTypes } from '../schema/generated/schemas.ts';
import { ReferenceFailsError, ReferenceMissingError } from './author-errors.ts';
import { readParts } from './verify/read-parts.ts';

export interface DeclareOptions {
  /** Folder of the exercise. */
  readonly folder: string;
  readonly engine: Engine;
  readonly images: ImageNames;
  /** Also write into exercise.json which tests each wrong solution fails. */
  readonly withWrongSolutions: boolean;
  readonly signal?: AbortSignal;
}

export interface Declared {
  readonly slug: string;
  readonly cases: readonly DeclaredCase[];
  /** Tests that each wrong solution fails; empty unless asked for. */
  readonly failing: ReadonlyMap<string, readonly string[]>;
}

/**
 * Writes tests.json anew: the tests that are collected with the reference solution, with their titles, points and hints. From then on
 * a grading with other tests is no grade.
 * @throws {ExerciseError} when the suite cannot be collected.
 * @throws {EngineError | JudgeError} for what is ours.
 */
export async function declareTests(options: DeclareOptions): Promise<Declared> {
  const { folder, engine, images, withWrongSolutions, signal } = options;
  const signalOption = signal === undefined ? {} : { signal };
  // What it declares so far must not keep it from declaring something else.
  const { declared: _, ...exercise } = await readExercise(folder, signalOption);
  const { reference, wrong } = await readParts(exercise, signal);
  if (reference === undefined) {
    throw new ReferenceMissingError(exercise.slug);
  }
  // An exercise must declare what it collects beside a submission; a bare suite may find out.
  const { folder: __, ...bare } = exercise;
  const session = GradingSession.open({ exercise: bare, engine, images, ...signalOption });
  const stop = (): void => engine.later(session[Symbol.asyncDispose]());
  signal?.addEventListener('abort', stop, { once: true });
  try {
    const cases = await casesWith(session, reference);
    await writeTests(folder, cases);
    const failing = new Map<string, readonly string[]>();
    if (withWrongSolutions) {
      await assertPerfect(session, exercise.slug, reference);
    }
    for (const [name, submission] of withWrongSolutions ? wrong : []) {
      const { verdict } = await session.grade(submission);
      failing.set(
        name,
        verdict.cases.filter(({ status }) => status !== 'passed').map(({ id }) => id),
      );
    }
    if (withWrongSolutions) {
      await writeFailing(folder, failing);
    }
    return { slug: exercise.slug, cases, failing };
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener('abort', stop);
    stop();
  }
}

/** What a wrong solution fails says something only where the reference fails nothing. */
async function assertPerfect(session: GradingSession, slug: string, reference: Submission): Promise<void> {
  const { verdict } = await session.grade(reference);
  const failed = verdict.cases.filter(({ status }) => status !== 'passed').map(({ id }) => id);
  if (verdict.status !== 'graded' || failed.length > 0) {
    throw new ReferenceFailsError(slug, verdict.problem?.message ?? `it fails ${failed.join(', ')}.`);
  }
}

async function casesWith(session: GradingSession, reference: Submission): Promise<readonly DeclaredCase[]> {
  let cases: readonly DeclaredCase[] = [];
  await session.grade(reference, {
    onDeclared: (declared) => {
      cases = declared;
    },
    isEnough: () => true,
  });
  return cases;
}

async function writeTests(folder: string, cases: readonly DeclaredCase[]): Promise<void> {
  const own = await readJson(join(folder, 'tests.json'));
  const beside = await readJson(join(folder, 'exercise.json'));
  const schema = own?.['$schema'] ?? String(beside?.['$schema'] ?? '').replace('exercise.schema', 'tests.schema');
  const content: SchemaTypes['tests'] = {
    ...(schema === '' ? {} : { $schema: String(schema) }),
    tests: cases.map(({ id, title, points, hint }) => ({ id, title, points, ...(hint === undefined ? {} : { hint }) })),
  };
  await replaceFile(join(folder, 'tests.json'), `${JSON.stringify(content, null, 2)}\n`);
}

async function writeFailing(folder: string, failing: ReadonlyMap<string, readonly string[]>): Promise<void> {
  const path = join(folder, 'exercise.json');
  const content = (await readJson(path)) as SchemaTypes['exercise'] | undefined;
  for (const entry of content?.wrongSolutions ?? []) {
    entry.failingTests = [...(failing.get(entry.name) ?? entry.failingTests)];
  }
  await replaceFile(path, `${JSON.stringify(content, null, 2)}\n`);
}

async function readJson(path: string): Promise<Record<string, unknown> | undefined> {
  return readFile(path, 'utf8').then(
    (text) => JSON.parse(text) as Record<string, unknown>,
    () => undefined,
  );
}
