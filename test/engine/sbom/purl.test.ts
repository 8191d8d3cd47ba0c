import { expect, test } from 'vitest';
import { purl } from '../../../src/engine/sbom/purl.ts';

test.each([
  [{ type: 'pypi', name: 'pytest', version: '9.2.0' }, 'pkg:pypi/pytest@9.2.0'],
  [
    {
      type: 'deb',
      namespace: 'debian',
      name: 'libstdc++6',
      version: '1:14.2~1+b2',
      qualifiers: { distro: 'trixie', arch: 'amd64' },
    },
    'pkg:deb/debian/libstdc%2B%2B6@1:14.2~1%2Bb2?arch=amd64&distro=trixie',
  ],
  [{ type: 'golang', namespace: 'go.example/a/b', name: 'c', version: 'v1.0.0' }, 'pkg:golang/go.example/a/b/c@v1.0.0'],
  [{ type: 'generic', name: 'jrt-fs', version: '', qualifiers: { classifier: '', arch: undefined } }, 'pkg:generic/jrt-fs'],
  [
    { type: 'generic', name: "a b/../@1?x='#(*)!\n", version: 'é' },
    'pkg:generic/a%20b%2F..%2F%401%3Fx%3D%27%23%28%2A%29%21%0A@%C3%A9',
  ],
  [{ type: 'generic', name: '\ud800', version: '1' }, 'pkg:generic/%EF%BF%BD@1'],
])('%j', (parts, expected) => {
  expect(purl(parts)).toBe(expected);
});
