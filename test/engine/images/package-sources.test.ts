import { expect, test } from 'vitest';
import { trixieSources } from '../../../src/engine/images/package-sources.ts';

const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg';

test.each([
  {
    claim: 'keeps mirrors and keys of deb822 paragraphs, and changes the release',
    name: 'debian.sources',
    text: `# a comment
Types: deb deb-src
URIs: http://mirror.test/debian
Suites: bookworm bookworm-updates
Components: main contrib
Signed-By: ${keyring}

Types: deb
URIs: http://mirror.test/debian-security
Suites: bookworm-security
Components: main
Signed-By: ${keyring}
`,
    lines: [
      `deb [signed-by=${keyring}] http://mirror.test/debian trixie main`,
      `deb [signed-by=${keyring}] http://mirror.test/debian trixie-updates main`,
      `deb [signed-by=${keyring}] http://mirror.test/debian-security trixie-security main`,
    ],
  },
  {
    claim: 'reads one-line entries, with options and comments',
    name: 'sources.list',
    text: `deb http://mirror.test/debian/ bullseye main # main mirror
deb [arch=amd64 signed-by=${keyring}] https://mirror.test/debian bullseye-updates main non-free
deb-src http://mirror.test/debian bullseye main
# deb http://mirror.test/debian sid main
deb http://mirror.test/debian-security buster/updates main
`,
    lines: [
      'deb http://mirror.test/debian/ trixie main',
      `deb [signed-by=${keyring}] https://mirror.test/debian trixie-updates main`,
      'deb http://mirror.test/debian-security trixie-security main',
    ],
  },
  {
    claim: 'keeps an archive that is trusted without a signature',
    name: 'local.list',
    text: 'deb [trusted=yes] file:/srv/debian trixie main\n',
    lines: ['deb [trusted=yes] file:/srv/debian trixie main'],
  },
  {
    claim: 'reads addresses and keys that go on in the next line, and passes over what is switched off',
    name: 'debian.sources',
    text: `Types: deb
URIs: http://one.test/debian
 http://two.test/debian
Suites: stable
Components: main
Signed-By:
 -----BEGIN PGP PUBLIC KEY BLOCK-----
 .
 mQINBF
 -----END PGP PUBLIC KEY BLOCK-----

Enabled: no
Types: deb
URIs: http://off.test/debian
Suites: stable
Components: main
`,
    lines: ['deb http://one.test/debian trixie main', 'deb http://two.test/debian trixie main'],
  },
  {
    claim: 'leaves out third parties, though they name their suites after Debian',
    name: 'vendors.list',
    text: `deb [signed-by=/etc/apt/keyrings/vendor.asc] https://vendor.test/linux/debian bookworm stable
deb [signed-by=/usr/share/keyrings/vendor.gpg] https://vendor.test/debian bookworm main
deb https://vendor.test/debian/12/prod bookworm main
deb https://vendor.test/node_24.x nodistro main
deb cdrom:[Debian 12]/ bookworm main
`,
    lines: [],
  },
  {
    claim: 'finds nothing on Ubuntu',
    name: 'ubuntu.sources',
    text: `Types: deb
URIs: http://mirror.test/ubuntu/
Suites: noble noble-updates
Components: main universe
Signed-By: /usr/share/keyrings/ubuntu-archive-keyring.gpg
`,
    lines: [],
  },
])('$claim', ({ name, text, lines }) => {
  expect(trixieSources([{ name, text }])).toEqual(lines);
});

test('names an archive once, however often the host does', () => {
  const text = 'deb http://mirror.test/debian bookworm main\n';

  expect(
    trixieSources([
      { name: 'sources.list', text },
      { name: 'more.list', text },
    ]),
  ).toHaveLength(1);
});
