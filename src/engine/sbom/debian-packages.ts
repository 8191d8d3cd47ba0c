import { headerFields } from './header-fields.ts';
import type { ImagePart } from './image-part.ts';
import { purl } from './purl.ts';

/** What dpkg wrote down in an image. */
export interface DebianRecords {
  /** Text of `var/lib/dpkg/status`. */
  readonly status: string;
  /** Paths that each package brought, folders too, by its name without an architecture. */
  readonly paths: ReadonlyMap<string, readonly string[]>;
}

/** `ID`, `VERSION_ID` and the like of `usr/lib/os-release`. */
export type OsRelease = ReadonlyMap<string, string>;

/**
 * The packages of which anything is there: some of our images take files of packages away again, or the records and what only installing
 * needs, and then what dpkg knows of is no longer in the image.
 * @param files paths of everything in the image that is not a folder
 */
export function debianPackages(
  { status, paths }: DebianRecords,
  files: ReadonlySet<string>,
  release: OsRelease,
): readonly ImagePart[] {
  return status.split(/\n\n+/).flatMap((paragraph) => {
    const fields = headerFields(paragraph);
    const field = (name: string): string => fields.get(name)?.[0] ?? '';
    const [name, version] = [field('package'), field('version')];
    if (name === '' || version === '' || !isUnpacked(field('status'))) return [];
    if (!isThere(paths.get(name), files)) return [];
    const qualifiers = { arch: field('architecture'), distro: release.get('VERSION_CODENAME') };
    return [
      {
        kind: 'library',
        name,
        version,
        purl: purl({ type: 'deb', namespace: release.get('ID') ?? 'debian', name, version, qualifiers }),
        // Security trackers of Debian go by source packages.
        facts: { 'waymark:debian-source': sourceOf(field('source'), name, version) },
      } satisfies ImagePart,
    ];
  });
}

/** The distribution as a whole. */
export function distribution(release: OsRelease): readonly ImagePart[] {
  const name = release.get('ID');
  if (name === undefined) return [];
  const version = release.get('DEBIAN_VERSION_FULL') ?? release.get('VERSION_ID') ?? '';
  return [{ kind: 'operating-system', name, version, purl: purl({ type: 'generic', name, version }) }];
}

export function parseOsRelease(text: string): OsRelease {
  return new Map([...text.matchAll(/^(\w+)="?([^"\n]*)"?$/gm)].map(([, name = '', value = '']) => [name, value]));
}

/**
 * A path of dpkg's lists as it is in an image: without the slash, and below `usr/`, where the old folders lead.
 * https://wiki.debian.org/UsrMerge
 */
export function placeOf(path: string): string {
  return path.replace(/^\/+/, '').replace(/^(bin|sbin|lib|lib32|lib64)\//, 'usr/$1/');
}

/** Of the words of a status, the last says what is on disk. */
function isUnpacked(status: string): boolean {
  const state = status.split(/\s+/).at(-1) ?? '';
  return state !== '' && state !== 'not-installed' && state !== 'config-files';
}

/** Without a list of its files we cannot know, and leave nothing out. What nobody runs does not count. */
function isThere(paths: readonly string[] | undefined, files: ReadonlySet<string>): boolean {
  return (
    paths === undefined || paths.some((path) => files.has(path) && !/^usr\/share\/(doc|lintian|bug|man|locale)\//.test(path))
  );
}

/** `name@version`; a status names the source package and its version only where they differ from the package's. */
function sourceOf(source: string, name: string, version: string): string {
  const [, sourceName = name, sourceVersion = version] = /^(\S+)(?:\s+\((.+)\))?$/.exec(source) ?? [];
  return `${sourceName}@${sourceVersion}`;
}
