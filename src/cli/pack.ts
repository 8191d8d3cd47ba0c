import { relative, resolve } from 'node:path';
import type { Command } from 'commander';
import { NothingToPackError } from '../author/author-errors.ts';
import { type Pack, type PackKind, packFiles } from '../author/pack-files.ts';
import { type PackPlace, packPlace, writePack } from '../author/write-pack.ts';
import { formatBytes } from '../report/quantities.ts';
import { catalogOption } from './catalog-root.ts';
import { type CliContext, print } from './cli-context.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { ConflictingOptionsError } from './usage-errors.ts';

interface PackFlags {
  readonly all?: true;
  readonly output?: string;
  readonly force?: true;
  readonly catalog: string;
}

export function addPack(program: Command, context: CliContext, done: (code: ExitCode) => void): void {
  const pack = program.command('pack').description('Make a catalogue to hand out: for learners, or for a machine that grades.');
  const kinds: readonly (readonly [PackKind, string])[] = [
    ['learner', 'Pack the tasks and starters: nothing of the hidden suite, the reference or the wrong solutions.'],
    ['grader', 'Pack what grading needs: the hidden suite and its points, without the reference and the wrong solutions.'],
  ];
  for (const [kind, description] of kinds) {
    pack
      .command(kind)
      .description(description)
      .argument('[exercises...]', 'slugs of the exercises')
      .option('--all', 'every exercise of the catalogue')
      .option('-o, --output <file.tar.gz|folder>', `where it goes; default: a waymark-${kind}.tar.gz here`)
      .option('--force', 'replace a pack that is there')
      .addOption(catalogOption(context))
      .action(async (slugs: readonly string[], flags: PackFlags) => {
        await makePack(kind, slugs, flags, context);
        done(exitCodes.passed);
      });
  }
}

async function makePack(kind: PackKind, slugs: readonly string[], flags: PackFlags, context: CliContext): Promise<void> {
  const { cwd, signal } = context;
  if (flags.all === true && slugs.length > 0) {
    throw new ConflictingOptionsError('--all', 'the name of an exercise');
  }
  if (flags.all !== true && slugs.length === 0) {
    throw new NothingToPackError('Nothing was said to be packed.', {
      next: 'Name exercises ("waymark list" shows them), or say --all.',
    });
  }
  const [only = '', ...others] = slugs;
  const name = only !== '' && others.length === 0 ? `${only.split('/').at(-1)}-${kind}` : `waymark-${kind}`;
  const place = await packPlace(resolve(cwd, flags.output ?? `${name}.tar.gz`), { force: flags.force === true });
  const pack = await packFiles(kind, flags.all === true ? 'all' : slugs, { root: resolve(cwd, flags.catalog), signal });
  if (pack.exercises.length === 0) {
    throw new NothingToPackError('There are no exercises in this catalogue.', { next: 'Name another one with --catalog.' });
  }
  const bytes = await writePack(pack, place, signal);
  await print(context, asText(pack, place, bytes, context));
}

function asText(
  { kind, exercises, files }: Pack,
  { path, form }: PackPlace,
  bytes: number | undefined,
  { cwd }: CliContext,
): string {
  const from = relative(cwd, path);
  const shown = from === '' || from.startsWith('..') ? path : from;
  const size = bytes === undefined ? '' : `, ${formatBytes(bytes)}`;
  const folder = form === 'folder' ? shown : `waymark-${kind}`;
  return [
    `Wrote ${shown}: ${count(exercises.length, 'exercise')} for ${kind}s, ${count(files.length, 'file')}${size}.`,
    ...(form === 'folder' ? [] : ['Unpack it into a folder of its own:', `  mkdir ${folder} && tar -xzf ${shown} -C ${folder}`]),
    kind === 'learner' ? 'Read a task in it:' : 'Grade with it:',
    kind === 'learner'
      ? `  waymark show <exercise> --catalog ${folder}`
      : `  waymark grade --exercise <exercise> --catalog ${folder} <submission>`,
    '',
  ].join('\n');
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}
