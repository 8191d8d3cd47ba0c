import { EngineError, type WaymarkErrorOptions } from '../model/waymark-error.ts';

/** No container engine answers. */
export class EngineUnreachableError extends EngineError {
  readonly code = 'WAYMARK_ENGINE_UNREACHABLE';
}

/** The engine answers, but does not have the image. */
export class RunnerImageMissingError extends EngineError {
  readonly code = 'WAYMARK_RUNNER_IMAGE_MISSING';
  readonly image: string;

  /** @param known the images there are, for a name that none of them has. */
  constructor(image: string, options?: ErrorOptions & { readonly known?: readonly string[] }) {
    const { known, ...rest } = options ?? {};
    super(
      `${known === undefined ? `Runner image "${image}" is not on this container engine` : `There is no runner image "${image}"`}.`,
      {
        ...rest,
        next: known === undefined ? 'Run "waymark images build", then grade again.' : `Name one of: ${known.join(', ')}.`,
      },
    );
    this.image = image;
  }
}

/** What was asked for needs images that are not built. */
export class ImagesNotBuiltError extends EngineError {
  readonly code = 'WAYMARK_IMAGES_NOT_BUILT';

  constructor(names: readonly string[]) {
    super(`Not built on this container engine: ${names.join(', ')}.`, {
      next: `Run "waymark images build ${names.join(' ')}", then try again.`,
    });
  }
}

/** What is in an image could not be told from its files. */
export class ImageUnreadableError extends EngineError {
  readonly code = 'WAYMARK_IMAGE_UNREADABLE';
}

/** The engine refused or broke off a request that it should have carried out. */
export class EngineFailedError extends EngineError {
  readonly code = 'WAYMARK_ENGINE_FAILED';
  /** The same request may succeed a moment later. */
  readonly mayPass: boolean;

  /** @param options.mayPass default false */
  constructor(message: string, options: WaymarkErrorOptions & { readonly mayPass?: boolean } = {}) {
    super(message, options);
    this.mayPass = options.mayPass ?? false;
  }
}

/** A runner image could not be built. The message ends with the last lines of the build log. */
export class ImageBuildError extends EngineError {
  readonly code = 'WAYMARK_IMAGE_BUILD_FAILED';
}

/** The base image could neither be pulled nor made on the spot. */
export class BaseImageError extends EngineError {
  readonly code = 'WAYMARK_BASE_IMAGE_FAILED';
}
