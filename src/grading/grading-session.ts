import { randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import { Judge, type JudgeNetwork } from '../bridge/judge.ts';
import { readStarter } from '../catalog/read-starter.ts';
import type { Engine } from '../engine/engine.ts';
import type { Exercise } from '../model/exercise.ts';
import type { Limits } from '../model/limits.ts';
import { noProgress, type Progress } from '../model/progress.ts';
import type { RunFacts } from '../model/run-facts.ts';
import type { SourceFile, Submission } from '../model/submission.ts';
import type { CaseResult, CaseUsage, DeclaredCase, Verdict } from '../model/verdict.ts';
import type { ServiceSet } from '../services/service-set.ts';
import { caseResult } from './case-result.ts';
import { type CollectedSuite, collectionErrors, collectSuite } from './collect-suite.ts';
import { decideVerdict } from './decide-verdict.ts';
import { agreeBeside } from './declared-cases.ts';
import { gatherSurroundings, runFacts, type Surroundings } from './gather-run-facts.ts';
import { judgeLimits } from './judge-limits.ts';
import { openServices, serviceNames } from './open-services.ts';
import { Phases } from './phases.ts';
import { HeldNetworks } from './pools/held-networks.ts';
import { mostWaiting, SandboxPool } from './pools/sandbox-pool.ts';
import { type CaseRun, SuiteRun } from './run-suite.ts';
import { SandboxSupply, sandboxSpec } from './sandbox-supply.ts';
import { readServiceOrder } from './service-order.ts';
import { type SuiteModules, suiteBody, suiteModules } from './suite-modules.ts';
import { hashEnvironment, type Variation } from './variation.ts';

/** Where runner images are known by name. */
export interface ImageNames {
  /** Content tag of an image. @throws {EngineError} for a name there is none of. */
  reference(name: string): Promise<string>;
}

export interface SessionOptions {
  readonly exercise: Exercise;
  readonly engine: Engine;
  readonly images: ImageNames;
  /** What must not matter to a suite that is any good. Default: nothing varies. */
  readonly variation?: Variation;
  /**
   * The most sandboxes that wait for submissions to come, so that those need not. Default 0: each grading starts its own. An
   * exercise with services has one network and grades in turns, so none waits.
   */
  readonly ahead?: number;
  readonly signal?: AbortSignal;
  readonly progress?: Progress;
  readonly logger?: Logger;
}

export interface GradeInSession {
  /** Told once which tests there are, in the order of the suite. */
  readonly onDeclared?: (declared: readonly DeclaredCase[]) => void;
  /** Told of each test as soon as it is judged, in the order they run. */
  readonly onCase?: (result: CaseResult) => void;
  /** Asked after each test: true ends the grading there, and the verdict is about the tests that were run. */
  readonly isEnough?: (result: CaseResult) => boolean;
  /** In place of the exercise's. */
  readonly limits?: Limits;
}

export interface Grading {
  readonly verdict: Verdict;
  readonly exercise: Exercise;
  readonly run: RunFacts;
}

/**
 * A judge with one suite collected, and the services that it needs, for as many submissions as are brought: each gets sandboxes of its
 * own, and services as they were at the start. Gradings of an exercise without services may run side by side; others take turns.
 */
export class GradingSession implements AsyncDisposable {
  readonly #options: SessionOptions;
  /** What lives as long as the session. */
  readonly #parts = new AsyncDisposableStack();
  /** Name of the session in its judge. */
  readonly #id = randomBytes(8).toString('hex');
  readonly #images: Promise<readonly [judge: string, sandbox: string]>;
  readonly #judge: Promise<Judge>;
  readonly #services: Promise<ServiceSet> | undefined;
  readonly #starter: Promise<readonly SourceFile[]>;
  readonly #pool: Promise<SandboxPool> | undefined;
  /** Asked for by the first grading, at its end: nobody waits for it before. */
  #surroundings: Promise<Surroundings> | undefined;
  readonly #suites = new Map<string, Promise<CollectedSuite>>();
  /** Sandboxes of the gradings under way. */
  readonly #supplies = new Set<SandboxSupply>();
  #turn: Promise<unknown> = Promise.resolve();
  #removal: Promise<void> | undefined;
  #hasServed = false;

  private constructor(options: SessionOptions) {
    this.#options = options;
    const { exercise, engine, images } = options;
    const services = serviceNames(exercise);
    this.#images = Promise.all([images.reference('judge'), images.reference(exercise.image)]);
    const network = Promise.withResolvers<JudgeNetwork>();
    this.#judge = this.#startJudge();
    // Services wait for it: they have to know when it does not come.
    this.#judge.then((judge) => network.resolve(judge.network(this.#id)), network.reject);
    if (services.length > 0) {
      const { signal } = options;
      this.#services = openServices(
        { names: services, engine, images, ...(signal === undefined ? {} : { signal }) },
        network.promise,
      ).then((set) => this.#keep(set));
    }
    this.#starter = readStarter(exercise, options.signal);
    this.#pool = services.length === 0 && (options.ahead ?? 0) > 0 ? this.#openPool() : undefined;
    // Each is waited for where it is needed; until then a failure must not count as unhandled.
    for (const promise of [network.promise, this.#images, this.#judge, this.#services, this.#starter, this.#pool]) {
      promise?.catch(() => undefined);
    }
  }

  /** Starts judge and services, and waits for neither. @throws {ServiceUnknownError} */
  static open(options: SessionOptions): GradingSession {
    return new GradingSession(options);
  }

  /**
   * Grades one submission. Whatever the learner did wrong is in the verdict.
   * @throws {ExerciseError} for what is the author's.
   * @throws {EngineError | JudgeError} for what is ours; nothing is graded then.
   * @throws {SubmissionRefusedError} when a bare suite is about a module the submission does not have.
   */
  async grade(submission: Submission, options: GradeInSession = {}): Promise<Grading> {
    if (this.#services === undefined) {
      return this.#grade(submission, options);
    }
    const asked = performance.now();
    const turn = this.#turn.then(() => this.#grade(submission, options, asked));
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  /** @param asked when it was asked for, where it had to wait for its turn. */
  async #grade(
    submission: Submission,
    { onDeclared, onCase, isEnough, limits }: GradeInSession,
    asked?: number,
  ): Promise<Grading> {
    const { engine, signal, variation, logger, progress = noProgress } = this.#options;
    const exercise = limits === undefined ? this.#options.exercise : { ...this.#options.exercise, limits };
    const startedAt = new Date();
    const phases = new Phases(asked);
    if (asked !== undefined) {
      phases.mark('turn');
    }
    const id = randomBytes(8).toString('hex');
    progress({ step: this.#startStep(), state: 'start' });
    const [, sandboxImage] = await this.#images;
    await this.#removal;
    if (this.#hasServed) {
      await (await this.#services)?.carryOut({ service: '*', what: 'reset' });
    }
    this.#hasServed = this.#services !== undefined;
    // Under other limits than the exercise's, what waits in the pool is of no use.
    const pool = limits === undefined ? await this.#pool : undefined;
    using _place = pool?.enter();
    const sandboxes = new SandboxSupply({
      containers: engine,
      pool,
      starter: this.#starter,
      image: sandboxImage,
      submission,
      limits: exercise.limits,
      ...(this.#services === undefined ? {} : { beside: this.#services }),
      ...(variation === undefined ? {} : { environment: hashEnvironment(variation) }),
      ...(signal === undefined ? {} : { signal }),
    });
    this.#supplies.add(sandboxes);
    try {
      const opening = sandboxes.take();
      // Looked at below; until then a failure must not count as unhandled.
      opening.catch(() => undefined);
      const judge = await this.#judge;
      phases.mark('judge');

      progress({ step: 'Collecting the suite', state: 'start' });
      const modules = suiteModules(exercise, submission);
      const { name, suite } = await this.#collected(judge, modules);
      phases.mark('collect');
      const serviceSet = await this.#services;
      await opening;
      phases.mark('sandbox');
      logger?.debug({ id, exercise: exercise.slug, collected: suite.kind, submission: submission.digest }, 'ready to grade');

      let declared: readonly DeclaredCase[] = suite.kind === 'alone' ? suite.declared : (exercise.declared ?? []);
      if (suite.kind === 'alone') {
        onDeclared?.(declared);
      }
      let collecting: readonly string[] = [];
      const runs = new Map<string, CaseRun>();
      const usage: CaseUsage[] = [];
      progress({ step: 'Running tests', state: 'start' });
      const run = new SuiteRun({
        start: (from) => {
          const talk = judge.run(`${id}-${from}`);
          if (suite.kind === 'alone') {
            talk.say({ t: 'grade', suite: name, from }, serviceSet && Buffer.from(JSON.stringify(serviceSet.facts)));
          } else {
            const services = serviceSet?.facts;
            talk.say({ t: 'grade-live', from }, suiteBody({ exercise, modules, variation, services }));
          }
          return talk;
        },
        sandboxes,
        limits: exercise.limits,
        ...(serviceSet === undefined ? {} : { onServiceOrder: (order) => serviceSet.carryOut(readServiceOrder(order)) }),
        onUsage: (one) => usage.push(one),
        onLoaded: () => phases.mark('loading'),
        onCase: (one) => {
          runs.set(one.id, one);
          const known = declared.find((other) => other.id === one.id);
          if (known === undefined) {
            return false;
          }
          progress({ step: 'Running tests', state: 'update', detail: `${runs.size} of ${declared.length}: ${known.title}` });
          const result = caseResult({ declared: known, ...one });
          onCase?.(result);
          return isEnough?.(result) ?? false;
        },
        onCollected: (content) => {
          collecting = collectionErrors(content);
          declared = agreeBeside(exercise, content, collecting);
          onDeclared?.(declared);
          return declared.map(({ id }) => id);
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
        run: runFacts(await this.#askSurroundings(), {
          id,
          startedAt,
          phases,
          usage,
          sandboxes: sandboxes.count,
          limits: exercise.limits,
          submissionTimeMs: run.clock.gradingTimeMs,
        }),
      };
    } finally {
      this.#supplies.delete(sandboxes);
      const removal = sandboxes[Symbol.asyncDispose]();
      // It takes as long as starting did, and nobody needs to wait for it, except who is next on the same network: the two would meet.
      engine.later(removal);
      if (this.#services !== undefined) {
        this.#removal = removal;
      }
    }
  }

  /** The suite as it is for submissions with these modules; for an exercise, which names its entry, the same for all. */
  async #collected(judge: Judge, modules: SuiteModules): Promise<{ readonly name: string; readonly suite: CollectedSuite }> {
    const { exercise, variation } = this.#options;
    const key = JSON.stringify(modules);
    let suite = this.#suites.get(key);
    const place = suite === undefined ? this.#suites.size : [...this.#suites.keys()].indexOf(key);
    const name = `${this.#id}-${place}`;
    if (suite === undefined) {
      suite = collectSuite(judge, name, exercise, modules, variation);
      this.#suites.set(key, suite);
    }
    return { name, suite: await suite };
  }

  #askSurroundings(): Promise<Surroundings> {
    const { exercise, engine, images } = this.#options;
    this.#surroundings ??= this.#images.then(([judgeImage, sandboxImage]) =>
      gatherSurroundings({ engine, exercise, images, judgeImage, sandboxImage }),
    );
    return this.#surroundings;
  }

  async #openPool(): Promise<SandboxPool> {
    const { engine, exercise, signal, variation, ahead = 0 } = this.#options;
    const [, image] = await this.#images;
    const most = mostWaiting(ahead, exercise.limits, (await engine.info()).memoryBytes);
    const later = (work: Promise<void>): void => engine.later(work);
    const stoppable = signal === undefined ? {} : { signal };
    // Another runtime may have a network stack for each container, which nobody else can have.
    const networks =
      engine.runtime === undefined
        ? await this.#keep(new HeldNetworks({ containers: engine, image, later, ...stoppable }))
        : undefined;
    const spec = sandboxSpec(image, exercise.limits, variation === undefined ? undefined : hashEnvironment(variation));
    return this.#keep(
      new SandboxPool({ containers: networks ?? engine, spec, starter: this.#starter, most, later, ...stoppable }),
    );
  }

  #startStep(): string {
    const { services } = this.#options.exercise;
    return services.length === 0 ? 'Starting judge and sandbox' : `Starting ${services.join(', ')}`;
  }

  async #startJudge(): Promise<Judge> {
    const { engine, signal, variation } = this.#options;
    const [image] = await this.#images;
    const container = await engine.open(
      {
        role: 'judge',
        image,
        limits: judgeLimits,
        ...(variation === undefined ? {} : { environment: hashEnvironment(variation) }),
      },
      signal === undefined ? {} : { signal },
    );
    return Judge.start(await this.#keep(container));
  }

  /** For as long as the session lives; what comes up after its end is nobody's, and goes at once. */
  async #keep<T extends AsyncDisposable>(part: T): Promise<T> {
    if (this.#parts.disposed) {
      await part[Symbol.asyncDispose]();
      this.#options.signal?.throwIfAborted();
      return part;
    }
    return this.#parts.use(part);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // All at once: a grading that is stopped waits for its sandbox, not for its judge.
    await Promise.all([this.#parts.disposeAsync(), ...[...this.#supplies].map((one) => one[Symbol.asyncDispose]())]);
  }
}
