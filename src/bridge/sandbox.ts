import { once } from 'node:events';
import type { Container } from '../engine/container.ts';
import { withDeadline } from '../engine/with-deadline.ts';
import type { Limits } from '../model/limits.ts';
import type { SourceFile, Submission } from '../model/submission.ts';
import type { LimitEvidence } from '../model/verdict.ts';
import { SandboxFailedError } from './bridge-errors.ts';
import { encodeFrame, type Frame, FrameDecoder, MalformedFrameError, sandboxFrameBytes } from './frame.ts';
import { readAnswer } from './read-answer.ts';
import type { SandboxAnswer, WorkerEnd } from './sandbox-answer.ts';

/** How long a sandbox has to start and to take the submission in. Ours to pay for, not the learner's. */
const startTimeMs = 60_000;
/** How long the agent may take to kill a worker before the whole sandbox is killed. */
const killTimeMs = 3_000;
/** Everything a sandbox may send in its life. */
const lifetimeBytes = 64 * 1024 * 1024;
/** How long the engine may take to say how a container ended. */
const exitTimeMs = 10_000;

export interface Ask {
  readonly id: string;
  /** `begin`, `use` or `end`. */
  readonly op: string;
  readonly body: Buffer;
  /** Time the answer may take; `evidence` says in the report whose limit it was. */
  readonly timeMs: number;
  readonly evidence: (measuredMs: number) => LimitEvidence;
}

/** What we wait for: one request in flight, or the sandbox being ready. */
interface Waiting {
  readonly id: string | undefined;
  readonly resolve: (answer: SandboxAnswer | 'ready') => void;
}

/**
 * One submission's sandbox as the bridge speaks with it. Every frame from it is held against what was asked: another id, an
 * unasked frame, a frame too large or too deep ends the sandbox, and that is the learner's doing, as is everything after
 * the submission went in. Before that it is ours.
 */
export class Sandbox implements AsyncDisposable {
  readonly #container: Container;
  readonly #decoder = new FrameDecoder(sandboxFrameBytes);
  #waiting: Waiting | undefined;
  #received = 0;
  #fault: string | undefined;
  #ended = false;
  #killed = false;

  private constructor(container: Container) {
    this.#container = container;
    container.stdout.on('data', (chunk: Buffer) => {
      this.#hear(chunk);
    });
    container.stdout.once('close', () => {
      this.#ended = true;
      void this.#settleLost();
    });
    container.stdout.on('error', () => undefined);
    container.stdin.on('error', () => undefined);
  }

  /**
   * Speaks with a container that has just started, and may wait for its submission as long as it likes. Meanwhile the agent imports
   * what these sources import of the library; nobody waits for that.
   */
  static start(container: Container, sources: readonly SourceFile[] = []): Sandbox {
    const sandbox = new Sandbox(container);
    if (sources.length > 0) {
      void sandbox.#send(encodeFrame({ t: 'prepare' }, Buffer.from(JSON.stringify({ files: encodeFiles(sources) }))));
    }
    return sandbox;
  }

  /**
   * Hands the submission over, with what is added to its environment, and waits until the agent has it.
   * @throws {SandboxFailedError}; the sandbox is gone then.
   */
  async load(submission: Submission, limits: Limits, environment: Readonly<Record<string, string>> = {}): Promise<void> {
    const content = { files: encodeFiles(submission.files), outputBytes: limits.outputBytes, environment };
    const ready = this.#expect(undefined);
    const sent = this.#send(encodeFrame({ t: 'submission' }, Buffer.from(JSON.stringify(content))));
    const answer = await withDeadline(bothOf(ready, sent), startTimeMs);
    if (answer !== 'ready') {
      const tail = this.#container.stderrTail().trim();
      await this[Symbol.asyncDispose]();
      throw new SandboxFailedError(`The sandbox did not start${tail === '' ? '.' : `: ${tail.split('\n').at(-1)}`}`, {
        next: 'Run "waymark doctor", then grade again.',
      });
    }
  }

  /** Nothing more can be asked of it. */
  get isLost(): boolean {
    return this.#ended || this.#killed || this.#fault !== undefined;
  }

  /**
   * Relays one request and gives its one answer.
   * @throws {SandboxFailedError} when the sandbox was ended from outside, or the engine no longer knows it.
   */
  async ask(request: Ask): Promise<SandboxAnswer> {
    if (this.isLost) {
      return this.#howItWasLost();
    }
    const startedAt = performance.now();
    const answer = this.#expect(request.id);
    const asked = this.#send(encodeFrame({ t: 'ask', id: request.id, op: request.op }, request.body));
    const inTime = await withDeadline(bothOf(answer, asked), request.timeMs);
    if (inTime !== undefined && inTime !== 'ready') {
      return inTime;
    }
    const overTime = request.evidence(performance.now() - startedAt);
    const told = this.#send(encodeFrame({ t: 'kill' }));
    const late = await withDeadline(bothOf(answer, told), killTimeMs);
    if (late === undefined || late === 'ready') {
      this.#killed = true;
      await this.#container.kill();
      return { kind: 'lost', cause: 'unresponsive', detail: 'it did not end its worker', overTime };
    }
    // An answer that crossed our kill on its way came too late; the worker it came from is being killed.
    return late.kind === 'died' || late.kind === 'lost' ? { ...late, overTime } : { kind: 'died', end: noEnd, overTime };
  }

  /**
   * Waits until stdin has taken it, so that a sandbox that stops reading cannot fill our memory. One that never reads again
   * keeps it waiting until the container is killed, so it is waited for together with the answer and never without a deadline.
   */
  async #send(frame: Buffer): Promise<void> {
    const { stdin } = this.#container;
    if (!stdin.writable || this.#ended) {
      return;
    }
    if (!stdin.write(frame)) {
      // Whichever comes first, the others stop listening: a grading sends thousands of frames.
      const over = new AbortController();
      const { signal } = over;
      const either = [once(stdin, 'drain', { signal }), once(stdin, 'close', { signal })];
      await Promise.race([...either, once(this.#container.stdout, 'close', { signal })]).catch(() => undefined);
      over.abort();
    }
  }

  #expect(id: string | undefined): Promise<SandboxAnswer | 'ready'> {
    const { promise, resolve } = Promise.withResolvers<SandboxAnswer | 'ready'>();
    this.#waiting = { id, resolve };
    return promise;
  }

  #answer(answer: SandboxAnswer | 'ready'): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.resolve(answer);
  }

  #hear(chunk: Buffer): void {
    if (this.#fault !== undefined) {
      return;
    }
    this.#received += chunk.length;
    try {
      if (this.#received > lifetimeBytes) {
        throw new MalformedFrameError(`more than ${lifetimeBytes} bytes in one life`);
      }
      for (const frame of this.#decoder.feed(chunk)) {
        this.#take(frame);
      }
    } catch (error) {
      if (!(error instanceof MalformedFrameError)) {
        throw error;
      }
      this.#fault = error.message;
      void this.#container.kill();
      this.#answer({ kind: 'lost', cause: 'protocol', detail: error.message });
    }
  }

  #take({ header, body }: Frame): void {
    const waiting = this.#waiting;
    if (waiting === undefined) {
      throw new MalformedFrameError('a frame nobody asked for');
    }
    if (waiting.id === undefined) {
      if (header['t'] !== 'ready') {
        throw new MalformedFrameError('something else than ready');
      }
      this.#answer('ready');
      return;
    }
    if (header['id'] !== waiting.id) {
      throw new MalformedFrameError('an answer under another id');
    }
    this.#answer(readAnswer(header, body));
  }

  /** The stream is at its end: whoever waits is told how. */
  async #settleLost(): Promise<void> {
    if (this.#waiting !== undefined) {
      this.#answer(await this.#howItWasLost());
    }
  }

  async #howItWasLost(): Promise<SandboxAnswer> {
    if (this.#fault !== undefined) {
      return { kind: 'lost', cause: 'protocol', detail: this.#fault };
    }
    const exit = await withDeadline(this.#container.exited, exitTimeMs);
    if (exit?.oomKilled === true) {
      return { kind: 'lost', cause: 'out-of-memory', detail: 'the kernel ended it for memory' };
    }
    // Process 1 of a namespace is shielded from its own namespace's signals: a SIGKILL that is not ours came from outside.
    // 0 is how the agent ends when its input does, and from inside nothing can end that: the connection to it was cut.
    const isForeign = exit === undefined || ((exit.exitCode === 137 || exit.exitCode === 0) && !this.#killed);
    return { kind: 'lost', cause: 'ended', detail: isForeign ? outside : `exit code ${exit.exitCode}` };
  }

  /** Ends the container; what it was is not needed any more. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#killed = true;
    await this.#container[Symbol.asyncDispose]();
  }
}

function encodeFiles(files: readonly SourceFile[]): readonly (readonly [path: string, base64: string])[] {
  return files.map(({ path, content }) => [path, Buffer.from(content).toString('base64')]);
}

async function bothOf<T>(answer: Promise<T>, sent: Promise<void>): Promise<T> {
  const [answered] = await Promise.all([answer, sent]);
  return answered;
}

const outside = 'ended from outside';

/** The sandbox was not ended by anything inside it, so what happened says nothing about the submission. */
export function wasEndedFromOutside(answer: SandboxAnswer): boolean {
  return answer.kind === 'lost' && answer.detail === outside;
}

const noEnd: WorkerEnd = { ranOutOfMemory: false, ranOutOfProcesses: false, printedTooMuch: false, spoilt: false };
