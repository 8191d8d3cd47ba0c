import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readExercise } from '../../catalog/read-exercise.ts';
import type { Engine } from '../../engine/engine.ts';
import { digestFiles } from '../../files/digest-files.ts';
import { readRegularFile } from '../../files/read-regular-file.ts';
import { FolderTooWideError, walkFolder } from '../../files/walk-folder.ts';
import type { ImageNames } from '../../grading/grading-session.ts';
import { withoutParameters } from '../../model/case-id.ts';
import type { Exercise } from '../../model/exercise.ts';
import type { Limits } from '../../model/limits.ts';
import type { SourceFile, Submission } from '../../model/submission.ts';
import { ExerciseError } from '../../model/waymark-error.ts';
import type { SchemaTypes } from '../../schema/generated/schemas.ts';
import { parseDocument } from '../../schema/parse-document.ts';
import { checkConstants } from './checks/check-constants.ts';
import { checkDeclared } from './checks/check-declared.ts';
import { canary, checkLeaks, leakFindings, plantedExercise } from './checks/check-leaks.ts';
import { checkStarter, checkWrongSolutions } from './checks/check-learners.ts';
import { checkMutants } from './checks/check-mutants.ts';
import { type Catalogue, checkPlace } from './checks/check-place.ts';
import { checkReference } from './checks/check-reference.ts';
import { checkTask } from './checks/check-task.ts';
import { type Finding, isProven, type Proof } from './proof.ts';
import { ProofGrader } from './proof-grader.ts';
import { readParts } from './read-parts.ts';
import { ResultStore } from './result-store.ts';
import type { ToolAnswers } from './tool-answers.ts';
import { pythonTexts } from './variant.ts';

export interface VerifyOptions {
  readonly engine: Engine;
  readonly images: ImageNames;
  readonly tool: ToolAnswers;
  readonly catalogue: Catalogue;
  /** Where results are kept; undefined to keep none. */
  readonly cacheFolder: string | undefined;
  /** At most so many mutants, spread evenly over the reference; undefined for all. */
  readonly mostMutants: number | undefined;
  /** Of a draft only reference, starter and wrong solutions have to be right; the rest is not looked at. */
  readonly isLenient: boolean;
  /** That the exercise was proven before; believed where nothing in its folder has changed since. */
  readonly earlier: Proof | undefined;
  /** How many gradings at a time. */
  readonly lanes: number;
  readonly signal?: AbortSignal;
  /** Told what is being done, one line. */
  readonly onStep?: (step: string) => void;
}

type Found = Omit<Proof, 'slug' | 'digest' | 'isProven' | 'isDraft' | 'isFromCache' | 'wallTimeMs'>;

const nothing: Found = {
  findings: [],
  tests: null,
  reference: null,
  starter: null,
  wrongSolutions: [],
  mutants: null,
  constants: [],
  leaks: null,
  time: null,
};

/**
 * Proves that the exercise in a folder is good, or says what is not. What is the author's to mend is in the proof.
 * @throws {EngineError | JudgeError} for what is ours; nothing is proven then.
 */
export async function verifyExercise(folder: string, slug: string, options: VerifyOptions): Promise<Proof> {
  const startedAt = performance.now();
  let isDraft = false;
  const proof = (found: Found, digest: string | null, isFromCache = false): Proof => ({
    slug,
    digest,
    isProven: isProven(found.findings) && !(isDraft && options.isLenient),
    isDraft,
    isFromCache,
    wallTimeMs: Math.round(performance.now() - startedAt),
    ...found,
  });
  let digest: string | null = null;
  const store = await ResultStore.open(options.cacheFolder, slug);
  let isComplete = false;
  try {
    const exercise = await readExercise(folder, options.signal === undefined ? {} : { signal: options.signal });
    isDraft = exercise.isDraft === true;
    digest = await folderDigest(folder);
    await using grader = new ProofGrader({ ...options, exercise, store });
    let isFromCache = true;
    const outside = await checkPlace(exercise, options.catalogue);
    const earlier = options.earlier?.digest === digest && !isDraft ? options.earlier : undefined;
    const parts = [
      ...(await grader.ground()),
      'proof',
      digest,
      await options.tool.reference(),
      options.mostMutants,
      isDraft && options.isLenient,
      earlier?.digest,
    ];
    const found = await store.remember(
      parts,
      async () => {
        isFromCache = earlier !== undefined;
        return prove(exercise, grader, store, { ...options, earlier });
      },
      // Whether the machine was busy is another question each time.
      ({ findings }) => findings.every(({ check }) => check !== 'time'),
    );
    isComplete = true;
    return proof({ ...found, findings: [...outside, ...found.findings] }, digest, isFromCache);
  } catch (error) {
    if (!(error instanceof ExerciseError)) {
      throw error;
    }
    return proof({ ...nothing, findings: [authorsFault(error)] }, digest);
  } finally {
    await store.save({ isComplete });
  }
}

async function prove(exercise: Exercise, grader: ProofGrader, store: ResultStore, options: VerifyOptions): Promise<Found> {
  const { lanes, tool, onStep = () => {}, signal } = options;
  onStep('reading');
  const parts = await readParts(exercise, signal);
  const { reference, starter, wrong } = parts;
  const findings: Finding[] = [
    ...parts.findings,
    ...checkDeclared(exercise),
    ...(await checkTask(exercise, (blocks) => tool.syntaxFaults(store, blocks))),
  ];
  if (reference === undefined) {
    return { ...nothing, findings };
  }
  onStep('reference');
  const referenceCheck = await checkReference(grader, reference, lanes);
  findings.push(...referenceCheck.findings);
  const ids = (await grader.outcome(reference)).cases;
  const tests = { count: ids.length, points: ids.reduce((sum, { maximum }) => sum + maximum, 0), unneeded: [] };
  const known = { ...nothing, findings, tests, reference: referenceCheck.reference, time: referenceCheck.time };
  if (referenceCheck.reference.passedRuns === 0) {
    return known;
  }
  onStep('starter and wrong solutions');
  const starterCheck = starter === undefined ? undefined : await checkStarter(grader, starter);
  findings.push(...(starterCheck?.findings ?? []));
  const wrongCheck = await checkWrongSolutions(grader, wrong, lanes);
  findings.push(...wrongCheck.findings);
  if (exercise.isDraft === true && options.isLenient) {
    return {
      ...known,
      findings: findings.map((one) => (mattersInDraft.has(one.check) ? one : { ...one, level: 'warning' })),
      starter: starterCheck?.starter ?? null,
      wrongSolutions: wrongCheck.wrongSolutions,
    };
  }

  if (options.earlier !== undefined) {
    const { mutants, constants, leaks } = options.earlier;
    const { wrongSolutions } = wrongCheck;
    return {
      ...known,
      // It was quick enough when it was proven: slow now is this machine.
      findings: findings.map((one) => (one.check === 'time' ? { ...one, level: 'warning' } : one)),
      starter: starterCheck?.starter ?? null,
      wrongSolutions,
      mutants,
      constants,
      leaks,
    };
  }

  const limits = variantLimits(exercise, referenceCheck.time.slowest[0]?.ms ?? 0);
  const needed = new Set(wrongCheck.wrongSolutions.flatMap(({ failed }) => failed));
  const texts = pythonTexts(reference.files);
  const { equivalent = [], leftOut = [] } = await readMutantsFile(exercise);
  const mutated = texts.filter(({ path }) => !leftOut.some((one) => path === one.path || path.startsWith(withSlash(one.path))));
  const mutants = mutated.length === 0 ? [] : await tool.mutants(store, mutated);
  const mutantsCheck = await checkMutants({
    grader,
    reference,
    mutants,
    most: options.mostMutants,
    equivalent,
    limits,
    needed,
    lanes,
    onGraded: (graded, of) => onStep(`mutants, ${graded} of ${of}`),
  });
  findings.push(...mutantsCheck.findings);
  onStep('constant answers');
  const answers = texts.length === 0 ? [] : await tool.constants(store, texts);
  const constantsCheck = await checkConstants(grader, reference, { answers, limits, lanes });
  findings.push(...constantsCheck.findings);
  onStep('leaks');
  const leaks = await findLeaks(exercise, { reference, starter, wrong }, store, options);
  findings.push(...leakFindings(leaks));

  const neededTests = new Set([...needed].map(withoutParameters));
  const unneeded = [...new Set(ids.map(({ id }) => withoutParameters(id)))].filter((id) => !neededTests.has(id));
  findings.push(...unneeded.map(unneededFinding));
  return {
    ...known,
    findings,
    tests: { ...tests, unneeded },
    starter: starterCheck?.starter ?? null,
    wrongSolutions: wrongCheck.wrongSolutions,
    mutants: mutantsCheck.mutants,
    constants: constantsCheck.constants,
    leaks,
  };
}

const mattersInDraft: ReadonlySet<Finding['check']> = new Set(['layout', 'reference', 'starter', 'wrong-solutions']);

function unneededFinding(id: string): Finding {
  return {
    check: 'needed',
    level: 'error',
    message: `No wrong solution and no mutant fails ${id}.`,
    file: `hidden/${id.split('::', 1)[0]}`,
    next: 'Write a wrong solution that it catches, or take it out: what it tests is tested elsewhere.',
  };
}

async function findLeaks(
  exercise: Exercise,
  {
    reference,
    starter,
    wrong,
  }: {
    readonly reference: Submission;
    readonly starter?: Submission | undefined;
    readonly wrong: ReadonlyMap<string, Submission>;
  },
  store: ResultStore,
  options: VerifyOptions,
): Promise<NonNullable<Proof['leaks']>> {
  const planted = plantedExercise(exercise, await options.tool.plant(store, pythonTexts(exercise.suite.files), canary));
  await using grader = new ProofGrader({ ...options, exercise: planted, store });
  const [firstWrong] = wrong;
  const submissions = new Map([
    ['reference', reference],
    ...(starter === undefined ? [] : [['starter', starter] as const]),
    ...(firstWrong === undefined ? [] : [[`wrong/${firstWrong[0]}`, firstWrong[1]] as const]),
  ]);
  const parts = [...(await grader.ground()), 'leaks', [...submissions].map(([name, { digest }]) => [name, digest])];
  return await store.remember(parts, () => checkLeaks(submissions, (submission) => grader.grading(submission)));
}

/** A mutant that loops is to be found out soon: ten times the slowest test of the reference, two seconds at least. */
function variantLimits({ limits }: Exercise, slowestMs: number): Limits {
  const testTimeMs = Math.min(limits.testTimeMs, Math.max(2000, Math.ceil(slowestMs / 100) * 1000));
  return { ...limits, testTimeMs };
}

async function readMutantsFile(exercise: Exercise): Promise<SchemaTypes['mutants']> {
  const content = await readFile(join(exercise.folder ?? '', 'mutants.json')).catch(() => undefined);
  return content === undefined ? {} : parseDocument('mutants', content, `${exercise.slug}/mutants.json`);
}

function withSlash(path: string): string {
  return path.endsWith('/') ? path : `${path}/`;
}

/** Over all files of an exercise's folder, whatever they are for. */
async function folderDigest(folder: string): Promise<string | null> {
  const files: SourceFile[] = [];
  try {
    for await (const { path, hostPath, kind } of walkFolder(folder)) {
      const reading = kind === 'file' ? await readRegularFile(hostPath, { maxBytes: 64 * 1024 * 1024 }) : undefined;
      files.push({ path, content: reading?.kind === 'read' ? reading.content : new Uint8Array() });
    }
  } catch (error) {
    if (error instanceof FolderTooWideError) {
      return null;
    }
    throw error;
  }
  return digestFiles(files);
}

/** The place in the suite that pytest names last is where the author has to look; those of the judge's own libraries have whole paths. */
function authorsFault(error: ExerciseError): Finding {
  const places = [...error.message.matchAll(/(?:^|File ")([\w.-][\w./-]*\.py)(?::|", line )(\d+)/gm)];
  const [, file, line] = places.at(-1) ?? [];
  return {
    check: 'grading',
    level: 'error',
    message: error.message,
    ...(file === undefined ? {} : { file: `hidden/${file}`, line: Number(line) }),
    ...(error.next === undefined ? {} : { next: error.next }),
  };
}
