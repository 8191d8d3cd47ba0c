import { basename, resolve } from 'node:path';
import type { Command } from 'commander';
import { catalogOption } from './catalog-root.ts';
import { chooseFolders, type FolderFlags } from './choose-folders.ts';
import { type CliContext, print } from './cli-context.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';

interface DeclareFlags extends FolderFlags {
  readonly wrongSolutions?: true;
  readonly catalog: string;
}

export function addDeclare(program: Command, context: CliContext, done: (code: ExitCode) => void): void {
  program
    .command('declare')
    .description('Write tests.json: the tests the suite has with the reference solution, their titles, points and hints.')
    .argument('[exercise...]', 'slugs or folders')
    .option('--all', 'every exercise of the catalogue')
    .option('--changed <git ref>', 'exercises with a file that differs from this branch, tag or commit')
    .option(
      '--wrong-solutions',
      'also write into exercise.json which tests each wrong solution fails; read them before you believe them',
    )
    .addOption(catalogOption(context))
    .action(async (names: readonly string[], flags: DeclareFlags) => {
      await declare(names, flags, context);
      done(exitCodes.passed);
    });
}

async function declare(names: readonly string[], flags: DeclareFlags, context: CliContext): Promise<void> {
  const { cwd, signal } = context;
  const folders = await chooseFolders(names, flags, { root: resolve(cwd, flags.catalog), cwd, signal });
  const [{ declareTests }, { openEngine }, { imageNames }, { createProgress }] = await Promise.all([
    import('../author/declare-tests.ts'),
    import('./ask-engine.ts'),
    import('./open-images.ts'),
    import('./create-progress.ts'),
  ]);
  using display = createProgress(context.stderr, { quiet: false });
  await using engine = await openEngine(context);
  const images = imageNames(engine, context, display.progress);
  for (const folder of folders) {
    display.progress({ step: 'Declaring', state: 'start', detail: basename(folder) });
    const { slug, cases, failing } = await declareTests({
      folder,
      engine,
      images,
      withWrongSolutions: flags.wrongSolutions === true,
      signal,
    });
    display.progress({ step: 'Declaring', state: 'done' });
    const points = cases.reduce((sum, one) => sum + one.points, 0);
    await print(context, `${slug}: ${cases.length} tests, ${points} points\n`);
    for (const [name, ids] of failing) {
      await print(context, `  wrong/${name} fails ${ids.length === 0 ? 'nothing: no test catches it' : ids.join(', ')}\n`);
    }
  }
}
