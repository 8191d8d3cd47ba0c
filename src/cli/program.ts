import { Command, CommanderError } from 'commander';
import { type CliContext, columnsOfStream } from './cli-context.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';

/** Adds one command to the program; `done` takes its exit code. */
export type AddCommand = (program: Command, context: CliContext, done: (code: ExitCode) => void) => void;

/** Every command with what help says of it. A command's module is loaded only when it is the one that was called. */
const commands: readonly { readonly name: string; readonly summary: string; readonly load: () => Promise<AddCommand> }[] = [
  { name: 'grade', summary: 'grade a submission and report the result', load: async () => (await import('./grade.ts')).addGrade },
  { name: 'list', summary: 'list the exercises', load: async () => (await import('./list.ts')).addList },
  { name: 'show', summary: 'show the task of one exercise', load: async () => (await import('./show.ts')).addShow },
  {
    name: 'new',
    summary: 'begin an exercise from a working skeleton',
    load: async () => (await import('./new.ts')).addNew,
  },
  {
    name: 'preview',
    summary: 'see an exercise and its feedback as learners will',
    load: async () => (await import('./preview.ts')).addPreview,
  },
  {
    name: 'pack',
    summary: 'make a catalogue for learners or for grading',
    load: async () => (await import('./pack.ts')).addPack,
  },
  {
    name: 'verify',
    summary: 'prove that exercises are good',
    load: async () => (await import('./verify.ts')).addVerify,
  },
  {
    name: 'declare',
    summary: 'write down which tests a suite has',
    load: async () => (await import('./declare.ts')).addDeclare,
  },
  {
    name: 'import',
    summary: 'make an exercise of a folder with stub, solution and tests',
    load: async () => (await import('./import.ts')).addImport,
  },
  {
    name: 'editor',
    summary: 'let an editor find the imports of the suites',
    load: async () => (await import('./editor.ts')).addEditor,
  },
  {
    name: 'images',
    summary: 'build, list or prune the runner images',
    load: async () => (await import('./images.ts')).addImages,
  },
  {
    name: 'doctor',
    summary: 'say whether grading can work here, and what is missing',
    load: async () => (await import('./doctor.ts')).addDoctor,
  },
];

/** Parses the arguments and runs the command they name. Errors of the commands pass through; wrong usage is said on stderr. */
export async function runProgram(args: readonly string[], context: CliContext): Promise<ExitCode> {
  let exitCode: ExitCode = exitCodes.passed;
  const program = await createProgram(args, context, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync([...args], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) {
      return error.exitCode === 0 ? exitCodes.passed : exitCodes.usage;
    }
    throw error;
  }
}

async function createProgram(args: readonly string[], context: CliContext, done: (code: ExitCode) => void): Promise<Command> {
  const program = new Command('waymark')
    .description('Grades Python exercises: a hidden test suite judges a sandboxed submission it never meets.')
    .option('-V, --version', 'print the version')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => context.stdout.write(text),
      writeErr: (text) => context.stderr.write(text),
      getOutHelpWidth: () => columnsOfStream(context.stdout),
      getErrHelpWidth: () => columnsOfStream(context.stderr),
    })
    .addHelpText('after', EXIT_CODES);
  const called = args.filter((argument) => argument !== 'help').find((argument) => !argument.startsWith('-'));
  for (const { name, summary, load } of commands) {
    if (name === called) {
      (await load())(program, context, done);
    } else {
      program.command(name).description(summary);
    }
  }
  for (const command of [program, ...program.commands.flatMap((one) => [one, ...one.commands])]) {
    if (command !== program && command.commands.length === 0 && command.options.every(({ long }) => long !== '--verbose')) {
      command.option('--verbose', 'show stack traces');
    }
    command.showHelpAfterError(`Usage: ${command.createHelp().commandUsage(command)}\nAdd --help for more.`);
  }
  return program;
}

const EXIT_CODES = `
Exit codes:
  0  passed                      1  graded, below the pass mark
  2  wrong usage                 3  submission refused
  4  nothing graded: infrastructure failure or invalid exercise
  130  interrupted`;
