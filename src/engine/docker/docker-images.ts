import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import type Docker from 'dockerode';
import type { BuildRequest, EngineImages, ImageSummary } from '../engine-images.ts';
import { exportImage } from './export-image.ts';
import { followBuild } from './follow-build.ts';
import { statusOf, toEngineError } from './to-engine-error.ts';

/** The image half of the Docker adapter. */
export function createDockerImages(docker: Docker): EngineImages {
  return {
    async list(label) {
      const images = await docker.listImages({ filters: { label: [label] } }).catch((error) => {
        throw toEngineError(error, 'list its images');
      });
      return images.map(({ Id: id, RepoTags: tags, Size: sizeBytes, Labels: labels }) =>
        summary({ id, tags, sizeBytes, labels }),
      );
    },

    async find(reference) {
      try {
        const { Id: id, RepoTags: tags, Size: sizeBytes, Config: config } = await docker.getImage(reference).inspect();
        return summary({ id, tags, sizeBytes, labels: config.Labels });
      } catch (error) {
        if (statusOf(error) === 404) return undefined;
        throw toEngineError(error, `look for image "${reference}"`);
      }
    },

    async pull(reference, { onLog, signal }) {
      try {
        const stream = await docker.pull(reference, signal === undefined ? {} : { abortSignal: signal });
        await followBuild(stream, onLog);
      } catch (error) {
        signal?.throwIfAborted();
        throw toEngineError(error, `pull image "${reference}"`);
      }
    },

    async importTar(file, { tag, changes, signal }) {
      const [repo, version] = tag.split(':');
      const abort = signal === undefined ? {} : { abortSignal: signal };
      try {
        const stream = await docker.importImage(createReadStream(file), { repo, tag: version, changes, ...abort });
        await followBuild(stream, () => {});
      } catch (error) {
        signal?.throwIfAborted();
        throw toEngineError(error, `import image "${tag}"`);
      }
    },

    async build(request) {
      try {
        const { pack } = await import('tar-fs');
        // Owner, times and umask of the host's checkout must not end up in the image.
        const context = pack(request.contextFolder, { map: (header) => ({ ...header, uid: 0, gid: 0, mtime: new Date(0) }) });
        const stream = await docker.buildImage(Readable.from(context, { objectMode: false }), buildOptions(request));
        await followBuild(stream, request.onLog);
      } catch (error) {
        request.signal?.throwIfAborted();
        throw toEngineError(error, `build image "${request.tag}"`);
      }
    },

    export(reference, options) {
      return exportImage(docker, reference, options);
    },

    async remove(reference) {
      try {
        await docker.getImage(reference).remove({ force: false });
      } catch (error) {
        if (statusOf(error) !== 404) throw toEngineError(error, `remove image "${reference}"`);
      }
    },
  };
}

function buildOptions({ tag, labels, buildArgs, signal }: BuildRequest): Docker.ImageBuildOptions {
  return {
    t: tag,
    labels: { ...labels },
    buildargs: { ...buildArgs },
    rm: true,
    forcerm: true,
    // Trusted, pinned steps: with the host's own network, a proxy on localhost and its name server work as they do outside.
    networkmode: 'host',
    ...(signal === undefined ? {} : { abortSignal: signal }),
  };
}

/** Engines give null where they mean empty. */
function summary(image: {
  readonly id: string;
  readonly tags: readonly string[] | null | undefined;
  readonly sizeBytes: number;
  readonly labels: Readonly<Record<string, string>> | null | undefined;
}): ImageSummary {
  const tags = (image.tags ?? []).filter((tag) => tag !== '<none>:<none>');
  return { id: image.id, tags, sizeBytes: image.sizeBytes, labels: image.labels ?? {} };
}
