/** One piece of software in an image, as its own records describe it. */
export interface ImagePart {
  readonly kind: 'application' | 'framework' | 'library' | 'operating-system';
  readonly name: string;
  readonly version: string;
  /** Tells it from every other part of the image. */
  readonly purl: string;
  /** What it says of its licence: an SPDX expression, or words. Several where it names several without saying how they go together. */
  readonly licences?: readonly string[];
  /** In hex, of the file in the image. */
  readonly sha256?: string;
  /** In hex, of the files it may have been installed from: one for each system and Python it is published for. */
  readonly installedFrom?: readonly string[];
  /** Further facts; names begin with `waymark:`. */
  readonly facts?: Readonly<Record<string, string>>;
}
