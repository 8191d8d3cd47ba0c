import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Docker from 'dockerode';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { currentOwner, ownerLabel } from '../../../src/engine/docker/owner.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import type { EngineImages } from '../../../src/engine/engine-images.ts';
import { makeSbom } from '../../../src/engine/sbom/make-sbom.ts';
import type { Progress } from '../../../src/model/progress.ts';
import { runWaymark } from '../../cli/run-waymark.ts';
import { sbomFaults } from '../../engine/sbom/sbom-faults.ts';
import { engineHere, openEngineHere } from './probe-engine.ts';

const tool = { name: 'waymark', version: '1.0.0' };

describe.skipIf(engineHere === undefined)('the bill of materials of', () => {
  let engine: Engine;
  let folder: string;

  beforeAll(async () => {
    engine = await openEngineHere();
  });
  afterAll(() => engine.close());
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'waymark-sbom-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  test('judge and python names what is in them, and nothing that was taken away', async () => {
    const { exitCode, stdout, stderr } = await runWaymark(['images', 'sbom', 'python', 'judge', '--output', 'out/sboms'], {
      cwd: folder,
    });

    expect([exitCode, stderr]).toEqual([0, expect.stringContaining('bill of materials of judge')]);
    expect(stdout).toMatch(/^python +\d+ components +out\/sboms\/python\.cdx\.json$/m);
    expect((await readdir(join(folder, 'out', 'sboms'))).sort()).toEqual(['judge.cdx.json', 'python.cdx.json']);
    const [python, judge] = await Promise.all(
      ['python', 'judge'].map((name) => readFile(join(folder, 'out', 'sboms', `${name}.cdx.json`), 'utf8')),
    );
    expect([sbomFaults(python ?? ''), sbomFaults(judge ?? '')]).toEqual([[], []]);
    expect(purls(python)).toEqual(
      expect.arrayContaining([debian('python3'), debian('libc6'), own('waymark_agent'), own('waymark_wire')]),
    );
    expect(purls(judge)).toEqual(
      expect.arrayContaining([debian('python3'), debian('perl-base'), own('waymark'), own('waymark_wire')]),
    );
    // Its Dockerfile removes Perl, and pytest never was in it.
    expect(purls(python).filter((purl) => /perl-base|pkg:pypi|waymark\/waymark@/.test(purl))).toEqual([]);
    const pytest = /^pytest==(\S+)/m.exec(await readFile('runner-images/judge/requirements.txt', 'utf8'))?.[1];
    expect(component(judge, `pkg:pypi/pytest@${pytest}`)).toMatchObject({
      licenses: [{ license: { id: 'MIT' } }],
      externalReferences: expect.arrayContaining([
        expect.objectContaining({ hashes: [expect.objectContaining({ alg: 'SHA-256' })] }),
      ]),
    });
  });

  test('one image is the same on standard output each time, and no container stays', async () => {
    const args = ['images', 'sbom', 'judge', '--quiet'];

    const [first, second] = [await runWaymark(args), await runWaymark(args)];

    expect(first).toEqual({ exitCode: 0, stderr: '', stdout: second.stdout });
    expect(sbomFaults(first.stdout)).toEqual([]);
    expect(await exportsOfThisHost()).toEqual([]);
  });

  test.each(['start', 'update'] as const)(
    'an image is left, and its container removed, when the work is stopped at its %s',
    async (when) => {
      const controller = new AbortController();
      const progress: Progress = ({ state }) => state === when && controller.abort(new Error('no longer wanted'));

      const making = makeSbom('judge', { engine: engine.images, tool, progress, signal: controller.signal });

      await expect(making).rejects.toThrow('no longer wanted');
      expect(await exportsOf(currentOwner())).toEqual([]);
    },
  );

  test('a sandbox that is older than the base at hand is refused, rather than guessed', async () => {
    const images: EngineImages = {
      ...engine.images,
      export: async (reference, options) => {
        const image = await engine.images.export(reference, options);
        return /waymark\/base:/.test(reference) ? Object.assign(image, { createdAt: new Date() }) : image;
      },
    };

    await expect(makeSbom('python', { engine: images, tool })).rejects.toMatchObject({
      code: 'WAYMARK_IMAGE_UNREADABLE',
      next: expect.stringContaining('waymark images build python'),
    });
  });

  test('an image that the engine does not have is an image to be built', async () => {
    const images: EngineImages = { ...engine.images, export: () => engine.images.export('waymark/judge:none') };

    await expect(makeSbom('judge', { engine: images, tool })).rejects.toMatchObject({ code: 'WAYMARK_RUNNER_IMAGE_MISSING' });
  });

  async function exportsOf(owner: string): Promise<readonly string[]> {
    const containers = await listExports([`${ownerLabel}=${owner}`]);
    return containers.map(({ Id }) => Id);
  }

  /** Of processes of ours that have ended; others may be at work beside this test. */
  async function exportsOfThisHost(): Promise<readonly string[]> {
    const containers = await listExports([]);
    return containers.flatMap(({ Id, Labels }) => (isRunning(Number.parseInt(Labels[ownerLabel] ?? '', 10)) ? [] : [Id]));
  }

  function listExports(labels: readonly string[]): Promise<readonly Docker.ContainerInfo[]> {
    const docker = new Docker(engineHere?.kind === 'socket' ? { socketPath: engineHere.path } : {});
    return docker.listContainers({ all: true, filters: { label: ['dev.waymark.role=export', ...labels] } });
  }
});

test.each([
  [[], 'WAYMARK_OUTPUT_NOT_NAMED'],
  [['python', 'judge'], 'WAYMARK_OUTPUT_NOT_NAMED'],
])('without a folder, %j is more than standard output takes', async (names, code) => {
  const { exitCode, stdout, stderr } = await runWaymark(['images', 'sbom', ...names]);

  expect([exitCode, stdout]).toEqual([2, '']);
  expect(stderr).toContain(code);
});

test.skipIf(engineHere === undefined)('a mistyped name is found before anything is read', async () => {
  const { exitCode, stderr } = await runWaymark(['images', 'sbom', 'jugde']);

  expect(exitCode).toBe(2);
  expect(stderr).toContain('Did you mean "judge"?');
});

interface Component {
  readonly purl: string;
}

function componentsOf(text: string | undefined): readonly Component[] {
  return JSON.parse(text ?? '').components;
}

function purls(text: string | undefined): readonly string[] {
  return componentsOf(text).map(({ purl }) => purl);
}

function component(text: string | undefined, purl: string): Component | undefined {
  return componentsOf(text).find((one) => one.purl === purl);
}

function debian(name: string): unknown {
  return expect.stringMatching(new RegExp(`^pkg:deb/debian/${name}@[^?]+\\?arch=\\w+&distro=trixie$`));
}

function own(name: string): unknown {
  return expect.stringMatching(new RegExp(`^pkg:generic/waymark/${name}@[0-9a-f]{16}$`));
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
