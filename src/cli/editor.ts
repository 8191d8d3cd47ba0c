import { resolve } from 'node:path';
import type { Command } from 'commander';
import { writeEditorSettings } from '../author/editor/write-editor-settings.ts';
import { textTable } from '../report/text-table.ts';
import { catalogOption } from './catalog-root.ts';
import { type CliContext, print } from './cli-context.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';

interface EditorFlags {
  readonly catalog: string;
  readonly check?: true;
}

export function addEditor(program: Command, context: CliContext, done: (code: ExitCode) => void): void {
  program
    .command('editor')
    .description(
      "Let an editor resolve a suite's imports and complete JSON: writes pyrightconfig.json and .vscode/settings.json.",
    )
    .option('--check', 'write nothing; exit code 4 when something would change')
    .addOption(catalogOption(context))
    .addHelpText('after', HELP)
    .action(async (flags: EditorFlags) => {
      const root = resolve(context.cwd, flags.catalog);
      const { files, exercises, isShared } = await writeEditorSettings(root, { isCheck: flags.check === true });
      await print(context, textTable(files.map(({ path, state }) => [`  ${path}`, state])));
      await print(context, `Open ${root} in the editor: ${exercises} ${exercises === 1 ? 'exercise' : 'exercises'}.\n`);
      if (!isShared) {
        context.stderr.write(
          'Waymark lies outside this project, so the paths in these files hold on this machine alone: do not commit them.\n',
        );
      }
      done(exitCodes.passed);
    });
}

const HELP = `
hidden/ sees its exercise's solution/ and the package waymark, with the types of all fixtures; starter/, solution/ and
wrong/<name>/ see themselves. Read by Pylance, Pyright and basedpyright. What you have in these files stays.
Run it again after a new exercise.`;
