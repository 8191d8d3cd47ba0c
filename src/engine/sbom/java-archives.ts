import { posix } from 'node:path';
import type { ImagePart } from './image-part.ts';
import { purl } from './purl.ts';

/** Paths in a Maven repository by SHA-256 in hex. */
export type JavaChecksums = ReadonlyMap<string, string>;

export interface JavaArchive {
  /** In the image. */
  readonly path: string;
  /** In hex. */
  readonly sha256: string;
}

/**
 * A jar is what its checksum says: it was fetched and held against the same list when the image was built. One that is not in the list goes
 * by its file name.
 */
export function javaArchive({ path, sha256 }: JavaArchive, checksums: JavaChecksums): ImagePart {
  return { kind: 'library', ...(fromRepository(checksums.get(sha256)) ?? fromFileName(path)), sha256 };
}

/** Lines `<sha256>  <path in a Maven repository>`. */
export function parseChecksums(text: string): JavaChecksums {
  return new Map([...text.matchAll(/^([0-9a-f]{64}) [ *](\S+)$/gm)].map(([, sum = '', path = '']) => [sum, path]));
}

/** A Java runtime, by the file `release` at its top. `undefined` for a file that is something else. */
export function javaRuntime(release: string): ImagePart | undefined {
  const field = (name: string): string => new RegExp(`^${name}="([^"\\n]*)"$`, 'm').exec(release)?.[1] ?? '';
  const version = field('JAVA_RUNTIME_VERSION') || field('JAVA_VERSION');
  if (version === '') return undefined;
  const [implementor, modules] = [field('IMPLEMENTOR'), field('MODULES')];
  return {
    kind: 'framework',
    name: 'openjdk',
    version,
    purl: purl({ type: 'generic', name: 'openjdk', version }),
    facts: {
      ...(implementor === '' ? {} : { 'waymark:java-implementor': implementor }),
      ...(modules === '' ? {} : { 'waymark:java-modules': modules }),
    },
  };
}

type Identity = Pick<ImagePart, 'name' | 'version' | 'purl'>;

/** `org/apache/kafka/kafka-server/4.1.0/kafka-server-4.1.0.jar`, perhaps with a classifier behind the version. */
function fromRepository(path: string | undefined): Identity | undefined {
  const [file, version, name, ...group] = path?.split('/').reverse() ?? [];
  if (file === undefined || version === undefined || name === undefined || group.length === 0) return undefined;
  const start = `${name}-${version}`;
  if (!file.startsWith(start)) return undefined;
  const classifier = file
    .slice(start.length)
    .replace(/^-/, '')
    .replace(/\.jar$/, '');
  const namespace = group.reverse().join('.');
  return { name, version, purl: purl({ type: 'maven', namespace, name, version, qualifiers: { classifier } }) };
}

function fromFileName(path: string): Identity {
  const stem = posix.basename(path, '.jar');
  const [, name = stem, version = ''] = /^(.+?)-(\d.*)$/.exec(stem) ?? [];
  return { name, version, purl: purl({ type: 'generic', name, version }) };
}
