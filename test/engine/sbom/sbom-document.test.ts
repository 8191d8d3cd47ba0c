import { expect, test } from 'vitest';
import type { ImagePart } from '../../../src/engine/sbom/image-part.ts';
import { sbomDocument } from '../../../src/engine/sbom/sbom-document.ts';
import { sbomFaults } from './sbom-faults.ts';

const tool = { name: 'waymark', version: '1.0.0' };
const sha256 = 'a'.repeat(64);

function document(parts: readonly ImagePart[], id = `sha256:${sha256}`): string {
  const createdAt = new Date('2026-01-02T03:04:05Z');
  return sbomDocument({ name: 'judge', contentTag: '0123456789abcdef', id, createdAt, architecture: 'amd64', parts }, tool);
}

const parts: readonly ImagePart[] = [
  { kind: 'application', name: 'own', version: '1', purl: 'pkg:generic/own@1', licences: ['MIT'] },
  { kind: 'framework', name: 'openjdk', version: '21', purl: 'pkg:generic/openjdk@21', facts: { 'waymark:java-modules': 'a b' } },
  {
    kind: 'library',
    name: 'b',
    version: '1',
    purl: 'pkg:pypi/b@1',
    licences: ['MIT OR ISC'],
    installedFrom: [sha256, 'b'.repeat(64)],
  },
  { kind: 'library', name: 'c', version: '1', purl: 'pkg:maven/g/c@1', sha256, licences: ['Some Words', 'Other Words'] },
  { kind: 'operating-system', name: 'debian', version: '13', purl: 'pkg:generic/debian@13' },
];

test('a document is CycloneDX 1.6, and names image and parts', () => {
  const text = document(parts);

  expect(sbomFaults(text)).toEqual([]);
  const bom = JSON.parse(text);
  expect(bom).toMatchObject({
    specVersion: '1.6',
    metadata: {
      timestamp: '2026-01-02T03:04:05.000Z',
      component: { type: 'container', name: 'waymark/judge', version: '0123456789abcdef' },
    },
  });
  expect(bom.components).toMatchObject([
    { type: 'application', licenses: [{ license: { id: 'MIT' } }] },
    { type: 'framework', properties: [{ name: 'waymark:java-modules', value: 'a b' }] },
    {
      licenses: [{ expression: 'MIT OR ISC' }],
      externalReferences: [{ type: 'distribution', hashes: [{ alg: 'SHA-256', content: sha256 }] }, { type: 'distribution' }],
    },
    {
      hashes: [{ alg: 'SHA-256', content: sha256 }],
      licenses: [{ license: { name: 'Some Words' } }, { license: { name: 'Other Words' } }],
    },
    { type: 'operating-system' },
  ]);
});

test('the image depends on its parts, and of what parts need of each other nothing is claimed', () => {
  const { dependencies, metadata } = JSON.parse(document(parts));

  expect(dependencies).toEqual([{ ref: metadata.component['bom-ref'], dependsOn: parts.map(({ purl }) => purl) }]);
});

test('the same image gives the same bytes, and another one another serial number', () => {
  const serial = (text: string): unknown => JSON.parse(text).serialNumber;

  expect(document(parts)).toBe(document(parts));
  expect(serial(document(parts, `sha256:${'b'.repeat(64)}`))).not.toBe(serial(document(parts)));
});

test.each([
  ['no parts', []],
  ['a name that is none', [{ kind: 'library', name: '\u001b[31m\0"', version: '\n', purl: 'pkg:pypi/%00@%0A' }]],
  ['no version', [{ kind: 'library', name: 'a', version: '', purl: 'pkg:generic/a' }]],
  ['a licence that is none', [{ kind: 'library', name: 'a', version: '1', purl: 'pkg:pypi/a@1', licences: ['((', '\ud800'] }]],
] satisfies readonly (readonly [string, readonly ImagePart[]])[])('a document with %s is valid too', (_, odd) => {
  expect(sbomFaults(document(odd))).toEqual([]);
});
