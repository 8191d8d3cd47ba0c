import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExerciseDescription } from '../model/exercise.ts';
import { defaultLimits, type Limits } from '../model/limits.ts';
import { formatLimit } from '../report/quantities.ts';
import { safeText } from '../report/text-safety.ts';
import { type CliContext, columnsOfStream } from './cli-context.ts';
import { plainMarkdown } from './plain-markdown.ts';
import { streamPaint } from './stream-paint.ts';

/** The task text of an exercise; absent in a minimal one. */
export async function readTask(exercise: ExerciseDescription): Promise<string | undefined> {
  if (exercise.folder === undefined) {
    return undefined;
  }
  return readFile(join(exercise.folder, 'README.md'), 'utf8').then(
    (text) => safeText(text, 256 * 1024),
    () => undefined,
  );
}

/** The task as its learner reads it on the terminal. */
export function taskText(exercise: ExerciseDescription, task: string | undefined, context: CliContext): string {
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
    ...howGraded(exercise),
  ].join('\n')}\n`;
}

function howGraded({ slug, passFraction, packedFor }: ExerciseDescription): readonly string[] {
  const passed = `Passed from ${Math.round(passFraction * 100)} % of the points.`;
  return packedFor === undefined
    ? [`${passed} Grade with:`, `  waymark grade --exercise ${slug} <your folder or file>`]
    : [`${passed} This is a learner's copy: it is graded where its hidden suite is.`];
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
