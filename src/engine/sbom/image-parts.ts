import { debianPackages, distribution, parseOsRelease } from './debian-packages.ts';
import { goModules } from './go-program.ts';
import type { ImageContents } from './image-contents.ts';
import type { ImagePart } from './image-part.ts';
import { type JavaChecksums, javaArchive, javaRuntime } from './java-archives.ts';
import { ownPackages } from './own-packages.ts';
import { type PinnedHashes, pythonDistribution } from './python-distributions.ts';

/** What the sources of an image say of what goes into it. */
export interface ImageSources {
  /** The hash in its tag. */
  readonly contentTag: string;
  readonly pinned: PinnedHashes;
  readonly checksums: JavaChecksums;
}

/**
 * Everything in an image that has a name and a version, sorted by package URL, each once. What belongs to a Debian package is told of by
 * that package alone: it is Debian's build, with Debian's mends.
 * @param debian the image's own records, or those of the image whose packages it has
 */
export function imageParts(
  contents: ImageContents,
  debian: NonNullable<ImageContents['debian']>,
  { contentTag, pinned, checksums }: ImageSources,
): readonly ImagePart[] {
  const release = parseOsRelease(contents.osRelease);
  const ofDebian = new Set([...debian.paths.values()].flat());
  const isOurs = ({ path }: { readonly path: string }): boolean => !ofDebian.has(path);
  const parts = [
    ...distribution(release),
    ...debianPackages(debian, contents.files, release),
    ...contents.python.filter(isOurs).map((record) => pythonDistribution(record, pinned)),
    ...contents.java.filter(isOurs).map((archive) => javaArchive(archive, checksums)),
    ...contents.releases.filter(isOurs).map(({ text }) => javaRuntime(text)),
    ...contents.go.filter(isOurs).flatMap(({ record }) => goModules(record)),
    ...ownPackages(contents.files, contentTag),
  ].filter((part) => part !== undefined);
  const once = new Map(parts.map((part) => [part.purl, part]));
  return [...once.values()].sort((a, b) => (a.purl < b.purl ? -1 : 1));
}
