import { resolve } from 'node:path';
import { input, number, search, select } from '@inquirer/prompts';
import { knownTopic, topicsFor } from '../author/choose-topic.ts';
import { exerciseKinds, kindNames } from '../author/exercise-kinds.ts';
import { type ExercisePlace, freeFolder, parsePlace } from '../author/exercise-place.ts';
import { type NewExercise, titleOf } from '../author/new-exercise.ts';
import { suitableImages } from '../author/suitable-images.ts';
import { readTemplate } from '../author/template.ts';
import type { Topics } from '../catalog/read-topics.ts';
import { WaymarkError } from '../model/waymark-error.ts';
import type { CliContext } from './cli-context.ts';
import type { NewFlags } from './new-flags.ts';

/**
 * Asks on the terminal for whatever was not said. Questions go to stderr: stdout is for what came of it.
 * @returns undefined when the answer was Ctrl-C or Ctrl-D.
 */
export async function askNewExercise(
  place: ExercisePlace | undefined,
  flags: NewFlags,
  context: CliContext,
): Promise<NewExercise | undefined> {
  const { stdin, signal } = context;
  const gone = new AbortController();
  const leave = (): void => gone.abort();
  const onKey = (_text: unknown, key: { readonly ctrl?: boolean; readonly name?: string } | undefined): void => {
    if (key?.ctrl === true && key.name === 'd') {
      leave();
    }
  };
  // A question waits for ever for an answer that cannot come any more: after Ctrl-D, or without its terminal.
  stdin.on('keypress', onKey).once('end', leave);
  try {
    return await ask(place, flags, { ...context, stdin, signal: AbortSignal.any([signal, gone.signal]) });
  } catch (error) {
    // Named and not imported: the class comes from a package below the one we use.
    if (gone.signal.aborted || (error instanceof Error && error.name === 'ExitPromptError')) {
      return undefined;
    }
    throw error;
  } finally {
    stdin.off('keypress', onKey).off('end', leave);
  }
}

async function ask(given: ExercisePlace | undefined, flags: NewFlags, context: CliContext): Promise<NewExercise> {
  const { stdin, stderr, signal } = context;
  const terminal = { input: stdin, output: stderr, signal };
  const root = resolve(context.cwd, flags.catalog);
  const topics = await topicsFor(root);
  const isFree = async (text: string): Promise<string | true> =>
    faultOf(async () => await freeFolder(root, parsePlace(text), topics.areas));

  if (given !== undefined) {
    await freeFolder(root, given, topics.areas);
  }
  if (flags.topic !== undefined) {
    knownTopic(flags.topic, given?.area ?? '', topics);
  }
  const place =
    given ??
    parsePlace(await input({ message: 'Area and slug, such as python-language/string-basics:', validate: isFree }, terminal));
  const title =
    flags.title ?? (await input({ message: 'Title:', default: titleOf(place.slug), validate: isTitle }, terminal)).trim();
  const kind =
    flags.kind ??
    (await select(
      {
        message: 'What does it grade?',
        choices: kindNames.map((value) => ({ value, name: `${value}: ${exerciseKinds[value]}`, short: value })),
        pageSize: kindNames.length,
        loop: false,
      },
      terminal,
    ));
  const { exercise: template } = await readTemplate(kind);
  const images = await suitableImages(template.image ?? 'python');
  const topic =
    flags.topic ??
    (await search(
      { message: 'Topic (type to search):', source: (term) => topicChoices(term, place.area, topics), pageSize: 10 },
      terminal,
    ));
  const image =
    flags.image ??
    (images.length === 1
      ? undefined
      : await select({ message: 'Sandbox image:', choices: images.map((value) => ({ value })), loop: false }, terminal));
  const difficulty =
    flags.difficulty ??
    (await select(
      {
        message: 'Difficulty:',
        choices: DIFFICULTIES.map(([value, name]) => ({ value, name: `${value} ${name}`.trim(), short: String(value) })),
        default: template.difficulty ?? 2,
        loop: false,
      },
      terminal,
    ));
  const minutes =
    flags.minutes ??
    (await number({ message: 'Minutes:', default: template.minutes ?? 30, min: 1, max: 2400, required: true }, terminal));
  return {
    ...place,
    kind,
    title,
    topic: topic === NO_TOPIC ? undefined : topic,
    image,
    difficulty,
    minutes,
    services: flags.services,
  };
}

const NO_TOPIC = '';

const DIFFICULTIES = [
  [1, '(first steps)'],
  [2, ''],
  [3, ''],
  [4, ''],
  [5, '(hard for a senior)'],
] as const;

/** Topics of the exercise's area first, then the others; without a search word nothing may be chosen as well. */
function topicChoices(term: string | undefined, area: string, { topics }: Topics): { value: string; name: string }[] {
  const words = (term ?? '').toLowerCase().split(/\s+/u);
  const fitting = topics
    .filter(({ id, title }) => words.every((word) => `${id} ${title}`.toLowerCase().includes(word)))
    .toSorted((a, b) => Number(b.area === area) - Number(a.area === area))
    .map(({ id, title }) => ({ value: id, name: `${id}: ${title}` }));
  return words.join('') === '' ? [{ value: NO_TOPIC, name: 'none yet' }, ...fitting] : fitting;
}

function isTitle(text: string): string | true {
  return (text.trim() !== '' && text.length <= 120) || 'It is one line of 1 to 120 characters.';
}

/** What is wrong with an answer, for its question to say. */
async function faultOf(check: () => Promise<unknown>): Promise<string | true> {
  try {
    await check();
    return true;
  } catch (error) {
    if (error instanceof WaymarkError) {
      return error.next === undefined ? error.message : `${error.message} ${error.next}`;
    }
    throw error;
  }
}
