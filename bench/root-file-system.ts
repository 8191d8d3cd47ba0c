import { mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import envPaths from 'env-paths';
import { type Bench, NotPossibleError } from './bench.ts';
import { runProcess } from './run-process.ts';

/**
 * The root file system of an image as a folder below the system's cache folder, unpacked once for each content of the image.
 * @throws {NotPossibleError} for whoever may not change the root.
 */
export async function rootFileSystem(image: string, bench: Bench): Promise<string> {
  if (process.platform !== 'linux') throw new NotPossibleError('An image runs without a container on Linux only.');
  if (process.getuid?.() !== 0)
    throw new NotPossibleError('Only root can run the Python of the image without a container (chroot).');
  const folder = join(envPaths('waymark', { suffix: '' }).cache, 'bench', image.replace(/[^\w.-]+/g, '-'));
  if (await isThere(folder)) return folder;
  bench.say(`Unpacking ${image} to ${folder}`);
  await mkdir(dirname(folder), { recursive: true });
  await removeOlder(folder);
  const unfinished = await mkdtemp(`${folder}-`);
  try {
    await unpack(image, unfinished, bench);
    await rename(unfinished, folder);
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
  return folder;
}

/** Those of the same image with other contents, and what a run that was killed left of one. */
async function removeOlder(folder: string): Promise<void> {
  const ofThisImage = basename(folder).replace(/[^-]+$/, '');
  const names = await readdir(dirname(folder));
  const older = names.filter((name) => name.startsWith(ofThisImage));
  await Promise.all(older.map((name) => rm(join(dirname(folder), name), { recursive: true, force: true })));
}

async function unpack(image: string, folder: string, { label, signal }: Bench): Promise<void> {
  const docker = async (...args: readonly string[]): Promise<string> => (await succeed('docker', args, signal)).trim();
  const id = await docker('create', '--network', 'none', '--label', label, image);
  const archive = `${folder}.tar`;
  try {
    await docker('export', '--output', archive, id);
    await succeed('tar', ['--extract', '--file', archive, '--directory', folder], signal);
    // Python and pytest open these two. They are nodes of the folder's own: nothing of this machine is mounted there.
    for (const [name, minor] of [
      ['null', '3'],
      ['urandom', '9'],
    ] as const) {
      const node = join(folder, 'dev', name);
      await rm(node, { force: true });
      await succeed('mknod', ['--mode=0666', node, 'c', '1', minor], signal);
    }
    // Semaphores of multiprocessing.
    await mkdir(join(folder, 'dev', 'shm'), { recursive: true, mode: 0o1777 });
  } finally {
    await rm(archive, { force: true });
    await docker('rm', '--force', id);
  }
}

async function succeed(file: string, args: readonly string[], signal: AbortSignal): Promise<string> {
  const { exitCode, stdout, stderr } = await runProcess(file, args, { signal });
  if (exitCode !== 0) throw new NotPossibleError(`"${file} ${args[0] ?? ''}" failed: ${stderr.trim().slice(-300)}`);
  return stdout;
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
