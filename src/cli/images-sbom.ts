import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { writeWhole } from '../author/write-whole.ts';
import { textTable } from '../report/text-table.ts';
import { readTool } from '../report/tool.ts';
import { openEngine } from './ask-engine.ts';
import { type CliContext, print } from './cli-context.ts';
import { createProgress } from './create-progress.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { chooseBuilt } from './known-images.ts';
import { openImages } from './open-images.ts';
import { OutputNotNamedError } from './usage-errors.ts';

interface SbomFlags {
  readonly output?: string;
  readonly quiet?: true;
}

const HELP = `
The document is CycloneDX 1.6 in JSON. It names Debian packages, Python distributions, Java archives, Go modules and Waymark's own
packages, as they are in the image, and is the same, byte for byte, each time.

Examples:
  waymark images sbom judge > judge.cdx.json      one image, on standard output
  waymark images sbom --output sboms              every image that is built, sboms/<image>.cdx.json
  waymark images sbom web data --output sboms     these two`;

export function addImagesSbom(images: Command, context: CliContext, done: (code: ExitCode) => void): void {
  images
    .command('sbom')
    .description('Write the bill of materials of images: each package in them, with its version and licence.')
    .argument('[names...]', 'images; default: all that are built')
    .option(
      '-o, --output <folder>',
      'write <image>.cdx.json for each into this folder; without it, one image goes to standard output',
    )
    .option('-q, --quiet', 'no progress on standard error')
    .addHelpText('after', HELP)
    .action(async (names: readonly string[], flags: SbomFlags) => {
      await writeSboms(names, flags, context);
      done(exitCodes.passed);
    });
}

async function writeSboms(names: readonly string[], flags: SbomFlags, context: CliContext): Promise<void> {
  if (flags.output === undefined && names.length !== 1) throw new OutputNotNamedError('waymark images sbom');
  await using engine = await openEngine(context);
  const chosen = chooseBuilt(names, await openImages(engine, context).list());
  const { makeSbom } = await import('../engine/sbom/make-sbom.ts');
  const rows: string[][] = [];
  {
    using display = createProgress(context.stderr, { quiet: flags.quiet === true });
    const options = { engine: engine.images, tool: readTool(), progress: display.progress, signal: context.signal };
    for (const name of chosen.built) {
      const { text, parts } = await makeSbom(name, options);
      if (flags.output === undefined) return await print(context, text);
      const file = join(flags.output, `${name}.cdx.json`);
      await writeWhole(resolve(context.cwd, file), Buffer.from(text));
      rows.push([name, `${parts} components`, file]);
    }
  }
  await print(context, textTable(rows));
  if (chosen.missing.length > 0) {
    const missing = chosen.missing.join(' ');
    context.stderr.write(`Not built, so not described: ${missing}. "waymark images build ${missing}" builds them.\n`);
  }
}
