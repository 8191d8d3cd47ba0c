import { copyFile, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { readHostTrust, writeHostTrust } from './host-trust.ts';
import { proxyVariables } from './host-settings.ts';
import type { HostSettings } from './host-settings.ts';
import type { ImageDefinition } from './image-definition.ts';
import { listSourceFiles } from './source-files.ts';
import { makeTempFolder } from './temp-folder.ts';
import { EngineFailedError, ImageBuildError } from '../engine-errors.ts';
import type { EngineImages } from '../engine-images.ts';

const logTailLines = 20;

export interface BuildImageOptions {
  readonly engine: EngineImages;
  readonly host: HostSettings;
  readonly imagesFolder: string;
  readonly tempFolder: string;
  /** What `FROM` gets, as build argument BASE. */
  readonly parent: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly onLog: (line: string) => void;
  readonly signal?: AbortSignal;
}

/**
 * Builds one image. Its context is the image's own folder, the folders it copies, and `trust/`: this host's extra
 * certificates and package index, for build stages; a Dockerfile must not copy that into the image it ends with.
 * @throws {ImageBuildError} with the end of the build's log.
 */
export async function buildImage(definition: ImageDefinition, options: BuildImageOptions): Promise<void> {
  const { engine, host, parent, labels, onLog, signal } = options;
  await using context = await makeTempFolder(options.tempFolder, 'waymark-build-');
  await assembleContext(definition, options, context.path);
  const log: string[] = [];
  try {
    await engine.build({
      contextFolder: context.path,
      tag: definition.tag,
      labels,
      // Docker knows the proxy names and keeps them out of the image and its history.
      buildArgs: { BASE: parent, ...proxyVariables(host.env) },
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

async function assembleContext(definition: ImageDefinition, { imagesFolder, host }: BuildImageOptions, context: string): Promise<void> {
  const files = [
    ...(await listSourceFiles(definition.folder, '.')),
    ...(await Promise.all(definition.copies.map((copy) => listSourceFiles(join(imagesFolder, copy), copy)))).flat(),
  ];
  for (const { path, target } of files) {
    await mkdir(dirname(join(context, target)), { recursive: true });
    await copyFile(path, join(context, target));
  }
  await writeHostTrust(join(context, 'trust'), await readHostTrust(host));
}
