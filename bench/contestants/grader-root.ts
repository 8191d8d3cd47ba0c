import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Bench } from '../bench.ts';
import { rootFileSystem } from '../root-file-system.ts';
import { type ProcessResult, runProcess } from '../run-process.ts';
import type { Candidate, Suite } from '../suites.ts';

/** A place in the root file system with the graders of PyPI, which run there without a container: what they take is theirs alone. */
export interface GraderPlace extends AsyncDisposable {
  /** As this machine sees it. */
  readonly hostFolder: string;
  write(file: string, content: string): Promise<void>;
  /** Runs a program of `/opt/<environment>/bin` in the folder of a submission. */
  run(environment: string, candidate: Candidate, args: readonly string[]): Promise<ProcessResult>;
}

/** @throws {NotPossibleError} */
export async function openGraderPlace(suite: Suite, bench: Bench): Promise<GraderPlace> {
  const root = await rootFileSystem(await bench.images.reference('bench-graders'), bench);
  const hostFolder = await mkdtemp(join(root, 'tmp', 'grader-'));
  const inside = `/tmp/${basename(hostFolder)}`;
  for (const candidate of ['honest', 'broken'] as const) {
    await cp(suite.submissions[candidate], join(hostFolder, candidate), { recursive: true });
  }
  return {
    hostFolder,
    async write(file, content) {
      await mkdir(dirname(join(hostFolder, file)), { recursive: true });
      await writeFile(join(hostFolder, file), content);
    },
    run(environment, candidate, [program = '', ...args]) {
      const bin = `/opt/${environment}/bin`;
      const env = { PATH: `${bin}:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin`, HOME: '/tmp', LANG: 'C.UTF-8' };
      // Both look into /proc. It is mounted where only they see it, and goes when they do.
      const script = 'mount -t proc proc "$1/proc" && root=$1 && shift && exec chroot "$root" /usr/bin/env -C "$@"';
      const command = ['--mount', 'sh', '-c', script, 'sh', root, `${inside}/${candidate}`, `${bin}/${program}`, ...args];
      return runProcess('unshare', command, { signal: bench.signal, env });
    },
    [Symbol.asyncDispose]: () => rm(hostFolder, { recursive: true, force: true }),
  };
}
