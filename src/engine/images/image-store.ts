import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Progress } from '../../model/progress.ts';
import { noProgress } from '../../model/progress.ts';
import { ImageBuildError, RunnerImageMissingError } from '../engine-errors.ts';
import type { EngineImages } from '../engine-images.ts';
import { packageRoot } from '../package-root.ts';
import { buildImage } from './build-image.ts';
import type { HostSettings } from './host-settings.ts';
import type { ImageDefinition } from './image-definition.ts';
import { readImageDefinitions } from './image-definition.ts';
import { imageLabel } from './image-label.ts';
import { obtainDebian } from './obtain-debian.ts';

export interface ImageState {
  readonly name: string;
  /** The tag it has, or would have, for the sources at hand. */
  readonly tag: string;
  readonly built: boolean;
  /** Built when an exercise or a command asks for it. */
  readonly onDemand: boolean;
  /** Absent when it is not built. */
  readonly sizeBytes?: number;
}

export interface BuildOptions {
  readonly progress?: Progress;
  readonly signal?: AbortSignal;
}

/** The runner images of this checkout or installation on one engine. */
export interface ImageStore {
  /** Parents first. */
  list(): Promise<readonly ImageState[]>;
  /** Content tag of an image, built or not. @throws {RunnerImageMissingError} for a name we do not have. */
  reference(name: string): Promise<string>;
  /**
   * Builds what is missing of these and of what they stand on. Default: all that grading needs.
   * @throws {ImageBuildError | BaseImageError | EngineError}
   */
  build(names?: readonly string[], options?: BuildOptions): Promise<void>;
  /** Builds it if need be and gives its tag. */
  ensure(name: string, options?: BuildOptions): Promise<string>;
  /**
   * Removes images of ours that no sources at hand lead to, and what build stages left. One that a container uses stays.
   * @returns tags, and ids of what had none.
   */
  prune(): Promise<readonly string[]>;
}

export interface ImageStoreOptions {
  readonly engine: EngineImages;
  /** What builds need to know of this host: proxies, package indexes, certificates. */
  readonly host: HostSettings;
  /** Default: the runner-images/ of this package. */
  readonly imagesFolder?: string;
  /** Default: the system's. */
  readonly tempFolder?: string;
}

export function openImageStore({ engine, host, imagesFolder, tempFolder }: ImageStoreOptions): ImageStore {
  const folder = imagesFolder ?? join(packageRoot(), 'runner-images');
  const temp = tempFolder ?? tmpdir();

  async function build(names?: readonly string[], options: BuildOptions = {}): Promise<void> {
    const definitions = await readImageDefinitions(folder);
    const wanted = names ?? definitions.filter(({ onDemand }) => !onDemand).map(({ name }) => name);
    for (const { name } of withParents(definitions, wanted)) await buildIfMissing(name, options);
  }

  async function buildIfMissing(name: string, options: BuildOptions): Promise<void> {
    // Read again: while the one before was built, somebody may have gone on writing.
    const all = await readImageDefinitions(folder);
    const definition = byName(all, name);
    const { tag, from, builtWith } = definition;
    const progress = options.progress ?? noProgress;
    const step = `image ${name}`;
    if ((await engine.find(tag)) !== undefined) return progress({ step, state: 'skipped', detail: tag });
    progress({ step, state: 'start' });
    const onLog = (detail: string) => progress({ step, state: 'update', detail });
    const common = { engine, host, tempFolder: temp, onLog, ...(options.signal === undefined ? {} : { signal: options.signal }) };
    const parent = from === undefined ? await obtainDebian(common) : byName(all, from).tag;
    const builder = builtWith === undefined ? undefined : byName(all, builtWith).tag;
    const labels = { [imageLabel]: name };
    await buildImage(definition, { ...common, imagesFolder: folder, parent, builder, labels });
    progress({ step, state: 'done', detail: tag });
  }

  return {
    build,

    async list() {
      const definitions = await readImageDefinitions(folder);
      return Promise.all(
        definitions.map(async ({ name, tag, onDemand }) => {
          const image = await engine.find(tag);
          return {
            name,
            tag,
            onDemand,
            built: image !== undefined,
            ...(image === undefined ? {} : { sizeBytes: image.sizeBytes }),
          };
        }),
      );
    },

    async reference(name) {
      const definitions = await readImageDefinitions(folder);
      const definition = definitions.find((image) => image.name === name);
      if (definition === undefined) throw new RunnerImageMissingError(name, { known: definitions.map((image) => image.name) });
      return definition.tag;
    },

    async ensure(name, options) {
      const tag = await this.reference(name);
      if ((await engine.find(tag)) !== undefined) return tag;
      await build([name], options);
      return this.reference(name);
    },

    async prune() {
      const current = new Set((await readImageDefinitions(folder)).map(({ tag }) => tag));
      const old = (await engine.list(imageLabel)).flatMap(({ id, tags }) =>
        tags.length === 0 ? [id] : tags.filter((tag) => isOurs(tag) && !current.has(tag.replace(/^localhost\//, ''))),
      );
      const removed: string[] = [];
      for (const reference of old) {
        // In use, or parent of an image that is: it stays until that one goes.
        const isGone = await engine.remove(reference).then(
          () => true,
          () => false,
        );
        if (isGone) removed.push(reference);
      }
      return removed;
    },
  };
}

function withParents(definitions: readonly ImageDefinition[], names: readonly string[]): readonly ImageDefinition[] {
  const wanted = new Set<ImageDefinition>();
  const add = (name: string): void => {
    const definition = byName(definitions, name);
    wanted.add(definition);
    for (const other of [definition.from, definition.builtWith]) if (other !== undefined) add(other);
  };
  names.forEach(add);
  return definitions.filter((definition) => wanted.has(definition));
}

function byName(definitions: readonly ImageDefinition[], name: string): ImageDefinition {
  const definition = definitions.find((image) => image.name === name);
  if (definition !== undefined) return definition;
  const known = definitions.map((image) => image.name).join(', ');
  throw new ImageBuildError(`There is no runner image "${name}".`, { next: `Name one of: ${known}.` });
}

/** Podman puts a registry before every name. */
function isOurs(tag: string): boolean {
  return /^(localhost\/)?waymark\//.test(tag);
}
