import { Readable } from 'node:stream';
import type Docker from 'dockerode';
import type { ImageExport } from '../image-export.ts';
import { containerLabels, currentOwner } from './owner.ts';
import { removeContainer } from './remove-container.ts';
import { toEngineError } from './to-engine-error.ts';

/**
 * Engines export containers, not images: one is made of the image, never started, and removed by disposing.
 * @throws {RunnerImageMissingError | EngineError} and then no container stays behind.
 */
export async function exportImage(
  docker: Docker,
  reference: string,
  options: { readonly signal?: AbortSignal } = {},
): Promise<ImageExport> {
  const { signal } = options;
  signal?.throwIfAborted();
  const image = await docker
    .getImage(reference)
    .inspect()
    .catch((error) => {
      throw toEngineError(error, `look for image "${reference}"`, reference);
    });
  const id = await createContainer(docker, image.Id, reference);
  try {
    // The signal does not cut the create: a container whose id nobody read would stay.
    signal?.throwIfAborted();
    const stream = await docker.getContainer(id).export();
    // It is one; its type does not say so.
    const tar = stream instanceof Readable ? stream : Readable.from(stream, { objectMode: false });
    return {
      id: image.Id,
      createdAt: new Date(image.Created),
      architecture: image.Architecture,
      tar,
      async [Symbol.asyncDispose]() {
        tar.destroy();
        await removeContainer(docker, id);
      },
    };
  } catch (error) {
    await removeContainer(docker, id);
    throw signal?.aborted ? signal.reason : toEngineError(error, `export image "${reference}"`);
  }
}

async function createContainer(docker: Docker, image: string, reference: string): Promise<string> {
  try {
    // Engines want a command even for a container that never starts, and some of our images have none.
    const settings = {
      Image: image,
      Cmd: ['never-started'],
      NetworkDisabled: true,
      Labels: containerLabels('export', currentOwner()),
    };
    return (await docker.createContainer(settings)).id;
  } catch (error) {
    throw toEngineError(error, `make a container of image "${reference}"`, reference);
  }
}
