import { JudgeBrokenError, JudgeSilentError, SandboxFailedError } from '../bridge/bridge-errors.ts';
import type { Frame } from '../bridge/frame.ts';
import type { JudgeTalk } from '../bridge/judge.ts';
import { wasEndedFromOutside } from '../bridge/sandbox.ts';
import type { SandboxAnswer } from '../bridge/sandbox-answer.ts';
import type { Limits } from '../model/limits.ts';
import type { CaseUsage } from '../model/verdict.ts';
import { safeText } from '../report/text-safety.ts';
import { CaseClock } from './case-clock.ts';
import { type CaseFacts, readCaseFacts, textAt } from './case-facts.ts';
import { parseBody } from './collect-suite.ts';
import { SuiteFaultError } from './grading-errors.ts';
import { type Interruption, interruptionOf, strainOf } from './interruption.ts';
import { judgeLimits } from './judge-limits.ts';
import type { SandboxSupply } from './sandbox-supply.ts';
import { stableText } from './stable-text.ts';

/** Ending a worker and saying what it printed is the agent's work and not the learner's. */
const endTimeMs = 10_000;

/** How long the judge may compare, or the suite compute, in one go of a test, beyond the time the submission has. */
const standstillMs = 20_000;

/** How long the judge may be silent while it collects a suite beside a submission; an exercise's suite does so in a moment. */
const collectionMs = 30_000;

/** How much of each stream of a test is kept, in bytes; a report keeps less. */
const keptOutputBytes = 64 * 1024;

/** What happened to one test, before it is judged. */
export interface CaseRun {
  readonly id: string;
  readonly facts?: CaseFacts;
  readonly interruption?: Interruption;
  readonly strain?: Interruption;
  readonly stdout: string;
  readonly stderr: string;
}

/** How a run through the suite ended. */
export type RunEnd =
  | { readonly kind: 'finished' }
  /** The grading's time was used up before the last test. */
  | { readonly kind: 'out-of-time' }
  /** Whoever asked for it has heard enough; the rest was not run. */
  | { readonly kind: 'enough' }
  /** The submission's modules cannot be imported: it raised, or was ended. */
  | { readonly kind: 'import-failed'; readonly facts?: CaseFacts; readonly module?: string; readonly interruption?: Interruption }
  /** Beside this submission nothing of the suite could be collected. */
  | { readonly kind: 'not-collected'; readonly content: unknown };

export interface RunOptions {
  /**
   * Starts a grading process in the judge that runs the suite from its test number `from` on, counted from 0 in the suite's order.
   * Called again when a test has to be given up: the rest is for a process of its own.
   */
  readonly start: (from: number) => JudgeTalk;
  readonly sandboxes: SandboxSupply;
  readonly limits: Limits;
  /** Told of each test that was run; true ends the run there. */
  readonly onCase: (run: CaseRun) => boolean;
  readonly onUsage: (usage: CaseUsage) => void;
  /** Told when the submission was imported for the first time. */
  readonly onLoaded?: () => void;
  /** Carries out what the suite orders of a service. Throwing ends the grading. */
  readonly onServiceOrder?: (order: unknown) => Promise<void>;
  /** A suite that is collected beside the submission: what was collected. Gives the ids of the tests to run. Throwing ends the grading. */
  readonly onCollected?: (content: unknown) => readonly string[];
}

/** One grading's way through the suite: relays between judge and sandbox, keeps the learner's time, notes what ended a test. */
export class SuiteRun {
  readonly clock: CaseClock;
  readonly #options: RunOptions;
  #talk: JudgeTalk;
  /** Tests begun so far. */
  #begun = 0;
  #id: string | undefined;
  #startedAt = 0;
  #interruption: Interruption | undefined;
  #strain: Interruption | undefined;
  #hasBegun = false;
  #endedWhileLoading = false;
  #stdout = '';
  #stderr = '';
  #used: Pick<CaseUsage, 'cpuTimeMs' | 'peakMemoryBytes'> = {};

  constructor(options: RunOptions) {
    this.#options = options;
    this.clock = new CaseClock(options.limits);
    this.#talk = options.start(0);
  }

  /** @throws {JudgeError | EngineError} for what is ours. */
  async toTheEnd(): Promise<RunEnd> {
    for (;;) {
      const frame = await this.#nextFrame();
      const end = frame === undefined ? this.#standStill() : await this.#follow(frame);
      if (end !== undefined) {
        this.#leave(end.kind !== 'finished');
        return end;
      }
    }
  }

  /**
   * The judge's next frame. Undefined when a test has come to a standstill: the suite waits for something, such as a call of
   * one of its own functions, that this submission never does. With the reference it does not, or the suite would be broken.
   */
  async #nextFrame(): Promise<Frame | undefined> {
    if (!this.#hasBegun || (this.#id === undefined && !this.#isCollecting)) {
      return this.#talk.next();
    }
    try {
      return await this.#talk.next(this.#isCollecting ? collectionMs : this.#options.limits.testTimeMs + standstillMs);
    } catch (error) {
      if (error instanceof JudgeSilentError) {
        return undefined;
      }
      throw error;
    }
  }

  /** The suite is being collected beside the submission, which it uses meanwhile. */
  get #isCollecting(): boolean {
    return this.#hasBegun && this.#begun === 0;
  }

  #standStill(): RunEnd | undefined {
    const { testTimeMs } = this.#options.limits;
    return this.#isCollecting
      ? notCollected('it did not come to an end')
      : this.#giveUpCase({ status: 'timeout', limit: { limit: 'testTimeMs', ceiling: testTimeMs } });
  }

  /**
   * Ends a test that the judge cannot bring to its end with this submission, and goes on with the one after it. Costs the time of a
   * test, so that it comes to an end itself.
   */
  #giveUpCase(interruption: Interruption): RunEnd | undefined {
    this.clock.spend(this.#options.limits.testTimeMs);
    this.#interruption ??= interruption;
    if (this.#endCase(undefined)) {
      return { kind: 'enough' };
    }
    this.#leave(true);
    this.#talk = this.#options.start(this.#begun);
    return undefined;
  }

  #leave(isUnfinished: boolean): void {
    if (isUnfinished) {
      this.#talk.say({ t: 'abort' });
    }
    this.#talk.close();
  }

  async #follow({ header, body }: Frame): Promise<RunEnd | undefined> {
    switch (header['t']) {
      case 'started':
        return undefined;
      case 'collected':
        this.#talk.say({ t: 'go' }, Buffer.from(JSON.stringify({ cases: this.#options.onCollected?.(parseBody(body)) ?? [] })));
        return undefined;
      case 'not-collected':
        return { kind: 'not-collected', content: parseBody(body) };
      case 'case-begins':
        this.#beginCase(String(header['case']));
        return this.clock.isUsedUp ? { kind: 'out-of-time' } : undefined;
      case 'ask':
        await this.#relay(String(header['id']), String(header['op']), body);
        return this.#endedWhileLoading
          ? { kind: 'import-failed', ...(this.#interruption === undefined ? {} : { interruption: this.#interruption }) }
          : undefined;
      case 'case':
        return this.#endCase(readCaseFacts(parseBody(Buffer.from(stableText(body.toString('utf8'))))))
          ? { kind: 'enough' }
          : undefined;
      case 'import-failed': {
        const content = parseBody(body);
        const module = textAt(content, 'module');
        return { kind: 'import-failed', facts: readCaseFacts(content), ...(module === undefined ? {} : { module }) };
      }
      case 'finished':
        return { kind: 'finished' };
      case 'service':
        await this.#options.onServiceOrder?.(parseBody(body));
        this.#talk.say({ t: 'service-done', id: header['id'] });
        return undefined;
      case 'fault':
        throw new SuiteFaultError(`The suite cannot be run: ${textAt(parseBody(body), 'why') ?? 'it did not say why'}.`, {
          next: 'Mend the suite; it is not the submission that is at fault.',
        });
      case 'broken':
        throw new JudgeBrokenError(`The judge failed: ${lastLine(textAt(parseBody(body), 'why') ?? '')}`, {
          cause: new Error(textAt(parseBody(body), 'why')),
          next: 'Grade again; if it stays so, report it with the suite.',
        });
      case 'closed':
        if (header['oom'] === true && this.#hasBegun) {
          return this.#outOfMemory();
        }
        throw judgeEnded('closed');
      default:
        throw judgeEnded(String(header['t']));
    }
  }

  /** What the submission returned was small, and what the suite made of it was not: `sorted(range(10 ** 9))`. */
  #outOfMemory(): RunEnd | undefined {
    const { memoryBytes } = judgeLimits;
    if (this.#isCollecting) {
      return notCollected('it needed more memory than there is');
    }
    if (this.#id === undefined) {
      throw judgeEnded('closed');
    }
    return this.#giveUpCase({ status: 'memory-limit', limit: { limit: 'memoryBytes', ceiling: memoryBytes } });
  }

  #beginCase(id: string): void {
    this.#id = id;
    this.#begun += 1;
    this.#startedAt = performance.now();
    this.#interruption = undefined;
    this.#strain = undefined;
    this.#stdout = '';
    this.#stderr = '';
    this.#used = {};
    this.clock.beginCase();
  }

  /** @returns whether that is enough. */
  #endCase(facts: CaseFacts | undefined): boolean {
    const id = this.#id ?? facts?.id ?? '';
    this.#id = undefined;
    const didPass = facts?.status === 'passed' || facts?.status === 'skipped';
    this.#options.onUsage({
      id,
      wallTimeMs: performance.now() - this.#startedAt,
      submissionTimeMs: this.clock.caseTimeMs,
      ...this.#used,
    });
    return this.#options.onCase({
      id,
      ...(facts === undefined ? {} : { facts }),
      ...(this.#interruption === undefined ? {} : { interruption: this.#interruption }),
      ...(this.#strain === undefined || didPass ? {} : { strain: this.#strain }),
      stdout: this.#stdout,
      stderr: this.#stderr,
    });
  }

  async #relay(id: string, operation: string, body: Buffer): Promise<void> {
    const { sandboxes, limits } = this.#options;
    const talk = this.#talk;
    const begins = operation === 'begin' || operation === 'fresh';
    const sandbox = begins ? await sandboxes.take({ isFresh: operation === 'fresh' }) : await sandboxes.current();
    if (sandbox === undefined) {
      talk.say({ t: 'gone', id, why: 'there is no sandbox' });
      return;
    }
    if (operation === 'end') {
      const answer = await sandbox.ask({ id, op: 'end', body, timeMs: endTimeMs, evidence: () => this.clock.usedUp });
      this.#noteEnd(answer);
      talk.say(answer.kind === 'ended' ? { t: 'ended', id } : { t: 'gone', id, why: 'the sandbox is gone' });
      return;
    }
    const phase = begins ? 'begin' : 'use';
    const startedAt = performance.now();
    const allowance = this.clock.allowance(phase);
    const answer = await sandbox.ask({ id, op: phase, body, ...allowance });
    const took = performance.now() - startedAt;
    // A timer may fire a hair early; what was over time has used up all it had.
    const wasOverTime = (answer.kind === 'died' || answer.kind === 'lost') && answer.overTime !== undefined;
    this.clock.spend(wasOverTime ? Math.max(took, allowance.timeMs) : took);
    if (answer.kind === 'answer') {
      if (!this.#hasBegun && answer.re === 'value') {
        this.#hasBegun = true;
        this.#options.onLoaded?.();
      }
      talk.say({ t: 'answer', id, re: answer.re }, answer.body);
      return;
    }
    if (wasEndedFromOutside(answer)) {
      throw new SandboxFailedError('The sandbox was ended from outside in the middle of a grading.', {
        next: 'Look whether something removes containers on this host, then grade again.',
      });
    }
    this.#interruption ??= interruptionOf(answer, limits);
    this.#endedWhileLoading = phase === 'begin' && !this.#hasBegun;
    talk.say({ t: 'gone', id, why: `the test was ended: ${this.#interruption?.status ?? 'crashed'}` });
  }

  #noteEnd(answer: SandboxAnswer): void {
    this.#interruption ??=
      answer.kind === 'ended' || answer.kind === 'died' ? interruptionOf(answer, this.#options.limits) : undefined;
    if (answer.kind === 'ended') {
      this.#strain = strainOf(answer.end, this.#options.limits);
      this.#stdout = printed(answer.stdout);
      this.#stderr = printed(answer.stderr);
      const { cpuTimeMs, peakMemoryBytes } = answer;
      this.#used = {
        ...(cpuTimeMs === undefined ? {} : { cpuTimeMs }),
        ...(peakMemoryBytes === undefined ? {} : { peakMemoryBytes }),
      };
    }
  }
}

function notCollected(why: string): RunEnd {
  return { kind: 'not-collected', content: { errors: [why] } };
}

function judgeEnded(said: string): JudgeBrokenError {
  return new JudgeBrokenError(`The judge ended in the middle of a grading (${said}).`, { next: 'Grade again.' });
}

function printed(text: string): string {
  return safeText(stableText(text), keptOutputBytes, 'ends');
}

function lastLine(text: string): string {
  return text.trimEnd().split('\n').at(-1) ?? '';
}
