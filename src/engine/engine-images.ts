import type { ImageExport } from './image-export.ts';

/** A log line of a build or pull, without its line break. */
export type LogLine = (line: string) => void;

export interface ImageSummary {
  /** `sha256:<hex>` */
  readonly id: string;
  /** `name:tag`, several or none. */
  readonly tags: readonly string[];
  readonly sizeBytes: number;
  readonly labels: Readonly<Record<string, string>>;
}

export interface BuildRequest {
  /** Folder that holds the whole build context, `Dockerfile` at its top. */
  readonly contextFolder: string;
  readonly tag: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly buildArgs: Readonly<Record<string, string>>;
  readonly onLog: LogLine;
  readonly signal?: AbortSignal;
}

/** What the image pipeline asks of an engine. Each throws an {@link EngineError}. */
export interface EngineImages {
  /** Images with this label, whatever its value. */
  list(label: string): Promise<readonly ImageSummary[]>;
  /** `undefined` when the engine does not have it. */
  find(reference: string): Promise<ImageSummary | undefined>;
  /** Pulls from a registry; throws when none answers or it lacks the image. */
  pull(reference: string, options: { readonly onLog: LogLine; readonly signal?: AbortSignal }): Promise<void>;
  /** Makes an image of a root file system in a tar file. */
  importTar(
    file: string,
    request: { readonly tag: string; readonly changes: readonly string[]; readonly signal?: AbortSignal },
  ): Promise<void>;
  /** Classic builder, no layer cache between tags beyond the engine's own. */
  build(request: BuildRequest): Promise<void>;
  /** Opens what is in an image; nothing of it is run. The caller disposes of it. */
  export(reference: string, options?: { readonly signal?: AbortSignal }): Promise<ImageExport>;
  /** Missing is success. */
  remove(reference: string): Promise<void>;
}
