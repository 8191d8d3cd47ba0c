import type { ImagePart } from './image-part.ts';
import { purl } from './purl.ts';

/**
 * Waymark's own Python in an image: agent, judge and what both speak. Its version is the image's content tag, a hash of its sources.
 * @param files paths of everything in the image that is not a folder
 */
export function ownPackages(files: ReadonlySet<string>, contentTag: string): readonly ImagePart[] {
  const names = [...files].flatMap((path) => /^opt\/(?:[^/]+\/)+(waymark(?:_[a-z]+)?)\/__init__\.py$/.exec(path)?.[1] ?? []);
  return [...new Set(names)].map((name) => ({
    kind: 'application',
    name,
    version: contentTag,
    purl: purl({ type: 'generic', namespace: 'waymark', name, version: contentTag }),
    licences: ['MIT'],
  }));
}
