import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readGoSettings } from '../../../src/engine/images/go-settings.ts';

let homedir: string;

beforeEach(async () => {
  homedir = await mkdtemp(join(tmpdir(), 'waymark-go-'));
});
afterEach(() => rm(homedir, { recursive: true }));

test('says nothing where the host has no settings of its own', async () => {
  expect(await settings({ PATH: '/bin', GOPROXY: '' })).toBe('');
});

test('reads what "go env -w" has written, and lets a variable beat it', async () => {
  await mkdir(join(homedir, '.config', 'go'), { recursive: true });
  await writeFile(
    join(homedir, '.config', 'go', 'env'),
    'GOPROXY=https://file.test,direct\nGONOSUMDB=corp.test/*\nGOTOOLCHAIN=local\n# a comment\n',
  );

  expect(await settings({ GOPROXY: 'https://variable.test' })).toBe('GOPROXY=https://variable.test\nGONOSUMDB=corp.test/*\n');
});

test('looks where GOENV says, and nowhere when it says off', async () => {
  await writeFile(join(homedir, 'elsewhere'), 'GOSUMDB=sum.test\n');
  await mkdir(join(homedir, 'config', 'go'), { recursive: true });
  await writeFile(join(homedir, 'config', 'go', 'env'), 'GOSUMDB=off\n');

  expect(await settings({ GOENV: join(homedir, 'elsewhere') })).toBe('GOSUMDB=sum.test\n');
  expect(await settings({ XDG_CONFIG_HOME: join(homedir, 'config') })).toBe('GOSUMDB=off\n');
  expect(await settings({ XDG_CONFIG_HOME: join(homedir, 'config'), GOENV: 'off' })).toBe('');
});

test('passes on no folder of this host, and nothing that changes what is built', async () => {
  const text = await settings({
    GOPROXY: 'file:///srv/modules,https://one.test|https://two.test,off',
    GOFLAGS: '-mod=vendor',
    GOPRIVATE: 'corp.test',
  });

  expect(text).toBe('GOPROXY=https://one.test|https://two.test,off\nGOPRIVATE=corp.test\n');
  expect(await settings({ GOPROXY: 'https://one.test,file:///srv/modules' })).toBe('GOPROXY=https://one.test\n');
});

function settings(env: Record<string, string>) {
  return readGoSettings({ env, platform: 'linux', homedir });
}
