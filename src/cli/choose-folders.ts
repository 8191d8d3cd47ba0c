import { dirname, relative, resolve, sep } from 'node:path';
import { execa } from 'execa';
import type { ExerciseFolder } from '../catalog/exercise-folders.ts';
import { exerciseFolders } from '../catalog/exercise-folders.ts';
import { findExercise } from '../catalog/find-exercise.ts';
import { ExerciseError } from '../model/waymark-error.ts';
import { ConflictingOptionsError, GitRefUnknownError, NothingNamedError } from './usage-errors.ts';

export interface FolderFlags {
  readonly all?: true;
  readonly changed?: string;
}

/**
 * Folders of the exercises a command is about: those named, all, or those with a file that differs from a Git ref.
 * @throws {UsageError}
 */
export async function chooseFolders(
  names: readonly string[],
  flags: FolderFlags,
  { root, cwd, signal }: { readonly root: string; readonly cwd: string; readonly signal: AbortSignal },
): Promise<readonly string[]> {
  const ways = [
    names.length > 0 ? 'a slug' : '',
    flags.all === true ? '--all' : '',
    flags.changed === undefined ? '' : '--changed',
  ];
  const [one, other] = ways.filter((way) => way !== '');
  if (one === undefined) {
    throw new NothingNamedError();
  }
  if (other !== undefined) {
    throw new ConflictingOptionsError(one, other);
  }
  const all = await exerciseFolders(root);
  if (flags.changed !== undefined) {
    const paths = await changedPaths(root, flags.changed);
    return all.map(({ hostPath }) => hostPath).filter((folder) => paths.some((path) => path.startsWith(folder + sep)));
  }
  return flags.all === true ? all.map(({ hostPath }) => hostPath) : await namedFolders(names, all, { root, cwd, signal });
}

/** An exercise that is no good has a folder, too: what is wrong with it is what its author wants to know. */
async function namedFolders(
  names: readonly string[],
  all: readonly ExerciseFolder[],
  options: { readonly root: string; readonly cwd: string; readonly signal: AbortSignal },
): Promise<readonly string[]> {
  const folders = await Promise.all(
    names.map(async (name) => {
      const paths = [resolve(options.cwd, name), resolve(options.root, name)];
      const known = all.find((one) => one.name === name || paths.includes(one.hostPath));
      if (known !== undefined) {
        return known.hostPath;
      }
      try {
        const { folder } = await findExercise(name, options);
        return folder ?? '';
      } catch (error) {
        if (error instanceof ExerciseError && paths[0] !== undefined) {
          return paths[0];
        }
        throw error;
      }
    }),
  );
  return [...new Set(folders)];
}

/** Absolute paths below a folder that differ from the ref, those Git does not know yet included. */
async function changedPaths(root: string, ref: string): Promise<readonly string[]> {
  const git = async (...args: string[]): Promise<readonly string[]> => {
    const { stdout } = await execa('git', ['-C', root, ...args]);
    return stdout.split('\0').filter((path) => path !== '');
  };
  try {
    const [changed, unknown] = await Promise.all([
      git('diff', '--name-only', '-z', '--relative', '--end-of-options', ref, '--', '.'),
      git('ls-files', '--others', '--exclude-standard', '-z'),
    ]);
    return [...changed, ...unknown].map((path) => resolve(root, path));
  } catch (error) {
    throw new GitRefUnknownError(ref, relative(dirname(root), root), { cause: error });
  }
}
