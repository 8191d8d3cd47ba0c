import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { importSources } from '../author/import/import-sources.ts';
import { catalogOption } from './catalog-root.ts';
import type { CliContext } from './cli-context.ts';
import type { ExitCode } from './exit-code.ts';
import { type ImportFlags, runImport } from './run-import.ts';

export function addImport(program: Command, context: CliContext, done: (code: ExitCode) => void): void {
  program
    .command('import')
    .description('Make an exercise of a folder with a stub, an example solution and unittest or pytest files.')
    .argument('<folder>', 'the folder of one exercise; with --all, of many')
    .option(
      '--as <area/slug>',
      'where it goes in the catalogue; with --all, the area; default: the area of --topic, and the name of the folder',
    )
    .option('--topic <id>', 'the topic it is for, such as api.rate-limiting')
    .option('--entry <file>', 'the file the suite imports, where names do not tell')
    .option('--all', 'import every exercise below the folder')
    .option('--dry-run', 'say what would become of the files, and write nothing')
    .addOption(new Option('--no-verify', 'do not grade the solution and the starter afterwards'))
    .addOption(catalogOption(context))
    .option('-q, --quiet', 'no progress on standard error')
    .addHelpText('after', HELP)
    .action(async (folder: string, flags: ImportFlags) => {
      const imported = await importSources(folder, {
        ...flags,
        root: resolve(context.cwd, flags.catalog),
        cwd: context.cwd,
        signal: context.signal,
      });
      done(await runImport(imported, flags, context));
    });
}

const HELP = `
Known are three layouts, and mixtures of the last two:
  .meta/config.json and .meta/example.py beside <name>.py and <name>_test.py
  stub.py, solution.py and test_*.py in one folder
  starter/, solution/ and tests/
Nothing is overwritten. What has no place in an exercise is listed with what to do about it.

Exit codes: 0 imported, and the solution gets all points while the starter does not; 1 imported, and something is to be
mended first; 2 nothing to import there; 4 imported, and it could not be tried.`;
