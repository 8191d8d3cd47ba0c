import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { noProgress, type Progress } from '../../model/progress.ts';
import { ImageUnreadableError, RunnerImageMissingError } from '../engine-errors.ts';
import type { EngineImages } from '../engine-images.ts';
import type { ImageExport } from '../image-export.ts';
import { type ImageDefinition, readImageDefinitions } from '../images/image-definition.ts';
import { packageRoot } from '../package-root.ts';
import { type ImageContents, readImageContents } from './image-contents.ts';
import { type ImageSources, imageParts } from './image-parts.ts';
import { parseChecksums } from './java-archives.ts';
import { pinnedHashes } from './python-distributions.ts';
import { sbomDocument, type ToolName } from './sbom-document.ts';

export interface MakeSbomOptions {
  readonly engine: EngineImages;
  /** What the document says it was made with. */
  readonly tool: ToolName;
  /** Default: the runner-images/ of this package. */
  readonly imagesFolder?: string;
  readonly progress?: Progress;
  readonly signal?: AbortSignal;
}

export interface Sbom {
  /** A CycloneDX document in JSON. */
  readonly text: string;
  /** How many components it names. */
  readonly parts: number;
}

type ReadImage = Pick<ImageExport, 'id' | 'createdAt' | 'architecture'> & { readonly contents: ImageContents };

/** News come once for so many entries. */
const entriesPerUpdate = 1000;

/**
 * The bill of materials of a runner image, from its files as they are on the engine.
 *
 * Sandboxes have no package manager and none of its records. Their Debian packages are those of the image that theirs begin with, as far as
 * anything of them is left.
 * @throws {RunnerImageMissingError | ImageUnreadableError | EngineError}
 */
export async function makeSbom(name: string, options: MakeSbomOptions): Promise<Sbom> {
  const folder = options.imagesFolder ?? join(packageRoot(), 'runner-images');
  const lineage = lineageOf(name, await readImageDefinitions(folder));
  const [image] = lineage;
  const progress = options.progress ?? noProgress;
  const step = `bill of materials of ${name}`;
  progress({ step, state: 'start' });
  const read = await readImage(image, options, (detail) => progress({ step, state: 'update', detail }));
  const debian = read.contents.debian ?? (await inheritedRecords(lineage, read, options));
  const sources = await readSources(folder, lineage);
  const parts = imageParts(read.contents, debian, sources);
  const text = sbomDocument({ ...read, name, contentTag: sources.contentTag, parts }, options.tool);
  progress({ step, state: 'done', detail: `${parts.length} components` });
  return { text, parts: parts.length };
}

type Lineage = readonly [ImageDefinition, ...ImageDefinition[]];

/** The image, the one it stands on, and so on. */
function lineageOf(name: string, definitions: readonly ImageDefinition[]): Lineage {
  const image = definitions.find((definition) => definition.name === name);
  if (image === undefined) throw new RunnerImageMissingError(name, { known: definitions.map((definition) => definition.name) });
  return [image, ...(image.from === undefined ? [] : lineageOf(image.from, definitions))];
}

async function readImage(
  { name, tag }: ImageDefinition,
  { engine, signal }: MakeSbomOptions,
  onNews: (news: string) => void,
): Promise<ReadImage> {
  const abort = signal === undefined ? {} : { signal };
  await using image = await engine.export(tag, abort);
  const onEntry = (count: number): void => {
    if (count % entriesPerUpdate === 0) onNews(`${count} entries of ${name}`);
  };
  try {
    const contents = await readImageContents(image.tar, { onEntry, ...abort });
    return { id: image.id, createdAt: image.createdAt, architecture: image.architecture, contents };
  } catch (error) {
    signal?.throwIfAborted();
    const why = error instanceof Error ? error.message : String(error);
    throw new ImageUnreadableError(`The files of image "${name}" could not be read: ${why}.`, {
      cause: error,
      next: 'Try again.',
    });
  }
}

async function inheritedRecords(
  lineage: Lineage,
  read: ReadImage,
  options: MakeSbomOptions,
): Promise<NonNullable<ImageContents['debian']>> {
  const [image] = lineage;
  const first = lineage.at(-1) ?? image;
  const base = await readImage(first, options, () => {});
  const { debian } = base.contents;
  if (debian === undefined)
    throw new ImageUnreadableError(`Image "${image.name}" stands on none that knows its Debian packages.`);
  // Its tag says what it was made of, not when: one made again has the packages of another day.
  if (base.createdAt > read.createdAt) {
    throw new ImageUnreadableError(
      `Image "${image.name}" is older than the "${first.name}" at hand, so its Debian packages are not known.`,
      {
        next: `Remove it ("docker rmi ${image.tag}"), run "waymark images build ${image.name}", then try again.`,
      },
    );
  }
  return debian;
}

/** Hashes of everything that the image and those it stands on were built from. */
async function readSources(folder: string, lineage: Lineage): Promise<ImageSources> {
  const read = async (file: string): Promise<readonly string[]> =>
    Promise.all(lineage.map((image) => readFile(join(folder, image.folder, file), 'utf8').catch(() => '')));
  const [requirements, checksums] = await Promise.all([read('requirements.txt'), read('checksums.sha256')]);
  return {
    contentTag: lineage[0].tag.split(':').at(-1) ?? '',
    pinned: new Map(requirements.flatMap((text) => [...pinnedHashes(text)])),
    checksums: new Map(checksums.flatMap((text) => [...parseChecksums(text)])),
  };
}
