import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Extract, extract } from 'tar-stream';
import { type DebianRecords, placeOf } from './debian-packages.ts';
import { GoRecordFinder } from './go-program.ts';
import type { JavaArchive } from './java-archives.ts';
import type { PythonRecord } from './python-distributions.ts';

/** What an image's files tell of the software in it. Paths have no slash in front. */
export interface ImageContents {
  /** Everything that is not a folder. */
  readonly files: ReadonlySet<string>;
  /** Text of `usr/lib/os-release`; empty where there is none. */
  readonly osRelease: string;
  /** `undefined` where the image has none. */
  readonly debian: DebianRecords | undefined;
  readonly python: readonly PythonRecord[];
  readonly java: readonly JavaArchive[];
  /** Files named `release`: of Java runtimes, among others. */
  readonly releases: readonly { readonly path: string; readonly text: string }[];
  readonly go: readonly { readonly path: string; readonly record: Uint8Array }[];
}

export interface ReadOptions {
  /** Called for each entry with the number of those read so far. */
  readonly onEntry?: (count: number) => void;
  readonly signal?: AbortSignal | undefined;
}

/** Of a METADATA or `release` file; fields come first, and a long description behind them. */
const headBytes = 256 * 1024;
/** Of a record of dpkg; those of a desktop with everything on it are smaller. */
const recordBytes = 32 * 1024 * 1024;
/** One entry of a tar, its content still to come. */
type Entry = Extract extends AsyncIterable<infer Item> ? Item : never;

const elf = Buffer.from('\x7fELF', 'latin1');

/**
 * Reads the tar of an image once, as it comes. Nothing is extracted, and of most files only the path is kept.
 * @throws {RangeError} for a record that is larger than any real one: cut, it would give a wrong answer.
 */
export async function readImageContents(tar: Readable, options: ReadOptions = {}): Promise<ImageContents> {
  const { onEntry, signal } = options;
  const findings = new Findings();
  const extractor = extract();
  const feeding = pipeline(tar, extractor, signal === undefined ? {} : { signal });
  // The loop meets the same error.
  feeding.catch(() => {});
  let count = 0;
  for await (const entry of extractor) {
    await findings.take(entry);
    entry.resume();
    onEntry?.(++count);
  }
  await feeding;
  return findings;
}

class Findings implements ImageContents {
  readonly files = new Set<string>();
  osRelease = '';
  readonly python: PythonRecord[] = [];
  readonly java: JavaArchive[] = [];
  readonly releases: { readonly path: string; readonly text: string }[] = [];
  readonly go: { readonly path: string; readonly record: Uint8Array }[] = [];
  readonly #packagePaths = new Map<string, readonly string[]>();
  #status: string | undefined;

  get debian(): DebianRecords | undefined {
    return this.#status === undefined ? undefined : { status: this.#status, paths: this.#packagePaths };
  }

  async take(entry: Entry): Promise<void> {
    const { type, mode = 0 } = entry.header;
    const path = entry.header.name.replace(/^(\.?\/)+/, '');
    if (type === 'directory') return;
    this.files.add(path);
    if (type !== 'file') return;
    const [, package_] = /^var\/lib\/dpkg\/info\/([^/:]+)(?::[^/]+)?\.list$/.exec(path) ?? [];
    if (package_ !== undefined) this.#packagePaths.set(package_, (await readRecord(entry)).split('\n').map(placeOf));
    else if (path === 'var/lib/dpkg/status') this.#status = await readRecord(entry);
    else if (path === 'usr/lib/os-release') this.osRelease = await readHead(entry);
    else if (path.endsWith('.dist-info/METADATA')) this.python.push({ path, metadata: await readHead(entry) });
    else if (path.endsWith('/release')) this.releases.push({ path, text: await readHead(entry) });
    else if (path.endsWith('.jar')) this.java.push({ path, sha256: await hash(entry) });
    else if ((mode & 0o111) !== 0) await this.#takeProgram(path, entry);
  }

  async #takeProgram(path: string, entry: Entry): Promise<void> {
    const finder = new GoRecordFinder();
    let isProgram: boolean | undefined;
    for await (const chunk of bytesOf(entry)) {
      isProgram ??= chunk.subarray(0, elf.length).equals(elf);
      if (isProgram) finder.add(chunk);
    }
    const record = finder.record();
    if (record !== undefined) this.go.push({ path, record });
  }
}

/** Its content; all of it has to be read, or the tar goes no further. */
async function* bytesOf(entry: Entry): AsyncGenerator<Buffer> {
  for await (const chunk of entry) if (Buffer.isBuffer(chunk)) yield chunk;
}

async function readHead(entry: Entry): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of bytesOf(entry)) {
    if (bytes < headBytes) chunks.push(chunk);
    bytes += chunk.length;
  }
  return Buffer.concat(chunks).subarray(0, headBytes).toString();
}

async function readRecord(entry: Entry): Promise<string> {
  if ((entry.header.size ?? 0) > recordBytes) throw new RangeError(`${entry.header.name} is ${entry.header.size} bytes long`);
  const chunks: Buffer[] = [];
  for await (const chunk of bytesOf(entry)) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

async function hash(entry: Entry): Promise<string> {
  const sha256 = createHash('sha256');
  for await (const chunk of bytesOf(entry)) sha256.update(chunk);
  return sha256.digest('hex');
}
