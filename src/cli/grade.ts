import { type Command, Option } from 'commander';
import { catalogOption } from './catalog-root.ts';
import type { CliContext } from './cli-context.ts';
import type { ExitCode } from './exit-code.ts';
import type { GradeFlags } from './grade-flags.ts';
import { runGrade } from './run-grade.ts';

export function addGrade(program: Command, context: CliContext, done: (code: ExitCode) => void): void {
  program
    .command('grade')
    .description('Grade a submission: a folder, a file, a .zip, a .tar or .tar.gz, or a Git ref of a repository.')
    .argument('<submission>', 'what the learner handed in')
    .option('-e, --exercise <slug|folder>', 'the exercise; default: the one whose folder or name the submission has')
    .option('-s, --suite <file|folder>', 'grade with these pytest files instead of an exercise')
    .option('--entry <file>', 'the file the suite imports, where it is not what the exercise says')
    .option('--image <name>', 'the sandbox image for --suite, such as web or data; default: python')
    .option('-r, --report <file|->', 'write the report as JSON to a file, or to standard output')
    .addOption(
      new Option('--feedback <level>', "how much the report tells; default: the exercise's").choices([
        'full',
        'hints',
        'titles',
        'score',
      ]),
    )
    .option('--git-ref <ref>', 'grade this branch, tag or commit of the repository <submission>; main:folder for a part')
    .option('--runtime <name>', "run judge and sandbox in this OCI runtime of the engine, such as runsc; default: the engine's")
    .addOption(catalogOption(context))
    .option('--json', 'print the report as JSON instead of text')
    .option('--timings', 'say on standard error where the time went')
    .option('-q, --quiet', 'no progress on standard error')
    .option('--verbose', 'log what happens on standard error, and show stack traces')
    .action(async (submission: string, flags: GradeFlags) => {
      done(await runGrade(submission, flags, context));
    });
}
