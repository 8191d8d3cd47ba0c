import type { Imported } from '../author/import/import-exercise.ts';
import type { SourceOutcome } from '../author/import/import-sources.ts';
import type { Leftover } from '../author/import/leftover.ts';
import type { Trial, Trials } from '../author/import/try-exercise.ts';
import { WaymarkError } from '../model/waymark-error.ts';
import type { Paint } from '../report/paint.ts';
import { hang, wrapText } from '../report/text-layout.ts';
import { safeLine, safeText } from '../report/text-safety.ts';
import { textTable } from '../report/text-table.ts';
import { openEngine } from './ask-engine.ts';
import { type CliContext, columnsOfStream, print } from './cli-context.ts';
import { createProgress } from './create-progress.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { imageNames } from './open-images.ts';
import { streamPaint } from './stream-paint.ts';

/** Options of `waymark import`, as parsed. */
export interface ImportFlags {
  readonly as?: string;
  readonly topic?: string;
  readonly entry?: string;
  readonly catalog: string;
  readonly all?: true;
  readonly dryRun?: true;
  readonly verify: boolean;
  readonly quiet?: true;
}

/** Says what became of each folder, and grades what was written once. */
export async function runImport(outcomes: readonly SourceOutcome[], flags: ImportFlags, context: CliContext): Promise<ExitCode> {
  const say = talker(context);
  const imported = outcomes.flatMap(({ result }) => (result instanceof WaymarkError ? [] : [result]));
  for (const { name, result } of outcomes) {
    await print(context, result instanceof WaymarkError ? say.refused(name, result) : say.imported(result, flags));
  }
  const isWhole = imported.length === outcomes.length;
  const codes: ExitCode[] = [isWhole ? exitCodes.passed : exitCodes.belowPassMark];
  if (flags.dryRun !== true && flags.verify) {
    codes.push(await tryAll(imported, flags, context));
  }
  if (outcomes.length > 1) {
    await print(context, `\n${imported.length} of ${outcomes.length} ${flags.dryRun === true ? 'can be' : 'were'} imported.\n`);
  }
  if (flags.dryRun !== true && imported.length > 0) {
    await print(context, say.next(imported));
  }
  return codes.reduce((worst, code) => (code > worst ? code : worst));
}

async function tryAll(imported: readonly Imported[], flags: ImportFlags, context: CliContext): Promise<ExitCode> {
  if (imported.length === 0) return exitCodes.passed;
  const say = talker(context);
  const { signal } = context;
  using display = createProgress(context.stderr, { quiet: flags.quiet === true });
  try {
    await using engine = await openEngine(context);
    const images = imageNames(engine, context, display.progress);
    const { tryExercise } = await import('../author/import/try-exercise.ts');
    let code: ExitCode = exitCodes.passed;
    for (const { folder, place, plan } of imported) {
      const hasStarter = plan.files.some(({ path }) => path.startsWith('starter/'));
      const trials = await tryExercise(folder, { engine, images, hasStarter, progress: display.progress, signal });
      const isGood = trials.reference.kind === 'graded' && trials.reference.hasAllPoints && !isPassing(trials.starter);
      if (!isGood) code = exitCodes.belowPassMark;
      await print(context, await say.tried(place, trials));
    }
    return code;
  } catch (error) {
    if (!(error instanceof WaymarkError) || signal.aborted) throw error;
    context.stderr.write(
      `Imported, and not tried: ${safeText(error.message, 4000)}\n${error.next === undefined ? '' : `${error.next}\n`}`,
    );
    return exitCodes.infrastructure;
  }
}

function isPassing(trial: Trial | undefined): boolean {
  return trial?.kind === 'graded' && trial.hasAllPoints;
}

function talker(context: CliContext) {
  const paint = streamPaint(context.stdout);
  const width = Math.min(120, columnsOfStream(context.stdout, 100));
  const item = (sign: string, text: string): readonly string[] => hang(sign, wrapText(text, width - 4));
  return {
    refused: (name: string, error: WaymarkError): string =>
      lines([
        ...item(`${paint('red', '✗')} `, safeLine(error.message, 2000)),
        ...item('  ', safeLine(error.next ?? '', 1000)),
        paint('dim', `  (${name}: ${error.code})`),
      ]),

    imported: ({ plan, folder, place }: Imported, flags: ImportFlags): string =>
      lines([
        `${flags.dryRun === true ? 'Would import' : `${paint('green', '✓')} Imported`} ${paint('bold', safeLine(plan.title, 200))} as ${place}${flags.dryRun === true ? '' : `: ${folder}`}`,
        '',
        textTable(partsOf(plan.files.map(({ path }) => path))).trimEnd(),
        ...leftovers(plan.leftovers, paint, item),
      ]),

    tried: async (place: string, { reference, starter, needsDeclaring }: Trials): Promise<string> => {
      const { shortfalls } = await import('../author/import/try-exercise.ts');
      const all = reference.kind === 'graded' && reference.hasAllPoints;
      return lines([
        '',
        `${place}, graded once:`,
        ...item(`  ${paint(all ? 'green' : 'red', all ? '✓' : '✗')} `, `The solution ${result(reference)}`),
        ...(reference.kind === 'graded'
          ? [
              ...shortfalls(reference.verdict)
                .slice(0, 20)
                .flatMap(({ id, message, error, explanation, comparison }) => [
                  `      ${safeLine(id, 300)}`,
                  ...item('        ', safeText(message ?? error?.message ?? explanation ?? 'It failed.', 600)),
                  ...(comparison === undefined
                    ? []
                    : item('        ', safeText(`Expected ${comparison.expected}, got ${comparison.actual}.`, 600))),
                ]),
              ...(all
                ? []
                : item('    ', 'docs/suites.md says how to write what does not work unchanged; most of it takes a probe.')),
            ]
          : []),
        ...(starter === undefined
          ? []
          : item(
              `  ${paint(isPassing(starter) ? 'red' : 'green', isPassing(starter) ? '✗' : '✓')} `,
              isPassing(starter)
                ? 'The starter gets all points too: it must leave something to do.'
                : `The starter ${result(starter)}`,
            )),
        ...(needsDeclaring
          ? item('  ! ', 'The suite uses the submission while it is collected, so grading needs a tests.json.')
          : []),
      ]);
    },

    next: (imported: readonly Imported[]): string => {
      const [first] = imported;
      const slug = imported.length === 1 ? (first?.plan.slug ?? '<slug>') : '<slug>';
      return lines([
        '',
        'Next:',
        `  waymark declare ${slug}    fix the tests and their points in tests.json`,
        '  waymark editor    let an editor find the imports of the suites',
      ]);
    },
  };
}

function leftovers(
  found: readonly Leftover[],
  paint: Paint,
  item: (sign: string, text: string) => readonly string[],
): readonly string[] {
  if (found.length === 0) return [];
  return [
    '',
    'To know, and what was not carried over:',
    ...found.flatMap(({ what, why, todo }) =>
      item('  - ', `${paint('bold', safeLine(what, 200))} ${why}.${todo === undefined ? '' : ` ${todo}`}`),
    ),
  ];
}

/** Each part of the exercise with its files, those of a long list cut. */
function partsOf(paths: readonly string[]): readonly (readonly string[])[] {
  const parts = new Map<string, string[]>();
  for (const path of paths) {
    const [first = '', ...deeper] = path.split('/');
    const part = deeper.length === 0 ? '' : `${first}/`;
    parts.set(part, [...(parts.get(part) ?? []), deeper.length === 0 ? first : deeper.join('/')]);
  }
  return [...parts].map(([part, files]) => [
    `  ${part}`,
    files.length > 8 ? `${files.slice(0, 7).join(', ')} and ${files.length - 7} more` : files.join(', '),
  ]);
}

function result(trial: Trial): string {
  if (trial.kind === 'not-graded')
    return `cannot be graded: ${safeText(trial.error.message, 2000)}${trial.error.next === undefined ? '' : ` ${trial.error.next}`}`;
  const { score, problem } = trial.verdict;
  const points = score === null ? 'no points' : `${score.points} of ${score.maximum} points`;
  return `gets ${points}.${problem === undefined ? '' : ` ${safeText(problem.message, 1000)}`}`;
}

function lines(all: readonly string[]): string {
  return all.map((line) => `${line}\n`).join('');
}
