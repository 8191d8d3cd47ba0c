import type { Frame } from '../bridge/frame.ts';
import { FramedContainer } from '../bridge/framed-container.ts';
import type { Container, ContainerLimits, ContainerProvider } from '../engine/container.ts';
import { withDeadline } from '../engine/with-deadline.ts';
import { AuthorToolFailedError, SourceFaultError } from './author-errors.ts';

/** A file of an exercise as text. */
export interface SourceText {
  readonly path: string;
  readonly text: string;
}

/** The reference with one change. */
export interface Mutant {
  readonly path: string;
  /** Kind of change, such as `comparison boundary`. */
  readonly operator: string;
  /** Qualified name of the function or class around the change, such as `Limiter.take`; empty for the module. */
  readonly scope: string;
  /** The first line that changed, from 1. */
  readonly line: number;
  /** The lines that changed, without their indentation; empty in `after` where they are gone. */
  readonly before: string;
  readonly after: string;
  /** The whole changed file. */
  readonly text: string;
}

/** A submission in which each function gives the same answer, whatever it is asked. */
export interface ConstantAnswer {
  /** For people: `True`, `the first argument`, `raise ValueError`. */
  readonly answer: string;
  readonly files: readonly SourceText[];
}

/** Why a block of Python does not parse. */
export interface SyntaxFault {
  /** Which of the blocks, from 0. */
  readonly block: number;
  /** Line of the block, from 1. */
  readonly line: number;
  readonly message: string;
}

const MiB = 1024 * 1024;

const toolLimits: ContainerLimits = {
  memoryBytes: 512 * MiB,
  cpus: 1,
  processes: 8,
  openFiles: 256,
  fileBytes: MiB,
  diskBytes: MiB,
  diskEntries: 64,
};

/** From one answer to the next; a reference of a thousand lines takes some seconds. */
const answerTimeMs = 120_000;

/**
 * Looks at an exercise's Python without running it, in a container of its own: the host has no Python. See `runner-images/author`.
 * Calls may be made while others wait; they are answered one after another.
 */
export class AuthorTool implements AsyncDisposable {
  readonly #container: FramedContainer;
  readonly #signal: AbortSignal | undefined;
  readonly #waiting = new Map<number, (frame: Frame) => void>();
  #asked = 0;
  /** Settles when what was asked last is answered; never rejects. */
  #last: Promise<unknown> = Promise.resolve();

  private constructor(container: Container, signal: AbortSignal | undefined) {
    this.#signal = signal;
    this.#container = new FramedContainer(container, ({ header, body }) => {
      const id = Number(header['id']);
      this.#waiting.get(id)?.({ header, body });
      this.#waiting.delete(id);
    });
  }

  /**
   * @param image the image `author`, built.
   * @param signal ends what is waited for, too; the container goes when the tool is disposed.
   * @throws {EngineError}
   */
  static async open(containers: ContainerProvider, image: string, signal?: AbortSignal): Promise<AuthorTool> {
    const options = signal === undefined ? {} : { signal };
    return new AuthorTool(await containers.open({ role: 'tool', image, limits: toolLimits }, options), signal);
  }

  /**
   * Mutants of the Python files among these, by path and line; the same for the same files.
   * @throws {SourceFaultError | AuthorToolFailedError}
   */
  async mutants(files: readonly SourceText[]): Promise<readonly Mutant[]> {
    return (await this.#ask<{ readonly mutants: readonly Mutant[] }>('mutants', { files })).mutants;
  }

  /**
   * Submissions made of the reference that know a single answer. Files that are no Python stay as they are.
   * @throws {SourceFaultError | AuthorToolFailedError}
   */
  async constants(files: readonly SourceText[]): Promise<readonly ConstantAnswer[]> {
    return (await this.#ask<{ readonly answers: readonly ConstantAnswer[] }>('constants', { files })).answers;
  }

  /**
   * The suite with the canary in comments, in the names of test files and tests, and in the texts it expects.
   * @param canary a word that could be part of a Python name.
   * @throws {SourceFaultError | AuthorToolFailedError}
   */
  async plant(files: readonly SourceText[], canary: string): Promise<readonly SourceText[]> {
    return (await this.#ask<{ readonly files: readonly SourceText[] }>('plant', { files, canary })).files;
  }

  /**
   * The first fault of each block of Python that does not parse; one with `>>>` is read by its prompts.
   * @throws {AuthorToolFailedError}
   */
  async syntaxFaults(blocks: readonly string[]): Promise<readonly SyntaxFault[]> {
    return (await this.#ask<{ readonly faults: readonly SyntaxFault[] }>('syntax', { blocks })).faults;
  }

  /** In turn, so that the time of one request is no other's. The tool is ours, and its answers have the form it documents. */
  async #ask<Answer>(request: string, body: object): Promise<Answer> {
    const answer = this.#last.then(() => this.#answerTo(request, body));
    this.#last = answer.catch(() => undefined);
    const { header, body: content } = await answer;
    const said = parsed(content);
    if (header['t'] === 'done') {
      return said as Answer;
    }
    throw faultOf(said);
  }

  async #answerTo(request: string, body: object): Promise<Frame> {
    const signal = this.#signal;
    signal?.throwIfAborted();
    this.#asked += 1;
    const id = this.#asked;
    const { promise, resolve, reject } = Promise.withResolvers<Frame>();
    this.#waiting.set(id, resolve);
    const abort = (): void => {
      reject(signal?.reason);
    };
    signal?.addEventListener('abort', abort, { once: true });
    try {
      this.#container.send({ t: request, id }, Buffer.from(JSON.stringify(body)));
      const ended = this.#container.ended.then((why) => ({ why }));
      const answer = await withDeadline(Promise.race([promise, ended]), answerTimeMs);
      if (answer === undefined || 'why' in answer) {
        throw failure(answer?.why ?? 'it does not answer');
      }
      return answer;
    } finally {
      signal?.removeEventListener('abort', abort);
      this.#waiting.delete(id);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#container[Symbol.asyncDispose]();
  }
}

function parsed(content: Buffer): object {
  let said: unknown;
  try {
    said = JSON.parse(content.toString('utf8'));
  } catch (error) {
    throw failure('it sent no JSON', error);
  }
  if (typeof said !== 'object' || said === null) {
    throw failure('it sent no object');
  }
  return said;
}

function faultOf(said: object): SourceFaultError {
  const why = 'why' in said ? String(said.why) : 'no word of why';
  return 'path' in said && 'line' in said
    ? new SourceFaultError(why, { file: String(said.path), line: Number(said.line) })
    : new SourceFaultError(why);
}

function failure(why: string, cause?: unknown): AuthorToolFailedError {
  return new AuthorToolFailedError(`The container that looks at the exercise's Python failed: ${why}.`, {
    cause,
    next: 'Try again; if it stays so, run "waymark doctor".',
  });
}
