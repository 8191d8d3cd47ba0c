import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Engine } from '../../../src/engine/engine.ts';
import { openImageStore } from '../../../src/engine/images/image-store.ts';
import { makeDebian } from '../../../src/engine/images/make-debian.ts';
import { packageRoot } from '../../../src/engine/package-root.ts';
import type { Progress } from '../../../src/model/progress.ts';
import { engineHere, openEngineHere } from './probe-engine.ts';

describe.skipIf(engineHere === undefined)('the image store', () => {
  let engine: Engine;
  let folder: string;

  beforeAll(async () => {
    engine = await openEngineHere();
  });
  afterAll(() => engine.close());
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'waymark-store-'));
    await mkdir(join(folder, 'temp'));
    // The very base of ours: its tag is the same, so that it is there already.
    await cp(join(packageRoot(), 'runner-images', 'base'), join(folder, 'images', 'base'), { recursive: true });
    await mkdir(join(folder, 'images', 'try'));
    await writeFile(join(folder, 'images', 'try', 'image.json'), '{ "from": "base" }');
  });
  afterEach(() => rm(folder, { recursive: true }));

  test('builds what is missing, once, and says how it goes', async () => {
    await write(`COPY trust/ /trust/\nRUN echo so far ${folder} && test -f /trust/pip.conf\n`);
    const images = store();
    const events: string[] = [];
    const progress: Progress = ({ step, state, detail }) => events.push(`${step} ${state} ${detail}`);

    const tag = await images.ensure('try', { progress });
    const states = await images.list();
    await images.ensure('try', { progress });

    expect(states.at(-1)).toEqual({ name: 'try', tag, built: true, onDemand: false, sizeBytes: expect.any(Number) });
    expect(events).toContain('image try start undefined');
    expect(events).toContain(`image try update so far ${folder}`);
    // The second time there is nothing to do, and nothing to say.
    expect(events.at(-1)).toBe(`image try done ${tag}`);
    expect(await readdir(join(folder, 'temp'))).toEqual([]);
    await engine.images.remove(tag);
  });

  test('shows the end of the log of a build that failed', async () => {
    await write(`RUN echo about to fail ${folder}; exit 3\n`);

    await expect(store().build()).rejects.toMatchObject({
      code: 'WAYMARK_IMAGE_BUILD_FAILED',
      message: expect.stringMatching(/returned a non-zero code: 3[\s\S]*about to fail/),
    });
    expect(await readdir(join(folder, 'temp'))).toEqual([]);
  });

  test('stops a build when it is told to', async () => {
    await write(`RUN echo ${folder}; sleep 60\n`);
    const controller = new AbortController();
    const progress: Progress = ({ detail }) => detail === folder && controller.abort(new Error('no longer wanted'));

    await expect(store().build(['try'], { progress, signal: controller.signal })).rejects.toThrow('no longer wanted');

    expect(await readdir(join(folder, 'temp'))).toEqual([]);
    expect((await store().list()).at(-1)).toMatchObject({ name: 'try', built: false });
  });

  test('names the images there are when one is asked for that is not', async () => {
    await write('');

    await expect(store().build(['tyr'])).rejects.toMatchObject({
      message: expect.stringContaining('"tyr"'),
      next: 'Name one of: base, try.',
    });
    await expect(store().reference('tyr')).rejects.toMatchObject({ code: 'WAYMARK_RUNNER_IMAGE_MISSING' });
  });

  test('says what is missing where no base image can be made', async () => {
    const host = { env: { PATH: '/nowhere' }, platform: process.platform, homedir: homedir() };

    const making = makeDebian({ engine: engine.images, host, tempFolder: join(folder, 'temp'), onLog: () => {} }, new Error());

    await expect(making).rejects.toMatchObject({ code: 'WAYMARK_BASE_IMAGE_FAILED', next: expect.any(String) });
    expect(await readdir(join(folder, 'temp'))).toEqual([]);
  });

  function store() {
    const host = { env: process.env, platform: process.platform, homedir: homedir() };
    return openImageStore({
      engine: engine.images,
      host,
      imagesFolder: join(folder, 'images'),
      tempFolder: join(folder, 'temp'),
    });
  }

  async function write(steps: string): Promise<void> {
    await writeFile(join(folder, 'images', 'try', 'Dockerfile'), `ARG BASE\nFROM \${BASE}\n${steps}`);
  }
});
