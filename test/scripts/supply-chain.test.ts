import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { packagesStep } from '../../scripts/set-up/packages.mjs';
import { root } from '../../scripts/set-up/paths.mjs';
import type { ContainerRole } from '../../src/engine/container.ts';
import { containerSettings, userIds } from '../../src/engine/docker/container-settings.ts';
import { defaultLimits } from '../../src/model/limits.ts';

const images = join(root, 'runner-images');
const files = (await readdir(images, { recursive: true })).map((file) => file.replaceAll('\\', '/')).sort();
const named = (name: string): readonly string[] => files.filter((file) => file.split('/').at(-1) === name);

describe('npm packages', async () => {
  const text = await readFile(join(root, 'package-lock.json'), 'utf8');
  const entries = Object.entries(lockedPackages(text)).filter(([path]) => path !== '');

  test('are each held against a hash', () => {
    expect(entries.length).toBeGreaterThan(100);
    expect(entries.filter(([, { integrity }]) => !/^sha512-[\w+/]{86}==$/.test(integrity ?? '')).map(([path]) => path)).toEqual(
      [],
    );
  });

  test('come from whatever registry npm is set to: the lock names no host', () => {
    const fields = entries.flatMap(([path, entry]) => [entry.resolved, entry.version].map((value) => `${path} ${value ?? ''}`));

    expect(fields.filter((field) => /:\/\/|^git|\bgit[+@]/.test(field))).toEqual([]);
    expect(text).not.toContain('"resolved"');
  });

  test('need none of their install scripts', () => {
    const withScripts = entries.filter(([, { hasInstallScript }]) => hasInstallScript === true).map(([path]) => path);

    expect(withScripts).toEqual([
      // Compiles a look at the processor for ssh2, which does without.
      'node_modules/cpu-features',
      // Warns of an odd version of itself.
      'node_modules/protobufjs',
      // Compiles a faster cipher for engines behind SSH; it has Node's own.
      'node_modules/ssh2',
    ]);
  });

  test.skipIf(process.platform === 'win32')('are installed as the lock says, without running a script of theirs', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'waymark-npm-'));
    try {
      const npm = join(folder, 'npm');
      await writeFile(npm, `#!/bin/sh\necho "$@" > "${join(folder, 'said')}"\n`);
      await chmod(npm, 0o755);
      vi.stubEnv('PATH', `${folder}${delimiter}${process.env['PATH']}`);
      for (const name of ['npm_execpath', 'WAYMARK_NO_INSTALL']) vi.stubEnv(name, undefined);

      await packagesStep.run({ say: () => {}, update: () => {}, signal: AbortSignal.timeout(10_000) });

      expect((await readFile(join(folder, 'said'), 'utf8')).split(' ')).toEqual(
        expect.arrayContaining(['ci', '--ignore-scripts']),
      );
    } finally {
      await rm(folder, { recursive: true });
    }
  });
  afterEach(() => vi.unstubAllEnvs());

  test('are never asked for without that option', async () => {
    const scripts = (await readdir(join(root, 'scripts'), { recursive: true })).filter((file) => file.endsWith('.mjs'));
    const sources = await Promise.all(scripts.map((file) => readFile(join(root, 'scripts', file), 'utf8')));

    const calls = sources.flatMap((source) => [...source.matchAll(/await npm\(([^\]]*)\]/g)].map(([, args = '']) => args));

    expect(calls.length).toBeGreaterThan(1);
    expect(calls.filter((args) => !args.includes("'--ignore-scripts'"))).toEqual([]);
  });
});

describe('what images are made of', () => {
  test.each(named('requirements.txt'))('%s pins each distribution, with its hashes, and says nothing else', async (file) => {
    const text = await readFile(join(images, file), 'utf8');
    const lines = text
      .replaceAll(/\\\n/g, ' ')
      .split('\n')
      .map((line) => line.replace(/(^|\s)#.*/, '').trim());

    const wrong = lines.filter(
      (line) => line !== '' && !/^[\w.-]+(\[[\w,-]+\])?==[\w.+!]+( ; [^-]+)?( +--hash=sha256:[0-9a-f]{64})+$/.test(line),
    );

    expect(lines.some((line) => line !== '')).toBe(true);
    expect(wrong).toEqual([]);
  });

  test.each(named('requirements.in'))('%s has been resolved', (file) => {
    expect(files).toContain(file.replace(/in$/, 'txt'));
  });

  test('pip takes wheels with a hash of the list, and nothing else', async () => {
    const script = await readFile(join(images, 'build', 'install-packages'), 'utf8');

    for (const option of ['--require-hashes', '--only-binary :all:', '--no-deps']) expect(script).toContain(option);
  });

  test.each(named('pom.xml'))('%s has a checksum for whatever Maven fetches', async (file) => {
    const text = await readFile(join(images, file.replace(/pom\.xml$/, 'checksums.sha256')), 'utf8');
    const lines = text.trimEnd().split('\n');

    expect(lines.filter((line) => !/^[0-9a-f]{64} {2}[\w.+-]+(\/[\w.+-]+){3,}\.(jar|pom)$/.test(line))).toEqual([]);
    expect(await readFile(join(images, 'build-java', 'install-artefacts'), 'utf8')).toContain('failIfMissing=true');
  });

  test.each(named('go.mod'))('%s has a checksum for each of its modules', async (file) => {
    const wanted = [...(await readFile(join(images, file), 'utf8')).matchAll(/^(?:require )?\t?(\S+) (v\d\S*)/gm)];
    const sums = await readFile(join(images, file.replace(/mod$/, 'sum')), 'utf8');

    expect(wanted.length).toBeGreaterThan(1);
    expect(wanted.map(([, path, version]) => `${path} ${version}/go.mod h1:`).filter((sum) => !sums.includes(sum))).toEqual([]);
  });

  test.each(named('Dockerfile'))(
    '%s fetches nothing past those lists, and stands on an image of ours or on Debian',
    async (file) => {
      const steps = (await readFile(join(images, file), 'utf8')).replaceAll(/^#.*$/gm, '');

      expect(steps).not.toMatch(/\b(curl|wget|npm|pip3? (install|download)|git clone|go (get|install))\b|^ADD /m);
      expect(
        [...steps.matchAll(/^FROM (\S+)/gm)]
          .map(([, from]) => from)
          .filter((from) => !/^(\$\{(BASE|BUILD)\}|scratch)$/.test(from ?? '')),
      ).toEqual([]);
    },
  );
});

test.each(Object.keys(userIds).filter(isRole))('a %s runs as a user that is not root, whatever its image says', (role) => {
  const settings = containerSettings({ role, image: 'any', limits: defaultLimits }, { seccomp: '{}', labels: {} });

  expect(settings.User).toMatch(/^[1-9]\d{4}:[1-9]\d{4}$/);
  expect(settings.HostConfig).toMatchObject({ Privileged: false, CapAdd: [], CapDrop: ['ALL'], ReadonlyRootfs: true });
});

function isRole(name: string): name is ContainerRole {
  return name in userIds;
}

interface LockedPackage {
  readonly version?: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly hasInstallScript?: boolean;
}

function lockedPackages(lock: string): Readonly<Record<string, LockedPackage>> {
  return JSON.parse(lock).packages;
}
