import { ExecaError, execa } from 'execa';
import { UsageError } from '../model/waymark-error.ts';
import { refusals } from './refusals.ts';
import type { EntryKind, Intake } from './start-intake.ts';

/** Git is asked for, and is not on this computer. */
export class GitUnavailableError extends UsageError {
  readonly code = 'WAYMARK_GIT_UNAVAILABLE';
  constructor(options?: ErrorOptions) {
    super('Reading a Git ref needs the program "git", which is not on this computer.', {
      ...options,
      next: 'Install Git, or hand in the folder without a ref.',
    });
  }
}

interface TreeEntry {
  readonly mode: string;
  readonly object: string;
  readonly bytes: number;
  readonly path: string;
}

type Git = (args: readonly string[], input?: string) => Promise<Buffer>;

/**
 * Reads what a ref of a repository holds, without its working files. Objects are read by `cat-file`: unlike `archive`
 * and `checkout` it applies no attributes, so no filter that the repository configures runs, and the files are the bytes
 * that were committed.
 * @throws {SubmissionRefusedError}
 * @throws {GitUnavailableError}
 */
export async function readGit(
  repository: string,
  ref: string,
  intake: Intake,
  options: { readonly name: string; readonly signal: AbortSignal | undefined },
): Promise<void> {
  const { name, signal } = options;
  const git = gitIn(repository, signal);
  await git(['rev-parse', '--git-dir']).catch((error) => rethrowAs(error, () => refusals.notARepository(name, error)));
  const notFound = (error: unknown) => rethrowAs(error, () => refusals.gitRefNotFound(name, ref, error));
  const object = (await git(['rev-parse', '--verify', '--end-of-options', ref]).catch(notFound)).toString().trim();
  const type = (await git(['cat-file', '-t', object]).catch(notFound)).toString().trim();

  const listing = type === 'blob' ? [await blobEntry(git, object, ref)] : await treeEntries(git, object, name);
  const admitted: TreeEntry[] = [];
  for (const entry of listing) {
    if (entry.mode === '160000') throw refusals.submodule(entry.path);
    if (!Number.isSafeInteger(entry.bytes)) throw refusals.incompleteRepository(entry.path);
    const path = intake.admit({ path: entry.path, kind: kindOf(entry.mode), bytes: entry.bytes });
    if (path !== undefined) admitted.push({ ...entry, path });
  }
  if (admitted.length === 0) return;
  const batch = await git(['cat-file', '--batch'], admitted.map((entry) => `${entry.object}\n`).join(''));
  takeBatch(batch, admitted, intake);
}

/** Git in one repository, with everything off that lets a repository's own settings run or fetch something. */
function gitIn(repository: string, signal: AbortSignal | undefined): Git {
  const settings = ['core.fsmonitor=false', 'core.hooksPath=/dev/null', 'protocol.allow=never', 'core.pager=cat'];
  return async (args, input = '') => {
    try {
      const { stdout } = await execa('git', ['--no-pager', ...settings.flatMap((setting) => ['-c', setting]), ...args], {
        cwd: repository,
        input,
        encoding: 'buffer',
        maxBuffer: 16 * 1024 * 1024,
        timeout: 60_000,
        stripFinalNewline: false,
        env: quietEnvironment,
        ...(signal === undefined ? {} : { cancelSignal: signal }),
      });
      return Buffer.from(stdout.buffer, stdout.byteOffset, stdout.byteLength);
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof ExecaError && error.code === 'ENOENT') throw new GitUnavailableError({ cause: error });
      throw error;
    }
  };
}

/** `undefined` takes a variable away: who grades from inside a Git hook must not get that hook's repository. */
const quietEnvironment: Record<string, string | undefined> = {
  LC_ALL: 'C',
  GIT_TERMINAL_PROMPT: '0',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_NO_LAZY_FETCH: '1',
  GIT_NO_REPLACE_OBJECTS: '1',
  GIT_ALLOW_PROTOCOL: '',
  GIT_DIR: undefined,
  GIT_WORK_TREE: undefined,
  GIT_COMMON_DIR: undefined,
  GIT_INDEX_FILE: undefined,
  GIT_OBJECT_DIRECTORY: undefined,
  GIT_ALTERNATE_OBJECT_DIRECTORIES: undefined,
  GIT_NAMESPACE: undefined,
  GIT_TRACE: undefined,
};

async function blobEntry(git: Git, object: string, ref: string): Promise<TreeEntry> {
  const bytes = Number((await git(['cat-file', '-s', object])).toString());
  const path = ref.slice(Math.max(ref.lastIndexOf(':'), ref.lastIndexOf('/')) + 1);
  return { mode: '100644', object, bytes, path };
}

async function treeEntries(git: Git, object: string, name: string): Promise<readonly TreeEntry[]> {
  const listing = await git(['ls-tree', '-r', '-z', '-l', '--full-tree', object]).catch((error) =>
    rethrowAs(error, () => refusals.incompleteRepository(name, error)),
  );
  return listing
    .toString('utf8')
    .split('\0')
    .filter((line) => line !== '')
    .map((line) => {
      const [facts = '', path = ''] = splitOnce(line, '\t');
      const [mode = '', , blob = '', bytes = ''] = facts.split(/ +/);
      return { mode, object: blob, bytes: bytes === '-' ? 0 : Number(bytes), path };
    });
}

function kindOf(mode: string): EntryKind {
  if (mode === '100644' || mode === '100755' || mode === '100664') return 'file';
  return mode === '120000' ? 'link' : 'special';
}

/** A batch answers `<object> blob <bytes>\n<content>\n` for each object, in the order asked. */
function takeBatch(batch: Buffer, entries: readonly TreeEntry[], intake: Intake): void {
  let position = 0;
  for (const { path, object, bytes } of entries) {
    const header = `${object} blob ${bytes}\n`;
    const start = position + header.length;
    if (batch.toString('latin1', position, start) !== header || start + bytes + 1 > batch.length) {
      throw refusals.incompleteRepository(path);
    }
    intake.take(path, Buffer.from(batch.subarray(start, start + bytes)));
    position = start + bytes + 1;
  }
}

function splitOnce(text: string, separator: string): readonly string[] {
  const index = text.indexOf(separator);
  return index < 0 ? [text] : [text.slice(0, index), text.slice(index + separator.length)];
}

/** Git's own "no" becomes ours; a missing Git, a cancellation or a time-out stays what it is. */
function rethrowAs(error: unknown, refuse: () => Error): never {
  throw error instanceof ExecaError && error.exitCode !== undefined ? refuse() : error;
}
