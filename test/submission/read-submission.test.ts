import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, open, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readSubmission } from '../../src/submission/read-submission.ts';

const py = 'answer = 42\n';
const run = promisify(execFile);
const isWindows = process.platform === 'win32';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'waymark-submission-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function write(path: string, content: string | Uint8Array = py): Promise<string> {
  const full = join(folder, path);
  await mkdir(dirname(full), { recursive: true });
  await writeFile(full, content);
  return full;
}

const paths = (submission: { readonly files: readonly { readonly path: string }[] }) => submission.files.map(({ path }) => path);
const refused = (code: string) => ({ code: `submission.${code}` });

describe('a single file', () => {
  test('becomes a submission of one file under its own name', async () => {
    const submission = await readSubmission(await write('somewhere/my_work.py'));

    expect(submission.name).toBe('my_work.py');
    expect(paths(submission)).toEqual(['my_work.py']);
  });

  test('may be empty, or of another encoding that Python can be told of', async () => {
    expect(paths(await readSubmission(await write('a.py', '')))).toEqual(['a.py']);
    const latin = Buffer.from('# -*- coding: latin-1 -*-\nname = "Jos\xe9"\n', 'latin1');
    expect(paths(await readSubmission(await write('b.py', latin)))).toEqual(['b.py']);
  });

  test('may be any text, and anything at all where the exercise asks for it by name', async () => {
    const bundle = Buffer.from([0x23, 0x20, 0, 0xff]);

    expect(paths(await readSubmission(await write('RUNBOOK.md')))).toEqual(['RUNBOOK.md']);
    expect(paths(await readSubmission(await write('history.bundle', bundle), { entry: ['history.bundle'] }))).toEqual([
      'history.bundle',
    ]);
    await expect(readSubmission(await write('photo.png', bundle))).rejects.toMatchObject(refused('not-an-archive'));
  });

  test('is refused when it is not text, with the likely reason', async () => {
    await expect(readSubmission(await write('a.py', 'a = 1\0'))).rejects.toMatchObject(refused('not-text'));
    await expect(readSubmission(await write('b.py', Buffer.from('\ufeffa = 1', 'utf16le')))).rejects.toMatchObject({
      ...refused('not-text'),
      file: 'b.py',
      message: expect.stringContaining('UTF-16'),
    });
  });

  test('is refused from its size, without being read', async () => {
    for (const name of ['huge.py', 'huge.zip']) {
      const path = join(folder, name);
      await using file = await open(path, 'w');
      await file.truncate(1024 ** 3);

      await expect(readSubmission(path)).rejects.toMatchObject(refused('too-large'));
    }
    await expect(readSubmission(await write('large.py', Buffer.alloc(1024 ** 2 + 1, 'a')))).rejects.toMatchObject(
      refused('too-large'),
    );
  });

  test('is refused under a name that cannot travel', async () => {
    await expect(readSubmission(await write('my work.py'))).rejects.toMatchObject(refused('unsafe-path'));
  });

  test.skipIf(isWindows)('is not followed where it is a link, nor waited for where it is a FIFO', async () => {
    await symlink('/etc/passwd', join(folder, 'solution.py'));
    await symlink(folder, join(folder, 'elsewhere'));
    await run('mkfifo', [join(folder, 'fifo.py')]);

    await expect(readSubmission(join(folder, 'solution.py'))).rejects.toMatchObject(refused('link'));
    await expect(readSubmission(`${join(folder, 'elsewhere')}/`)).rejects.toMatchObject(refused('link'));
    await expect(readSubmission(join(folder, 'fifo.py'))).rejects.toMatchObject(refused('special-file'));
  });

  test('that is not there is refused without telling where it was looked for', async () => {
    const refusal = await readSubmission(join(folder, 'nothing.py')).catch((error: unknown) => error);

    expect(refusal).toMatchObject(refused('not-found'));
    expect(String(refusal)).not.toContain(folder);
  });
});

describe('a folder', () => {
  test('is read with its folders, sorted, and is never unwrapped', async () => {
    await write('work/solution.py');
    await write('work/shop/cart.py');
    await write('work/shop/__init__.py', '');

    const submission = await readSubmission(join(folder, 'work'));

    expect(submission.name).toBe('work');
    expect(paths(submission)).toEqual(['shop/__init__.py', 'shop/cart.py', 'solution.py']);
    expect(paths(await readSubmission(folder))).toEqual(['work/shop/__init__.py', 'work/shop/cart.py', 'work/solution.py']);
  });

  test('has the digest of its one file handed in alone', async () => {
    const file = await write('work/solution.py');

    expect((await readSubmission(join(folder, 'work'))).digest).toBe((await readSubmission(file)).digest);
  });

  test('is read without what nobody means to hand in', async () => {
    await write('solution.py');
    for (const path of [
      '.git/config',
      '.venv/bin/x y',
      'venv/x',
      'node_modules/a/b',
      '__pycache__/a.pyc',
      'old.pyc',
      '.idea/x',
      '.vscode/x',
    ]) {
      await write(path);
    }
    await write('.DS_Store', Buffer.alloc(2 * 1024 ** 2));
    for (const cache of ['.pytest_cache/x', 'a/.mypy_cache/x', 'a/.ruff_cache/x']) await write(cache);

    expect(paths(await readSubmission(folder))).toEqual(['solution.py']);
  });

  test.skipIf(isWindows).each([
    ['a link to a file', (path: string) => symlink('/etc/passwd', path), 'link'],
    ['a link to a folder', (path: string) => symlink('/etc', path), 'link'],
    ['a link to nothing', (path: string) => symlink('nothing', path), 'link'],
    ['a FIFO', (path: string) => run('mkfifo', [path]), 'special-file'],
  ])('with %s in it is refused', async (_what, make, code) => {
    await write('work/solution.py');
    await make(join(folder, 'work/helper.py'));

    await expect(readSubmission(join(folder, 'work'))).rejects.toMatchObject({ ...refused(code), file: 'helper.py' });
  });

  test('with too much in it is refused', async () => {
    for (let index = 0; index < 201; index += 1) await write(`many/f${index}.py`, '');
    for (let index = 0; index < 6; index += 1) await write(`large/f${index}.py`, Buffer.alloc(1024 ** 2, 'a'));
    await write('one/large.csv', Buffer.alloc(1024 ** 2 + 1));
    await write('deep/a/b/c/d/e/f/g/h/i.py');
    await write('odd/my work.py');
    await mkdir(join(folder, 'none/a/b'), { recursive: true });

    await expect(readSubmission(join(folder, 'many'))).rejects.toMatchObject(refused('too-many-files'));
    await expect(readSubmission(join(folder, 'large'))).rejects.toMatchObject(refused('too-large'));
    await expect(readSubmission(join(folder, 'one'))).rejects.toMatchObject({ ...refused('too-large'), file: 'large.csv' });
    await expect(readSubmission(join(folder, 'deep'))).rejects.toMatchObject(refused('unsafe-path'));
    await expect(readSubmission(join(folder, 'odd'))).rejects.toMatchObject(refused('unsafe-path'));
    await expect(readSubmission(join(folder, 'none'))).rejects.toMatchObject(refused('empty'));
  });

  test('is left alone once the reader is told to stop', async () => {
    await write('solution.py');

    await expect(readSubmission(folder, { signal: AbortSignal.abort() })).rejects.toThrow('aborted');
  });
});
