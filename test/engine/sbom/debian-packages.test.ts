import { expect, test } from 'vitest';
import { debianPackages, distribution, parseOsRelease, placeOf } from '../../../src/engine/sbom/debian-packages.ts';

const release = parseOsRelease('ID=debian\nVERSION_ID="13"\nVERSION_CODENAME=trixie\nNAME="Debian GNU/Linux"\nbroken "line\n');
const files = new Set(['usr/bin/tool', 'usr/share/doc/gone/copyright']);

function read(status: string, paths: Readonly<Record<string, readonly string[]>> = {}) {
  return debianPackages({ status, paths: new Map(Object.entries(paths)) }, files, release);
}

test('a package is named with its version, architecture, release and source', () => {
  const status = [
    'Package: zlib1g\nStatus: install ok installed\nArchitecture: amd64\nSource: zlib\nVersion: 1:1.3+deb13u1\nDescription: x\n more: y',
    'Package: libcap2\nStatus: hold ok triggers-pending\nArchitecture: amd64\nSource: libcap (1:2.75-10)\nVersion: 1:2.75-10+b3',
    'Package: tool\nStatus: install ok installed\nArchitecture: all\nVersion: 2',
  ].join('\n\n');

  const parts = read(`${status}\n`);

  expect(parts.map((part) => [part.name, part.version, part.purl, part.facts?.['waymark:debian-source']])).toEqual([
    ['zlib1g', '1:1.3+deb13u1', 'pkg:deb/debian/zlib1g@1:1.3%2Bdeb13u1?arch=amd64&distro=trixie', 'zlib@1:1.3+deb13u1'],
    ['libcap2', '1:2.75-10+b3', 'pkg:deb/debian/libcap2@1:2.75-10%2Bb3?arch=amd64&distro=trixie', 'libcap@1:2.75-10'],
    ['tool', '2', 'pkg:deb/debian/tool@2?arch=all&distro=trixie', 'tool@2'],
  ]);
});

test.each([
  ['one whose configuration alone stayed', 'Package: a\nStatus: deinstall ok config-files\nVersion: 1'],
  ['one that was never installed', 'Package: a\nStatus: unknown ok not-installed\nVersion: 1'],
  ['one without a version', 'Package: a\nStatus: install ok installed'],
  ['one without a name', 'Status: install ok installed\nVersion: 1'],
  ['a word alone', 'Package'],
  ['nothing', '\n\n\n'],
])('%s is left out', (_, paragraph) => {
  expect(read(paragraph)).toEqual([]);
});

test('a package is left out when none of its files is there, whatever its documents are', () => {
  const status = ['tool', 'gone', 'unlisted'].map((name) => `Package: ${name}\nStatus: install ok installed\nVersion: 1`);
  const paths = { tool: ['usr/bin', placeOf('/bin/tool')], gone: ['usr/bin/gone', 'usr/share/doc/gone/copyright'] };

  const parts = read(status.join('\n\n'), paths);

  expect(parts.map(({ name }) => name)).toEqual(['tool', 'unlisted']);
});

test.each([
  ['/bin/ls', 'usr/bin/ls'],
  ['/lib/x86_64-linux-gnu/libc.so.6', 'usr/lib/x86_64-linux-gnu/libc.so.6'],
  ['/usr/bin/env', 'usr/bin/env'],
  ['/etc/passwd', 'etc/passwd'],
  ['/lib', 'lib'],
])('%s lies at %s', (path, place) => {
  expect(placeOf(path)).toBe(place);
});

test('the distribution is a part, and an image that does not name one has none', () => {
  expect(distribution(release)).toMatchObject([{ kind: 'operating-system', name: 'debian', version: '13' }]);
  expect(distribution(parseOsRelease(''))).toEqual([]);
});
