import { expect, test } from 'vitest';
import { pinnedHashes, pythonDistribution } from '../../../src/engine/sbom/python-distributions.ts';

const path = 'usr/lib/site-packages/Odd_Name-1.0.dist-info/METADATA';
const [one, other] = ['1'.repeat(64), '2'.repeat(64)];

function read(metadata: string, place = path) {
  return pythonDistribution({ path: place, metadata }, new Map([['odd-name==1.0', [one]]]));
}

test('a distribution has the name and version of its METADATA, and the hashes it was pinned with', () => {
  const part = read(
    'Metadata-Version: 2.4\nName: Odd_Name\nVersion: 1.0\nLicense-Expression: MIT OR Apache-2.0\n\nName: not this\n',
  );

  expect(part).toEqual({
    kind: 'library',
    name: 'Odd_Name',
    version: '1.0',
    purl: 'pkg:pypi/odd-name@1.0',
    licences: ['MIT OR Apache-2.0'],
    installedFrom: [one],
  });
});

test('hashes of another version are not its own', () => {
  expect(read('Name: odd.name\nVersion: 1.1\n')).not.toHaveProperty('installedFrom');
});

test.each([
  ['an expression before words', 'License: old words\nLicense-Expression: MIT', ['MIT']],
  ['words before classifiers', 'License: BSD\nClassifier: License :: OSI Approved :: MIT License', ['BSD']],
  [
    'classifiers, each once, sorted',
    'Classifier: License :: OSI Approved :: B\nClassifier: Topic :: X\nClassifier: License :: A\nClassifier: License :: A',
    ['A', 'B'],
  ],
  [
    'classifiers rather than a whole licence',
    'License: MIT License\n  Permission is\nClassifier: License :: OSI Approved :: ISC',
    ['ISC'],
  ],
  ['classifiers rather than a long line', `License: ${'x'.repeat(500)}\nClassifier: License :: ISC`, ['ISC']],
  ['classifiers rather than nothing', 'License: UNKNOWN\nClassifier: License :: ISC', ['ISC']],
  ['nothing where nothing is said', 'License:\nLicense-Expression:', undefined],
])('of what is said of a licence, it takes %s', (_, fields, licences) => {
  expect(read(`Name: a\nVersion: 1\n${fields}\n`)?.licences).toEqual(licences);
});

test.each([
  ['nothing', ''],
  ['bytes', '\0\ufffd\u001b[31m\r\n\r'],
  ['a continuation of nothing', '  and so on\n'],
  ['lines without fields', 'Name\nVersion\n= 1\n'],
  ['names of several words', 'Name: a b\nVersion: 1 ; rm\n'],
  ['a name on several lines', 'Name: a\n b\nVersion:\n 1\n 2\n'],
  ['a field that is no field', '__proto__: x\nconstructor: y\n'],
])('METADATA that holds %s leaves what its folder says', (_, metadata) => {
  expect(read(metadata)).toMatchObject({ name: 'Odd_Name', version: '1.0' });
});

test.each(['METADATA', 'a/b.dist-info/METADATA', 'a/-.dist-info/METADATA'])(
  'METADATA that says nothing in %s is nothing',
  (place) => {
    expect(read('', place)).toBeUndefined();
  },
);

test('requirements are read over continued lines, with extras, markers and comments', () => {
  const text = [
    '# comment a==0 --hash=sha256:…',
    `Odd.Name[extra]==1.0 ; python_version > "3" \\`,
    `    --hash=sha256:${other} \\`,
    `    --hash=sha256:${one}`,
    '    # via b',
    `second==2 --hash=sha256:${one} --hash=sha256:short --hash=md5:${one}`,
    'third>=1',
    '-r other.txt',
  ].join('\n');

  expect([...pinnedHashes(text)]).toEqual([
    ['odd-name==1.0', [one, other]],
    ['second==2', [one]],
  ]);
});
