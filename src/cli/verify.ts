import { watch } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import envPaths from 'env-paths';
import type { ProofsFile } from '../author/verify/proof.ts';
import { catalogOption } from './catalog-root.ts';
import { chooseFolders, type FolderFlags } from './choose-folders.ts';
import { type CliContext, columnsOfStream, print, printJson } from './cli-context.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { streamPaint } from './stream-paint.ts';
import { wholeNumber } from './whole-number.ts';

interface VerifyFlags extends FolderFlags {
  readonly report?: string;
  readonly json?: true;
  readonly jobs: number;
  readonly mutants?: number;
  readonly cache: boolean;
  readonly believe?: string;
  readonly watch?: true;
  readonly quiet?: true;
  readonly catalog: string;
}

export function addVerify(program: Command, context: CliContext, done: (code: ExitCode) => void): void {
  program
    .command('verify')
    .description(
      'Prove that exercises are good: the reference passes in any order, wrong solutions and mutants are caught, no constant answer wins, nothing of the suite leaks.',
    )
    .argument('[exercise...]', 'slugs or folders')
    .option('--all', 'every exercise of the catalogue')
    .option('--changed <git ref>', 'exercises with a file that differs from this branch, tag or commit')
    .option('-r, --report <file>', 'write what was found as JSON to a file')
    .option('--json', 'print what was found as JSON')
    .addOption(
      new Option('-j, --jobs <n>', 'gradings at a time')
        .argParser(wholeNumber(1, 256))
        .default(availableParallelism(), 'one for each core'),
    )
    .addOption(
      new Option('--mutants <n>', 'at most so many mutants of each, spread evenly; default: all').argParser(
        wholeNumber(1, 10_000),
      ),
    )
    .option('--no-cache', 'find out everything anew; otherwise an unchanged exercise costs nothing')
    .option(
      '--believe <file>',
      'proofs that --report has written: of an exercise that has not changed since, only reference, starter and wrong solutions are graded',
    )
    .option('--watch', 'verify again whenever a file changes, until Ctrl-C')
    .option('-q, --quiet', 'no progress on standard error')
    .addOption(catalogOption(context))
    .addHelpText(
      'after',
      '\nDrafts ("draft": true in exercise.json) do not have to reach the bar unless they are named.\nExit codes: 0 all proven, 1 something to mend, 4 nothing proven: infrastructure failure.',
    )
    .action(async (names: readonly string[], flags: VerifyFlags) => {
      done(await verify(names, flags, context));
    });
}

async function verify(names: readonly string[], flags: VerifyFlags, context: CliContext): Promise<ExitCode> {
  const { cwd, signal } = context;
  const root = resolve(cwd, flags.catalog);
  const folders = await chooseFolders(names, flags, { root, cwd, signal });
  if (folders.length === 0) {
    context.stderr.write(
      flags.changed === undefined ? 'There are no exercises in this catalogue.\n' : 'No exercise has changed.\n',
    );
    return exitCodes.passed;
  }
  const proofs = await verifyOnce(names, folders, root, flags, context);
  await deliver(proofs, flags, context);
  if (flags.watch === true) {
    await again(folders, context, async (changed) => {
      await deliver(await verifyOnce(names, changed, root, flags, context), flags, context);
    });
  }
  return proofs.isProven ? exitCodes.passed : exitCodes.belowPassMark;
}

async function verifyOnce(
  names: readonly string[],
  folders: readonly string[],
  root: string,
  flags: VerifyFlags,
  context: CliContext,
): Promise<ProofsFile> {
  const [{ verifyExercises }, { readProofs }, { readCatalogue }, { openEngine }, { imageNames }, { createProgress }] =
    await Promise.all([
      import('../author/verify/verify-exercises.ts'),
      import('../author/verify/read-proofs.ts'),
      import('../author/verify/read-catalogue.ts'),
      import('./ask-engine.ts'),
      import('./open-images.ts'),
      import('./create-progress.ts'),
    ]);
  const { signal } = context;
  using display = createProgress(context.stderr, { quiet: flags.quiet === true });
  await using engine = await openEngine(context);
  return await verifyExercises({
    folders,
    engine,
    images: imageNames(engine, context, display.progress),
    catalogue: await readCatalogue(root),
    cacheFolder: flags.cache ? join(envPaths('waymark', { suffix: '' }).cache, 'verify') : undefined,
    mostMutants: flags.mutants,
    earlier: flags.believe === undefined ? undefined : await readProofs(resolve(context.cwd, flags.believe)),
    isLenient: names.length === 0,
    jobs: flags.jobs,
    signal,
    progress: display.progress,
  });
}

async function deliver(proofs: ProofsFile, flags: VerifyFlags, context: CliContext): Promise<void> {
  const [{ writeProofs }, { renderProofs }] = await Promise.all([
    import('../author/verify/write-proofs.ts'),
    import('../author/verify/render-proofs.ts'),
  ]);
  if (flags.report !== undefined) {
    await writeProofs(proofs, resolve(context.cwd, flags.report));
  }
  if (flags.json === true) {
    await printJson(context, proofs);
    return;
  }
  const width = Math.min(140, columnsOfStream(context.stdout, 100));
  await print(context, renderProofs(proofs, { width, paint: streamPaint(context.stdout) }));
}

/** Until the signal: what has changed is verified again, once it has been quiet for a moment. */
async function again(
  folders: readonly string[],
  { signal, stderr }: CliContext,
  run: (changed: readonly string[]) => Promise<void>,
): Promise<void> {
  const changed = new Set<string>();
  let wake = Promise.withResolvers<void>();
  const watchers = folders.map(async (folder) => {
    for await (const _ of watch(folder, { recursive: true, signal })) {
      changed.add(folder);
      wake.resolve();
    }
  });
  const stopped = Promise.all(watchers);
  stopped.catch(() => undefined);
  for (;;) {
    stderr.write('Waiting for a change; Ctrl-C ends.\n');
    await Promise.race([wake.promise, stopped]);
    signal.throwIfAborted();
    await new Promise((resolveLater) => setTimeout(resolveLater, quietMs));
    wake = Promise.withResolvers<void>();
    const now = [...changed];
    changed.clear();
    await run(now);
  }
}

/** Editors write a file in several steps. */
const quietMs = 200;
