import { randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import { Judge, type JudgeNetwork } from '../bridge/judge.ts';
import type { Engine } from '../engine/engine.ts';
import { serviceImage } from '../engine/images/image-definition.ts';
import type { Exercise } from '../model/exercise.ts';
import { noProgress, type Progress } from '../model/progress.ts';
import type { ImageFacts, RunFacts } from '../model/run-facts.ts';
import type { Submission } from '../model/submission.ts';
import type { CaseResult, CaseUsage, DeclaredCase, Verdict } from '../model/verdict.ts';
import { isServiceName, type ServiceName, serviceKinds } from '../services/service-kinds.ts';
import { ServiceSet } from '../services/service-set.ts';
import { caseResult } from './case-result.ts';
import { collectionErrors, collectSuite } from './collect-suite.ts';
import { decideVerdict } from './decide-verdict.ts';
import { agreeBeside } from './declared-cases.ts';
import { ServiceUnknownError } from './grading-errors.ts';
import { judgeLimits } from './judge-limits.ts';
import { Phases } from './phases.ts';
import { type CaseRun, SuiteRun } from './run-suite.ts';
import { SandboxSupply } from './sandbox-supply.ts';
import { readServiceOrder } from './service-order.ts';
import { suiteBody, suiteModules } from './suite-modules.ts';

/** Where runner images are known by name. */
export interface ImageNames {
  /** Content tag of an image. @throws {EngineError} for a name there is none of. */
  reference(name: string): Promise<string>;
}

export interface GradeOptions {
  readonly exercise: Exercise;
  readonly submission: Submission;
  readonly engine: Engine;
  readonly images: ImageNames;
  readonly signal?: AbortSignal;
  /** Told of each test as soon as it is judged, in the order they run. */
  readonly onCase?: (result: CaseResult) => void;
  readonly progress?: Progress;
  readonly logger?: Logger;
}

export interface Grading {
  readonly verdict: Verdict;
  readonly exercise: Exercise;
  readonly run: RunFacts;
}

/**
 * Grades one submission: judge and sandbox come up, the suite is collected and run, the verdict is decided.
 * Whatever the learner did wrong is in the verdict.
 * @throws {ExerciseError} for what is the author's.
 * @throws {EngineError | JudgeError} for what is ours; nothing is graded then.
 * @throws {SubmissionRefusedError} when a bare suite is about a module the submission does not have.
 */
export async function gradeSubmission(options: GradeOptions): Promise<Grading> {
  const { engine, exercise, signal } = options;
  signal?.throwIfAborted();
  // Removal takes as long as starting did, and nobody needs to wait for it: the engine knows what is still open.
  const parts = new AsyncDisposableStack();
  const stop = (): void => {
    void parts.disposeAsync();
  };
  signal?.addEventListener('abort', stop, { once: true });
  try {
    return await grade(options, parts);
  } catch (error) {
    // What breaks because we tore it down is no news.
    signal?.throwIfAborted();
    options.logger?.error({ err: error, exercise: exercise.slug }, 'grading failed');
    throw error;
  } finally {
    signal?.removeEventListener('abort', stop);
    engine.later(parts.disposed ? Promise.resolve() : parts.disposeAsync());
  }
}

async function grade(options: GradeOptions, parts: AsyncDisposableStack): Promise<Grading> {
  const { exercise, submission, engine, images, signal, progress = noProgress, logger } = options;
  const services = serviceNames(exercise);
  const startedAt = new Date();
  const phases = new Phases();
  const id = randomBytes(8).toString('hex');

  progress({ step: services.length === 0 ? 'Starting judge and sandbox' : `Starting ${services.join(', ')}`, state: 'start' });
  const [judgeImage, sandboxImage] = await Promise.all([images.reference('judge'), images.reference(exercise.image)]);
  const network = Promise.withResolvers<JudgeNetwork>();
  network.promise.catch(() => undefined);
  const beside = services.length === 0 ? undefined : openServices(options, services, parts, network.promise);
  // Looked at below; until then a failure must not count as unhandled.
  beside?.catch(() => undefined);
  const sandboxes = parts.use(
    new SandboxSupply({
      containers: engine,
      image: sandboxImage,
      submission,
      limits: exercise.limits,
      ...(beside === undefined ? {} : { beside }),
      ...(signal === undefined ? {} : { signal }),
    }),
  );
  const opening = sandboxes.take();
  opening.catch(() => undefined);
  const starting = startJudge(options, judgeImage, parts);
  // Services wait for it: they have to know when it does not come.
  starting.then((judge) => network.resolve(judge.network(id)), network.reject);
  const judge = await starting;
  phases.mark('judge');

  progress({ step: 'Collecting the suite', state: 'start' });
  const modules = suiteModules(exercise, submission);
  const suite = await collectSuite(judge, id, exercise, modules);
  phases.mark('collect');
  const serviceSet = await beside;
  await opening;
  phases.mark('sandbox');
  logger?.debug({ id, exercise: exercise.slug, collected: suite.kind, submission: submission.digest }, 'ready to grade');

  let declared: readonly DeclaredCase[] = suite.kind === 'alone' ? suite.declared : (exercise.declared ?? []);
  let collecting: readonly string[] = [];
  const runs = new Map<string, CaseRun>();
  const usage: CaseUsage[] = [];
  progress({ step: 'Running tests', state: 'start' });
  const run = new SuiteRun({
    start: (from) => {
      const talk = judge.run(`${id}-${from}`);
      if (suite.kind === 'alone') {
        talk.say({ t: 'grade', suite: id, from }, serviceSet && Buffer.from(JSON.stringify(serviceSet.facts)));
      } else {
        talk.say({ t: 'grade-live', from }, suiteBody(exercise, modules, serviceSet?.facts));
      }
      return talk;
    },
    sandboxes,
    limits: exercise.limits,
    ...(serviceSet === undefined ? {} : { onServiceOrder: (order) => serviceSet.carryOut(readServiceOrder(order)) }),
    onUsage: (one) => usage.push(one),
    onCase: (one) => {
      runs.set(one.id, one);
      const known = declared.find((other) => other.id === one.id);
      if (known !== undefined) {
        progress({ step: 'Running tests', state: 'update', detail: `${runs.size} of ${declared.length}: ${known.title}` });
        options.onCase?.(caseResult({ declared: known, ...one }));
      }
    },
    onCollected: (content) => {
      collecting = collectionErrors(content);
      declared = agreeBeside(exercise, content, collecting);
    },
  });
  const end = await run.toTheEnd();
  serviceSet?.assertAlive();
  phases.mark('tests');
  progress({ step: 'Running tests', state: 'done', detail: `${runs.size} of ${declared.length}` });

  const verdict = decideVerdict({ exercise, declared, runs, end, collecting });
  logger?.debug(
    { id, status: verdict.status, points: verdict.score?.points, sandboxes: sandboxes.count, phases: phases.all },
    'graded',
  );
  return {
    verdict,
    exercise,
    run: await runFacts(options, {
      id,
      startedAt,
      phases,
      usage,
      sandboxes: sandboxes.count,
      judgeImage,
      sandboxImage,
      submissionTimeMs: run.clock.gradingTimeMs,
    }),
  };
}

async function startJudge({ engine, signal }: GradeOptions, image: string, parts: AsyncDisposableStack): Promise<Judge> {
  const container = await engine.open({ role: 'judge', image, limits: judgeLimits }, signal === undefined ? {} : { signal });
  if (parts.disposed) {
    // Stopped while the container came up: it is nobody's yet.
    await container[Symbol.asyncDispose]();
  }
  signal?.throwIfAborted();
  return Judge.start(parts.use(container));
}

/** @throws {ServiceUnknownError} for a name that no service has. */
function serviceNames({ slug, services }: Exercise): readonly ServiceName[] {
  const unknown = services.find((name) => !isServiceName(name));
  if (unknown !== undefined) {
    throw new ServiceUnknownError(`"${slug}" asks for the service "${unknown}", which there is not.`, {
      next: `Name one of: ${Object.keys(serviceKinds).join(', ')}.`,
    });
  }
  return services.filter(isServiceName);
}

async function openServices(
  { engine, images, signal }: GradeOptions,
  names: readonly ServiceName[],
  parts: AsyncDisposableStack,
  network: Promise<JudgeNetwork>,
): Promise<ServiceSet> {
  const set = await ServiceSet.open(
    {
      names,
      containers: engine,
      image: (name) => images.reference(name === 'gate' ? name : serviceImage(name)),
      ...(signal === undefined ? {} : { signal }),
    },
    network,
  );
  if (parts.disposed) {
    // Stopped while they came up: they are nobody's yet.
    await set[Symbol.asyncDispose]();
    return set;
  }
  return parts.use(set);
}

interface Measured {
  readonly id: string;
  readonly startedAt: Date;
  readonly phases: Phases;
  readonly usage: readonly CaseUsage[];
  readonly sandboxes: number;
  readonly judgeImage: string;
  readonly sandboxImage: string;
  readonly submissionTimeMs: number;
}

async function runFacts({ engine, exercise, images }: GradeOptions, measured: Measured): Promise<RunFacts> {
  const { usage, phases, judgeImage, sandboxImage } = measured;
  const imageFacts = async (reference: string): Promise<ImageFacts | null> => {
    const image = await engine.images.find(reference);
    return image === undefined ? null : { reference, id: image.id };
  };
  const [info, judge, sandbox, ...services] = await Promise.all([
    engine.info(),
    imageFacts(judgeImage),
    imageFacts(sandboxImage),
    ...exercise.services.map(async (name) => [name, await imageFacts(await images.reference(serviceImage(name)))] as const),
  ]);
  const known = services.flatMap(([name, facts]) => (facts === null ? [] : [[name, facts] as const]));
  const cpu = usage.flatMap(({ cpuTimeMs }) => cpuTimeMs ?? []);
  const peaks = usage.flatMap(({ peakMemoryBytes }) => peakMemoryBytes ?? []);
  return {
    id: measured.id,
    engine: { name: info.name, version: info.version, platform: `${info.os}/${info.architecture}` },
    runtime: engine.runtime ?? info.defaultRuntime,
    images: {
      judge,
      sandbox,
      ...(known.length === 0 ? {} : { services: Object.fromEntries(known) }),
    },
    limits: exercise.limits,
    startedAt: measured.startedAt.toISOString(),
    finishedAt: new Date().toISOString(),
    usage: {
      wallTimeMs: phases.total,
      submissionTimeMs: measured.submissionTimeMs,
      ...(cpu.length === 0 ? {} : { cpuTimeMs: cpu.reduce((sum, one) => sum + one, 0) }),
      ...(peaks.length === 0 ? {} : { peakMemoryBytes: Math.max(...peaks) }),
      sandboxes: measured.sandboxes,
    },
    phases: phases.all,
    tests: usage,
  };
}
