import { createHash } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { replaceFile } from '../../files/replace-file.ts';

/**
 * Results of one exercise by what they depend on: suite, submission, images, limits. An unchanged one is not found out twice. Where
 * something new is written, what was not asked for is let go.
 */
export class ResultStore {
  readonly #file: string | undefined;
  readonly #known: ReadonlyMap<string, unknown>;
  readonly #used = new Map<string, unknown>();
  #isChanged = false;

  private constructor(file: string | undefined, known: ReadonlyMap<string, unknown>) {
    this.#file = file;
    this.#known = known;
  }

  /** @param folder where results are kept; undefined to keep none. A file that cannot be read counts as empty. */
  static async open(folder: string | undefined, name: string): Promise<ResultStore> {
    if (folder === undefined) {
      return new ResultStore(undefined, new Map());
    }
    const file = join(folder, `${name}.json`);
    return new ResultStore(file, await readKnown(file));
  }

  /**
   * The result for these parts, found out by `compute` where it is not known. What it throws is not kept, nor what `isLasting` is false
   * for: that would be another result the next time.
   */
  async remember<T>(
    parts: readonly unknown[],
    compute: () => Promise<T>,
    isLasting: (value: T) => boolean = () => true,
  ): Promise<T> {
    const key = createHash('sha256').update(JSON.stringify(parts)).digest('hex');
    const known = (this.#used.get(key) ?? this.#known.get(key)) as T | undefined;
    if (known !== undefined && isLasting(known)) {
      this.#used.set(key, known);
      return known;
    }
    const value = await compute();
    if (isLasting(value)) {
      this.#isChanged = true;
      this.#used.set(key, value);
    }
    return value;
  }

  /**
   * Writes what was asked for; of a run that did not come to its end also what was there before. Never throws: a cache that cannot be
   * written costs time and nothing else.
   */
  async save({ isComplete }: { readonly isComplete: boolean }): Promise<void> {
    if (this.#file === undefined || !this.#isChanged) {
      return;
    }
    try {
      await mkdir(join(this.#file, '..'), { recursive: true });
      await replaceFile(this.#file, JSON.stringify(Object.fromEntries([...(isComplete ? [] : this.#known), ...this.#used])));
    } catch {
      // A full disk or a read-only home.
    }
  }
}

async function readKnown(file: string): Promise<ReadonlyMap<string, unknown>> {
  try {
    const content: unknown = JSON.parse(await readFile(file, 'utf8'));
    return new Map(typeof content === 'object' && content !== null ? Object.entries(content) : []);
  } catch {
    return new Map();
  }
}
