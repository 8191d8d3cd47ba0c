import { relative, resolve } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { AnswerMissingError } from '../author/author-errors.ts';
import { exerciseKinds, kindNames } from '../author/exercise-kinds.ts';
import { parsePlace } from '../author/exercise-place.ts';
import { type NewExercise, newExercise, type WrittenExercise } from '../author/new-exercise.ts';
import { textTable } from '../report/text-table.ts';
import { isServiceName, type ServiceName, serviceKinds } from '../services/service-kinds.ts';
import { catalogOption } from './catalog-root.ts';
import { type CliContext, print } from './cli-context.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import type { NewFlags } from './new-flags.ts';
import { wholeNumber } from './whole-number.ts';

export function addNew(program: Command, context: CliContext, done: (code: ExitCode) => void): void {
  program
    .command('new')
    .description(
      'Begin an exercise: a small one of that kind that works, to be changed into yours. On a terminal it asks for what it needs; with --kind it asks nothing.',
    )
    .argument('[area/slug]', 'where it goes and what it is called, such as python-language/string-basics')
    .addOption(new Option('--kind <kind>', 'what it grades, see below').choices(kindNames))
    .addOption(
      new Option('--title <title>', 'what the learner sees above the task; default: the slug in words').argParser(oneLine),
    )
    .option('--topic <topic>', 'id of its topic in topics.json; default: none yet')
    .option('--image <image>', "the sandbox image; default: the kind's")
    .addOption(
      new Option('--difficulty <1-5>', "from first steps to hard for a senior; default: the kind's").argParser(wholeNumber(1, 5)),
    )
    .addOption(new Option('--minutes <minutes>', "how long a learner needs; default: the kind's").argParser(wholeNumber(1, 2400)))
    .addOption(new Option('--services <names>', 'servers beside the submission, with commas between them').argParser(services))
    .addOption(catalogOption(context))
    .addHelpText('after', `\nKinds:\n${kindTable()}`)
    .action(async (place: string | undefined, flags: NewFlags, command: Command) => {
      const wanted = await wantedExercise(place, flags, context);
      if (wanted === undefined) {
        context.stderr.write('Stopped. Nothing was written.\n');
        done(exitCodes.interrupted);
        return;
      }
      const written = await newExercise(wanted, resolve(context.cwd, flags.catalog), context.signal);
      const elsewhere = command.getOptionValueSource('catalog') === 'cli' ? ` --catalog ${flags.catalog}` : '';
      await print(context, asText(wanted, written, { cwd: context.cwd, elsewhere }));
      done(exitCodes.passed);
    });
}

/** Undefined when whoever was asked went away. */
async function wantedExercise(place: string | undefined, flags: NewFlags, context: CliContext): Promise<NewExercise | undefined> {
  // A name that is none is said before any question is asked.
  const given = place === undefined ? undefined : parsePlace(place);
  if (given !== undefined && flags.kind !== undefined) {
    return { ...given, ...flags, kind: flags.kind };
  }
  if (context.stdin.isTTY === true && context.stderr.isTTY === true) {
    const { askNewExercise } = await import('./ask-new-exercise.ts');
    return await askNewExercise(given, flags, context);
  }
  throw given === undefined
    ? new AnswerMissingError('The name of the exercise', 'Add it: waymark new <area>/<slug> --kind <kind>.')
    : new AnswerMissingError('The kind of the exercise', `Add --kind and one of these:\n${kindTable()}`.trimEnd());
}

/** @param options.elsewhere what commands need besides the slug to find the exercise, a space before it. */
function asText(
  { kind, slug, topic }: NewExercise,
  { folder, files }: WrittenExercise,
  { cwd, elsewhere }: { readonly cwd: string; readonly elsewhere: string },
): string {
  const from = relative(cwd, folder);
  const shown = from === '' || from.startsWith('..') ? folder : from;
  return [
    `Wrote ${shown}: a working exercise of the kind "${kind}".`,
    ...files.map((path) => `  ${path}`),
    '',
    'Change it into yours: the task in README.md, the tests in hidden/, the answer in solution/, mistakes in wrong/.',
    ...(topic === undefined ? ['It has no topic yet: "topic" in exercise.json takes the id of one in topics.json.'] : []),
    'Then see whether all of it holds together, and what learners will see:',
    `  waymark verify ${slug}${elsewhere}`,
    `  waymark preview ${slug}${elsewhere}`,
    '',
  ].join('\n');
}

function kindTable(): string {
  return textTable(kindNames.map((kind) => [`  ${kind}`, exerciseKinds[kind]]));
}

function oneLine(text: string): string {
  if (text.trim() === '' || text.length > 120 || /\p{Cc}/u.test(text)) {
    throw new InvalidArgumentError('It is one line of 1 to 120 characters.');
  }
  return text.trim();
}

function services(text: string): readonly ServiceName[] {
  const names = text.split(',').map((name) => name.trim());
  const unknown = names.find((name) => !isServiceName(name));
  if (unknown !== undefined) {
    throw new InvalidArgumentError(`There is no service "${unknown}"; there are ${Object.keys(serviceKinds).join(', ')}.`);
  }
  return names.filter(isServiceName);
}
