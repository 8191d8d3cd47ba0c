import type { Command } from 'commander';
import type { ImageState } from '../engine/images/image-store.ts';
import { formatBytes } from '../report/quantities.ts';
import { textTable } from '../report/text-table.ts';
import { openEngine } from './ask-engine.ts';
import { type CliContext, print, printJson } from './cli-context.ts';
import { createProgress } from './create-progress.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { addImagesSbom } from './images-sbom.ts';
import { assertKnownImages } from './known-images.ts';
import { openImages } from './open-images.ts';

export function addImages(program: Command, context: CliContext, done: (code: ExitCode) => void): void {
  const images = program.command('images').description('The container images that judge and submission run in.');
  images
    .command('build')
    .description('Build what is missing; a tag says what is in an image, so one that is there is up to date.')
    .argument('[names...]', 'images to build, with what they stand on; default: what every grading needs')
    .option('-q, --quiet', 'no progress on standard error')
    .action(async (names: readonly string[], flags: { readonly quiet?: true }) => {
      await build(names, flags, context);
      done(exitCodes.passed);
    });
  images
    .command('list')
    .description('List the images, built or not.')
    .option('--json', 'print JSON')
    .action(async (flags: { readonly json?: true }) => {
      await using engine = await openEngine(context);
      const states = await openImages(engine, context).list();
      await (flags.json === true ? printJson(context, states) : print(context, textTable(states.map(row))));
      done(exitCodes.passed);
    });
  addImagesSbom(images, context, done);
  images
    .command('prune')
    .description('Remove images of Waymark that nothing here leads to any more.')
    .action(async () => {
      await using engine = await openEngine(context);
      const tags = await openImages(engine, context).prune();
      await print(context, tags.length === 0 ? 'There was nothing to remove.\n' : tags.map((tag) => `removed ${tag}\n`).join(''));
      done(exitCodes.passed);
    });
}

async function build(names: readonly string[], flags: { readonly quiet?: true }, context: CliContext): Promise<void> {
  await using engine = await openEngine(context);
  const images = openImages(engine, context);
  assertKnownImages(names, await images.list());
  {
    using display = createProgress(context.stderr, { quiet: flags.quiet === true });
    await images.build(names.length === 0 ? undefined : names, { progress: display.progress, signal: context.signal });
  }
  const states = (await images.list()).filter(({ name }) => names.length === 0 || names.includes(name));
  await print(context, textTable(states.map(row)));
}

function row({ name, tag, built, onDemand, sizeBytes }: ImageState): readonly string[] {
  return [name, built ? 'built' : onDemand ? 'on demand' : 'missing', sizeBytes === undefined ? '' : formatBytes(sizeBytes), tag];
}
