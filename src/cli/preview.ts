import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { feedbackLevels, type Preview, planPreview, previewFeedback } from '../author/preview-feedback.ts';
import { findExercise } from '../catalog/find-exercise.ts';
import type { Exercise } from '../model/exercise.ts';
import type { FeedbackLevel } from '../model/verdict.ts';
import { renderTerminal } from '../report/render-terminal.ts';
import { columnsOf, wrapText } from '../report/text-layout.ts';
import { safeText } from '../report/text-safety.ts';
import { openEngine } from './ask-engine.ts';
import { catalogOption } from './catalog-root.ts';
import { type CliContext, columnsOfStream, print, printJson } from './cli-context.ts';
import { createProgress } from './create-progress.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { imageNames } from './open-images.ts';
import { streamPaint } from './stream-paint.ts';
import { readTask, taskText } from './task-text.ts';

interface PreviewFlags {
  readonly wrong?: string;
  readonly feedback?: FeedbackLevel;
  readonly catalog: string;
  readonly json?: true;
  readonly quiet?: true;
}

export function addPreview(program: Command, context: CliContext, done: (code: ExitCode) => void): void {
  program
    .command('preview')
    .description(
      "See an exercise as its learners will: the task, and what they are told about the starter and each wrong solution at the exercise's feedback level; about the first wrong solution at every level.",
    )
    .argument('<exercise>', 'slug or folder')
    .option('--wrong <name>', 'only this wrong solution, at every level')
    .addOption(new Option('--feedback <level>', 'only at this level').choices(feedbackLevels))
    .option('--json', 'print an array of submission, feedback and report instead of text')
    .option('-q, --quiet', 'no progress on standard error')
    .addOption(catalogOption(context))
    .action(async (name: string, flags: PreviewFlags) => {
      await preview(name, flags, context);
      done(exitCodes.passed);
    });
}

async function preview(name: string, flags: PreviewFlags, context: CliContext): Promise<void> {
  const { cwd, signal } = context;
  const exercise = await findExercise(name, { root: resolve(cwd, flags.catalog), cwd, signal });
  const steps = await planPreview(exercise, flags);
  if (flags.json !== true && flags.wrong === undefined) {
    await print(context, taskText(exercise, await readTask(exercise), context));
  }
  const previews: Preview[] = [];
  if (steps.length > 0) {
    using display = createProgress(context.stderr, { quiet: flags.quiet === true });
    await using engine = await openEngine(context);
    const images = imageNames(engine, context, display.progress);
    for await (const one of previewFeedback(steps, { exercise, engine, images, signal, progress: display.progress })) {
      previews.push(one);
      if (flags.json !== true) {
        await print(context, asText(one, exercise, context));
      }
    }
  }
  if (flags.json === true) {
    const rows = previews.map(({ submission, feedback, report }) => ({ submission, feedback, report }));
    await printJson(context, rows);
  } else if (exercise.wrongSolutions.length === 0) {
    context.stderr.write('There are no wrong solutions to preview: exercise.json names none in "wrongSolutions".\n');
  }
}

/** A rule that says what comes, then exactly what the learner would read. */
function asText({ submission, misconception, feedback, report }: Preview, exercise: Exercise, context: CliContext): string {
  const width = Math.min(120, Math.max(40, columnsOfStream(context.stdout)));
  const paint = streamPaint(context.stdout);
  const level = `feedback ${feedback}${feedback === exercise.feedback ? " (the exercise's)" : ''}`;
  const title = `━━ ${submission} · ${level} `;
  const rule = title + '━'.repeat(Math.max(2, width - columnsOf(title)));
  const about = misconception === undefined ? [] : wrapText(safeText(misconception, 2000), width);
  return ['', paint('cyan', rule), ...about.map((line) => paint('dim', line)), '', renderTerminal(report, { paint, width })].join(
    '\n',
  );
}
