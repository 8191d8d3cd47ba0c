import { headerFields } from './header-fields.ts';
import type { ImagePart } from './image-part.ts';
import { purl } from './purl.ts';

/** SHA-256 sums in hex by `name==version`, the name as {@link normalName} makes it. */
export type PinnedHashes = ReadonlyMap<string, readonly string[]>;

export interface PythonRecord {
  /** Path of the file in the image: `…/<name>-<version>.dist-info/METADATA`. */
  readonly path: string;
  /** Text of METADATA, or its beginning. */
  readonly metadata: string;
}

/** What is on one line of METADATA is a name; what is longer is a licence's text. */
const licenceNameLength = 100;

/** @returns `undefined` when neither METADATA nor its folder say what it is. */
export function pythonDistribution({ path, metadata }: PythonRecord, pinned: PinnedHashes): ImagePart | undefined {
  const fields = headerFields(metadata);
  const [, folderName = '', folderVersion = ''] = /([^/]+)-([^/-]+)\.dist-info\/METADATA$/.exec(path) ?? [];
  const name = oneWord(fields.get('name')?.[0]) ?? folderName;
  const version = oneWord(fields.get('version')?.[0]) ?? folderVersion;
  if (name === '' || version === '') return undefined;
  const licences = licencesOf(fields);
  const installedFrom = pinned.get(`${normalName(name)}==${version}`) ?? [];
  return {
    kind: 'library',
    name,
    version,
    purl: purl({ type: 'pypi', name: normalName(name), version }),
    ...(licences.length === 0 ? {} : { licences }),
    ...(installedFrom.length === 0 ? {} : { installedFrom }),
  };
}

/** Lines `name==version --hash=sha256:… …` of a requirements.txt as pip-compile and uv write it, continued with backslashes. */
export function pinnedHashes(requirements: string): PinnedHashes {
  const pinned = new Map<string, readonly string[]>();
  for (const line of requirements.replaceAll(/\\\r?\n/g, ' ').split(/\r?\n/)) {
    const [, name, version] = /^\s*([\w.-]+)(?:\[[^\]]*\])?==([^\s;]+)/.exec(line) ?? [];
    if (name === undefined || version === undefined) continue;
    const hashes = [...line.matchAll(/--hash=sha256:([0-9a-f]{64})\b/g)].map(([, hash = '']) => hash);
    pinned.set(`${normalName(name)}==${version}`, hashes.sort());
  }
  return pinned;
}

/** https://packaging.python.org/en/latest/specifications/name-normalization/ */
export function normalName(name: string): string {
  return name.toLowerCase().replaceAll(/[-_.]+/g, '-');
}

/** The first that is there of three generations: SPDX expression, words, classifiers. */
function licencesOf(fields: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const said = [fields.get('license-expression')?.[0], fields.get('license')?.[0]].find(
    (text) => text !== undefined && text !== '' && text !== 'UNKNOWN' && text.length <= licenceNameLength && !text.includes('\n'),
  );
  if (said !== undefined) return [said];
  const classifiers = (fields.get('classifier') ?? []).filter((classifier) => /^License\s*::/.test(classifier));
  return [...new Set(classifiers.map((classifier) => classifier.split('::').at(-1)?.trim() ?? classifier))].sort();
}

function oneWord(text: string | undefined): string | undefined {
  return text !== undefined && /^\S+$/.test(text) ? text : undefined;
}
