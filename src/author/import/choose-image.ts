import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readImageDefinitions } from '../../engine/images/image-definition.ts';
import { packageRoot } from '../../engine/package-root.ts';
import type { SourceFile } from '../../model/submission.ts';
import type { Leftover } from './leftover.ts';
import { text } from './parts.ts';

/** Sandbox images, the smallest first; what an image stands on, it has as well. */
const candidates = ['python', 'web', 'data', 'quality', 'cloud'] as const;

/** Packages that have no use in a sandbox: the judge has them, or they run the tests elsewhere. */
const ofTheJudge = /^(?:pytest(?:-.*)?|hypothesis|coverage|tox|nox|pip|setuptools|wheel|pre-commit)$/;

/**
 * The smallest sandbox image that has what `requirements.txt` asks for.
 * @returns undefined without such a file, and where any image will do.
 */
export async function chooseImage(
  files: readonly SourceFile[],
): Promise<{ readonly image?: string; readonly notes: readonly Leftover[] }> {
  const asked = files.filter(({ path }) => /^requirements[^/]*\.txt$/i.test(path)).flatMap((file) => packagesIn(text(file)));
  const wanted = [...new Set(asked)].filter((name) => !ofTheJudge.test(name));
  if (wanted.length === 0) return { notes: [] };
  const images = await packagesOfImages();
  const lacking = (image: string): readonly string[] => wanted.filter((name) => images.get(image)?.has(name) !== true);
  const [best = 'python'] = candidates.toSorted((a, b) => lacking(a).length - lacking(b).length);
  const missing = lacking(best);
  return {
    ...(best === 'python' ? {} : { image: best }),
    notes: missing.map((name) => ({
      what: `the package ${name}`,
      why: 'is in no image',
      todo: 'Do without it, or add an image with it under runner-images/.',
    })),
  };
}

/** By image, all packages it has, also those of the image it stands on. */
async function packagesOfImages(): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const folder = join(packageRoot(), 'runner-images');
  const definitions = new Map((await readImageDefinitions(folder)).map((image) => [image.name, image]));
  const of = async (name: string): Promise<readonly string[]> => {
    const image = definitions.get(name);
    if (image === undefined) return [];
    const own = packagesIn(await readFile(join(folder, image.folder, 'requirements.txt'), 'utf8').catch(() => ''));
    return image.from === undefined ? own : [...own, ...(await of(image.from))];
  };
  return new Map(await Promise.all(candidates.map(async (name) => [name, new Set(await of(name))] as const)));
}

/** Names as indexes write them: `psycopg` of `Psycopg[binary]>=3 ; sys_platform == "linux"`. */
function packagesIn(requirements: string): readonly string[] {
  return [...requirements.matchAll(/^[ \t]*([A-Za-z0-9][A-Za-z0-9._-]*)/gm)].map(([, name = '']) =>
    name.toLowerCase().replaceAll(/[._]+/g, '-'),
  );
}
