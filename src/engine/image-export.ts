import type { Readable } from 'node:stream';

/** What is in an image, nothing of which has been run. Disposing removes whatever the engine needed for it. */
export interface ImageExport extends AsyncDisposable {
  /** `sha256:<hex>` */
  readonly id: string;
  readonly createdAt: Date;
  /** As Go and OCI name it: `amd64`, `arm64`. */
  readonly architecture: string;
  /** Its whole file system as one tar, layers already put together. Ends with an error when the engine breaks off. */
  readonly tar: Readable;
}
