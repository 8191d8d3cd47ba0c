import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { proxyVariables } from '../../../src/engine/images/host-settings.ts';
import { readHostTrust } from '../../../src/engine/images/host-trust.ts';
import { parsePipConfig } from '../../../src/engine/images/pip-settings.ts';

let homedir: string;

beforeEach(async () => {
  homedir = await mkdtemp(join(tmpdir(), 'waymark-trust-'));
});
afterEach(() => rm(homedir, { recursive: true }));

test('takes every certificate of the bundles that variables name, each once', async () => {
  await writeFile(join(homedir, 'a.pem'), `Comment\n${certificate('A')}${certificate('B')}`);
  await writeFile(join(homedir, 'b.pem'), certificate('B').replaceAll('\n', '\r\n'));

  const { certificates } = await trust({
    NODE_EXTRA_CA_CERTS: join(homedir, 'a.pem'),
    SSL_CERT_FILE: join(homedir, 'b.pem'),
    PIP_CERT: join(homedir, 'not-there.pem'),
  });

  expect(certificates.filter((text) => text === certificate('A'))).toHaveLength(1);
  expect(certificates.filter((text) => text === certificate('B'))).toHaveLength(1);
});

test('passes on the package index, and no folder of this host', async () => {
  const { pipConfig } = await trust({
    PIP_INDEX_URL: 'https://index.test/simple',
    PIP_EXTRA_INDEX_URL: 'https://one.test/ https://two.test/',
    PIP_FIND_LINKS: '/opt/wheels',
  });

  expect(parsePipConfig(pipConfig)).toEqual(
    new Map([
      ['index-url', ['https://index.test/simple']],
      ['extra-index-url', ['https://one.test/', 'https://two.test/']],
    ]),
  );
});

test("reads the user's pip.conf, and lets a variable beat it", async () => {
  await mkdir(join(homedir, '.config', 'pip'), { recursive: true });
  await writeFile(
    join(homedir, '.config', 'pip', 'pip.conf'),
    '[global]\nindex-url = https://file.test/simple\ntrusted-host =\n    file.test\n    other.test\n[freeze]\nfind-links = https://no.test\n',
  );

  const { pipConfig } = await trust({ PIP_INDEX_URL: 'https://variable.test/simple' });

  const settings = parsePipConfig(pipConfig);
  expect(settings.get('index-url')).toEqual(['https://variable.test/simple']);
  expect(settings.get('trusted-host')).toEqual(['file.test', 'other.test']);
  expect(settings.has('find-links')).toBe(false);
});

test('passes on proxies as they are written, and leaves out empty ones', () => {
  const env = { https_proxy: 'http://proxy.test:3128', NO_PROXY: 'localhost', HTTP_PROXY: '', PATH: '/bin' };

  expect(proxyVariables(env)).toEqual({ https_proxy: 'http://proxy.test:3128', NO_PROXY: 'localhost' });
});

function trust(env: Record<string, string>) {
  return readHostTrust({ env, platform: 'linux', homedir });
}

function certificate(name: string): string {
  return `-----BEGIN CERTIFICATE-----\n${Buffer.from(name.repeat(30)).toString('base64')}\n-----END CERTIFICATE-----\n`;
}
