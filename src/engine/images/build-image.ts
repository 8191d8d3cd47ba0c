import { copyFile, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { EngineFailedError, ImageBuildError } from '../engine-errors.ts';
import type { EngineImages } from '../engine-images.ts';
import type { HostSettings } from './host-settings.ts';
import { proxyVariables } from './host-settings.ts';
import { readHostTrust, writeHostTrust } from './host-trust.ts';
import type { ImageDefinition } from './image-definition.ts';
import { contentTag, listContext } from './image-definition.ts';
import type { ContextFile } from './source-files.ts';
import { makeTempFolder } from './temp-folder.ts';

const logTailLines = 20;

export interface BuildImageOptions {
  readonly engine: EngineImages;
  readonly host: HostSettings;
  readonly imagesFolder: string;
  readonly tempFolder: string;
  /** What `FROM` gets, as build argument BASE. */
  readonly parent: string;
  /** What a build stage's `FROM` gets, as build argument BUILD. */
  readonly builder: string | undefined;
  readonly labels: Readonly<Record<string, string>>;
  readonly onLog: (line: string) => void;
  readonly signal?: AbortSignal;
}

/**
 * Builds one image. Its context is the image's own folder, the folders it copies, and `trust/`: this host's extra
 * certificates, package index and repositories, for build stages; a Dockerfile must not copy that into the image it ends with.
 * @throws {ImageBuildError} with the end of the build's log.
 */
export async function buildImage(definition: ImageDefinition, options: BuildImageOptions): Promise<void> {
  const { engine, host, parent, builder, labels, onLog, signal } = options;
  await using context = await makeTempFolder(options.tempFolder, 'waymark-build-');
  await assembleContext(definition, options, context.path);
  const log: string[] = [];
  try {
    await engine.build({
      contextFolder: context.path,
      tag: definition.tag,
      labels,
      // Docker knows the proxy names and keeps them out of the image and its history.
      buildArgs: { BASE: parent, ...(builder === undefined ? {} : { BUILD: builder }), ...proxyVariables(host.env) },
      onLog: (line) => {
        if (log.push(line) > logTailLines) log.shift();
        onLog(line);
      },
      ...(signal === undefined ? {} : { signal }),
    });
  } catch (error) {
    if (!(error instanceof EngineFailedError)) throw error;
    throw new ImageBuildError(`Image "${definition.name}" could not be built: ${error.message}\n${log.join('\n')}`, {
      cause: error,
      next: 'Mend what the last lines of its log say (often: no network, a proxy or a full disk), then try again.',
    });
  }
}

async function assembleContext(
  definition: ImageDefinition,
  { imagesFolder, parent, builder, host }: BuildImageOptions,
  context: string,
): Promise<void> {
  const copied: ContextFile[] = [];
  for (const { path, target } of await listContext(imagesFolder, definition)) {
    const copy = join(context, target);
    await mkdir(dirname(copy), { recursive: true });
    await copyFile(path, copy);
    copied.push({ path: copy, target });
  }
  // A tag must not be given to other contents than it stands for: somebody may just be writing these files.
  const standsOn = [definition.from === undefined ? undefined : parent, builder].filter((tag) => tag !== undefined);
  if ((await contentTag(definition.name, standsOn, copied)) !== definition.tag) {
    throw new ImageBuildError(`The sources of image "${definition.name}" changed while they were copied.`, {
      next: 'Try again.',
    });
  }
  await writeHostTrust(join(context, 'trust'), await readHostTrust(host));
}
