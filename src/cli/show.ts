import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { findExercise } from '../catalog/find-exercise.ts';
import type { Exercise } from '../model/exercise.ts';
import { defaultLimits, type Limits } from '../model/limits.ts';
import { formatLimit } from '../report/quantities.ts';
import { safeText } from '../report/text-safety.ts';
import { catalogOption } from './catalog-root.ts';
import { type CliContext, columnsOfStream, print, printJson } from './cli-context.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { plainMarkdown } from './plain-markdown.ts';
import { streamPaint } from './stream-paint.ts';

interface ShowFlags {
  readonly json?: true;
  readonly catalog: string;
}

export function addShow(program: Command, context: CliContext, done: (code: ExitCode) => void): void {
  program
    .command('show')
    .description('Show the task of one exercise, as its learner reads it.')
    .argument('<exercise>', 'slug or folder')
    .option('--json', 'print JSON')
    .addOption(catalogOption(context))
    .action(async (name: string, flags: ShowFlags) => {
      const exercise = await findExercise(name, { root: resolve(context.cwd, flags.catalog), cwd: context.cwd });
      const task = await readTask(exercise);
      await (flags.json === true ? printJson(context, asJson(exercise, task)) : print(context, asText(exercise, task, context)));
      done(exitCodes.passed);
    });
}

/** The task text; absent in a minimal exercise. */
async function readTask(exercise: Exercise): Promise<string | undefined> {
  if (exercise.folder === undefined) {
    return undefined;
  }
  return readFile(join(exercise.folder, 'README.md'), 'utf8').then(
    (text) => safeText(text, 256 * 1024),
    () => undefined,
  );
}

/** Nothing of the hidden suite, not even the titles of its tests. */
function asJson(exercise: Exercise, task: string | undefined): unknown {
  const {
    slug,
    title,
    version,
    digest,
    topic,
    difficulty,
    minutes,
    objectives,
    outOfScope,
    prerequisites,
    entry,
    services,
    limits,
    passFraction,
    feedback,
  } = exercise;
  return {
    slug,
    title,
    version,
    digest,
    topic,
    difficulty,
    minutes,
    objectives,
    outOfScope,
    prerequisites,
    entry,
    services,
    limits,
    passFraction,
    feedback,
    task,
  };
}

function asText(exercise: Exercise, task: string | undefined, context: CliContext): string {
  const width = Math.min(100, columnsOfStream(context.stdout));
  const paint = streamPaint(context.stdout);
  const facts = [
    exercise.topic,
    exercise.difficulty === undefined ? undefined : `difficulty ${exercise.difficulty} of 5`,
    exercise.minutes === undefined ? undefined : `about ${exercise.minutes} minutes`,
  ].filter((fact) => fact !== undefined);
  const list = (heading: string, items: readonly string[]): readonly string[] =>
    items.length === 0
      ? []
      : ['', paint('bold', heading), plainMarkdown(items.map((item) => `- ${item}`).join('\n'), { width, paint }).trimEnd()];
  return `${[
    paint('bold', exercise.title),
    `${exercise.slug}${facts.length === 0 ? '' : ` · ${facts.join(' · ')}`}`,
    ...(task === undefined ? [] : ['', plainMarkdown(withoutTitle(task, exercise.title), { width, paint }).trimEnd()]),
    ...list('Objectives', exercise.objectives),
    ...list('Before it', exercise.prerequisites),
    ...list('Hand in', exercise.entry),
    ...list('Limits', limitSentences(exercise.limits)),
    '',
    `Passed from ${Math.round(exercise.passFraction * 100)} % of the points. Grade with:`,
    `  waymark grade --exercise ${exercise.slug} <your folder or file>`,
  ].join('\n')}\n`;
}

/** The heading of a task text repeats the title, mostly. */
function withoutTitle(task: string, title: string): string {
  const [first = '', ...rest] = task.trimStart().split('\n');
  return first.replace(/^#\s+/u, '').trim() === title ? rest.join('\n') : task;
}

/** What a learner can run into; the others only where the exercise sets them. */
function limitSentences(limits: Limits): readonly string[] {
  const names: readonly (readonly [keyof Limits, string])[] = [
    ['testTimeMs', 'for one test'],
    ['gradingTimeMs', 'for all tests'],
    ['memoryBytes', 'of memory'],
    ['outputBytes', 'of printed text in one test'],
    ['processes', 'processes and threads at once'],
    ['cpus', 'processors'],
    ['loadTimeMs', 'to import your code'],
    ['fileBytes', 'for the largest file'],
    ['diskBytes', 'of disk'],
    ['diskEntries', 'files and folders'],
    ['openFiles', 'open files'],
  ];
  const always: ReadonlySet<keyof Limits> = new Set(['testTimeMs', 'memoryBytes']);
  return names
    .filter(([name]) => always.has(name) || limits[name] !== defaultLimits[name])
    .map(([name, words]) => `${formatLimit(name, limits[name])} ${words}`);
}
