import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ImageBuildError } from '../engine-errors.ts';
import type { ContextFile } from './source-files.ts';
import { contentHash, listSourceFiles } from './source-files.ts';

/** One folder under runner-images/ that has a Dockerfile. */
export interface ImageDefinition {
  /** The folder's name; of one below `services/`, `service-` and that. */
  readonly name: string;
  /** Relative to runner-images/. */
  readonly folder: string;
  /** `waymark/<name>:<first 16 hex digits of the content hash>`; the same until an input changes. */
  readonly tag: string;
  /** The image it stands on; `undefined` for one that stands on Debian itself. */
  readonly from: string | undefined;
  /** The image that a build stage of its stands on: build argument BUILD. `undefined` for one that needs none. */
  readonly builtWith: string | undefined;
  /** Further folders in its build context, relative to runner-images/, at the same place there. */
  readonly copies: readonly string[];
  /** Grading does without it: built only when it is named. */
  readonly onDemand: boolean;
}

interface ImageFile {
  readonly folder: string;
  readonly from?: string;
  readonly builtWith?: string;
  readonly copies: readonly string[];
  readonly onDemand: boolean;
}

/**
 * Every image under `imagesFolder`, parents before what stands on them. An image's `image.json` may say
 * `{ "from": "base", "builtWith": "build", "copies": ["wire/src"], "onDemand": true }`; without one it stands on Debian and copies nothing.
 * @throws {ImageBuildError} when an image.json is wrong or images stand on each other in a circle.
 */
export async function readImageDefinitions(imagesFolder: string): Promise<readonly ImageDefinition[]> {
  const files = new Map<string, ImageFile>();
  for (const [name, folder] of await imageFolders(imagesFolder)) {
    const path = join(imagesFolder, folder);
    const names = await readdir(path);
    if (names.includes('Dockerfile')) files.set(name, await readImageFile(path, folder, names));
  }
  const defined = new Map<string, ImageDefinition>();
  for (const name of [...files.keys()].sort()) await define(name, { imagesFolder, files, defined, pending: new Set() });
  return [...defined.values()];
}

/** @param standsOn content tags of the images it stands on and is built with; none for Debian itself */
export async function contentTag(name: string, standsOn: readonly string[], files: readonly ContextFile[]): Promise<string> {
  const hash = await contentHash(standsOn.length === 0 ? 'debian' : standsOn.join(' '), files);
  return `waymark/${name}:${hash.slice(0, 16)}`;
}

/** What goes into its build context: its own folder at the top, what it copies at the same place as under runner-images/. */
export async function listContext(
  imagesFolder: string,
  image: Pick<ImageDefinition, 'folder' | 'copies'>,
): Promise<readonly ContextFile[]> {
  const lists = await Promise.all([
    listSourceFiles(join(imagesFolder, image.folder), '.'),
    ...image.copies.map((copy) => listSourceFiles(join(imagesFolder, copy), copy)),
  ]);
  return lists.flat();
}

interface Reading {
  readonly imagesFolder: string;
  readonly files: ReadonlyMap<string, ImageFile>;
  readonly defined: Map<string, ImageDefinition>;
  readonly pending: Set<string>;
}

async function define(name: string, reading: Reading): Promise<ImageDefinition> {
  const known = reading.defined.get(name);
  if (known !== undefined) return known;
  const file = reading.files.get(name);
  if (file === undefined) throw new ImageBuildError(`There is no image "${name}" under runner-images/.`);
  if (reading.pending.has(name))
    throw new ImageBuildError(`Image "${name}" stands on itself: ${[...reading.pending, name].join(' → ')}.`);
  reading.pending.add(name);
  const standsOn: string[] = [];
  for (const other of [file.from, file.builtWith]) if (other !== undefined) standsOn.push((await define(other, reading)).tag);
  const sources = await listContext(reading.imagesFolder, file);
  const tag = await contentTag(name, standsOn, sources);
  const { folder, from, builtWith, copies, onDemand } = file;
  const definition = { name, folder, tag, from, builtWith, copies, onDemand };
  reading.defined.set(name, definition);
  return definition;
}

/** Names of images and their folders: those of services lie together, one level further down. */
async function imageFolders(imagesFolder: string): Promise<readonly (readonly [string, string])[]> {
  const below = async (folder: string): Promise<readonly string[]> => {
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
    return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  };
  const [top, services] = await Promise.all([below(imagesFolder), below(join(imagesFolder, servicesFolder))]);
  return [
    ...top.map((name) => [name, name] as const),
    ...services.map((name) => [serviceImage(name), `${servicesFolder}/${name}`] as const),
  ];
}

const servicesFolder = 'services';

/** The image of a service, such as `postgres`. */
export function serviceImage(service: string): string {
  return `service-${service}`;
}

async function readImageFile(absolute: string, folder: string, names: readonly string[]): Promise<ImageFile> {
  if (!names.includes('image.json')) return { folder, copies: [], onDemand: false };
  const path = join(absolute, 'image.json');
  const wrong = (cause?: unknown) =>
    new ImageBuildError(`${path} is not of the form { "from": "name", "copies": ["folder"] }.`, { cause });
  let value: unknown;
  try {
    value = JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw wrong(error);
  }
  if (typeof value !== 'object' || value === null) throw wrong();
  const from = 'from' in value ? value.from : undefined;
  const copies = 'copies' in value ? value.copies : [];
  if (!Array.isArray(copies) || !copies.every((copy) => typeof copy === 'string')) throw wrong();
  const onDemand = 'onDemand' in value && value.onDemand === true;
  const builtWith = 'builtWith' in value ? value.builtWith : undefined;
  if (from !== undefined && typeof from !== 'string') throw wrong();
  if (builtWith !== undefined && typeof builtWith !== 'string') throw wrong();
  return {
    folder,
    copies,
    onDemand,
    ...(from === undefined ? {} : { from }),
    ...(builtWith === undefined ? {} : { builtWith }),
  };
}
