import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readMavenSettings } from '../../../src/engine/images/maven-settings.ts';

let homedir: string;

beforeEach(async () => {
  homedir = await mkdtemp(join(tmpdir(), 'waymark-maven-'));
  await mkdir(join(homedir, '.m2'));
  await mkdir(join(homedir, 'maven', 'conf'), { recursive: true });
});
afterEach(() => rm(homedir, { recursive: true }));

test('gives settings without any where the host has none', async () => {
  await writeGlobal('<settings/>');

  expect(await settings()).toEqual({ user: '<settings/>\n', global: '<settings/>', security: '<settingsSecurity/>\n' });
});

test("passes on the user's mirrors, with the variables they mention put in", async () => {
  await writeUser(`<settings><server><password>${variable('TOKEN')}</password></server>${variable('UNSET')}</settings>`);
  await writeFile(join(homedir, '.m2', 'settings-security.xml'), '<settingsSecurity><master>{x}</master></settingsSecurity>');

  const { user, security } = await settings({ TOKEN: 'a<b&c' });

  expect(user).toBe(`<settings><server><password>a&lt;b&amp;c</password></server>${variable('UNSET')}</settings>`);
  expect(security).toBe('<settingsSecurity><master>{x}</master></settingsSecurity>');
});

test('leaves out comments and folders of this host', async () => {
  await writeUser(
    '<settings><!-- <proxy/> --><localRepository>/srv/repository</localRepository><offline>false</offline></settings>',
  );

  expect((await settings()).user).toBe('<settings><offline>false</offline></settings>');
});

test('reads the files that MAVEN_ARGS names', async () => {
  await writeUser('<settings><offline>true</offline></settings>');
  const user = join(homedir, 'user.xml');
  const global = join(homedir, 'global.xml');
  await writeFile(user, '<settings><!-- --></settings>');
  await writeFile(global, '<settings></settings>');

  const read = await settings({ MAVEN_ARGS: `--batch-mode -s ${user} --global-settings=${global}` });

  expect([read.user, read.global]).toEqual(['<settings></settings>', '<settings></settings>']);
});

test('makes proxies of the usual variables, which Maven does not look at', async () => {
  await writeGlobal('<settings><mirrors/></settings>');

  const { global } = await settings({
    https_proxy: 'http://me:a%26b@proxy.test:3128',
    HTTP_PROXY: 'plain.test',
    NO_PROXY: 'localhost, .corp.test',
  });

  expect(global).toBe(
    '<settings><mirrors/><proxies>' +
      '<proxy><id>host-http</id><active>true</active><protocol>http</protocol><host>plain.test</host><port>80</port>' +
      '<nonProxyHosts>localhost|*.corp.test</nonProxyHosts></proxy>' +
      '<proxy><id>host-https</id><active>true</active><protocol>https</protocol><host>proxy.test</host><port>3128</port>' +
      '<username>me</username><password>a&amp;b</password><nonProxyHosts>localhost|*.corp.test</nonProxyHosts></proxy>' +
      '</proxies></settings>',
  );
});

test('keeps to the proxies of the settings where there are some', async () => {
  await writeUser('<settings><proxies><proxy><host>own.test</host></proxy></proxies></settings>');
  await writeGlobal('<settings></settings>');

  expect((await settings({ https_proxy: 'http://proxy.test:3128' })).global).toBe('<settings></settings>');
});

function settings(env: Record<string, string> = {}) {
  return readMavenSettings({ env: { MAVEN_HOME: join(homedir, 'maven'), ...env }, platform: 'linux', homedir });
}

function writeUser(text: string): Promise<void> {
  return writeFile(join(homedir, '.m2', 'settings.xml'), text);
}

/** So that this machine's own cannot be read. */
function writeGlobal(text: string): Promise<void> {
  return writeFile(join(homedir, 'maven', 'conf', 'settings.xml'), text);
}

/** As settings.xml mentions one. */
function variable(name: string): string {
  return `$\{env.${name}}`;
}
