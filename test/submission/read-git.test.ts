import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readSubmission } from '../../src/submission/read-submission.ts';

let repository = '';
let commit = '';

beforeAll(async () => {
  repository = await mkdtemp(join(tmpdir(), 'waymark-git-'));
  git('init', '--quiet', '--initial-branch=main');
  await write('solution.py', 'answer = 41\n');
  commitAll('first');
  commit = git('rev-parse', 'HEAD').trim();
  await write('solution.py', 'answer = 42\n');
  await write('week1/shop/cart.py', 'total = 0\n');
  await write('.gitattributes', '*.py export-subst\nhidden.py export-ignore\n');
  await write('week1/hidden.py', '# $Format:%H$\n');
  commitAll('second');
  git('tag', 'handed-in');
});
afterAll(() => rm(repository, { recursive: true }));

function git(...args: readonly string[]): string {
  const identity = ['-c', 'user.name=Learner', '-c', 'user.email=learner@example.org', '-c', 'commit.gpgsign=false'];
  return execFileSync('git', [...identity, ...args], { cwd: repository, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

function commitAll(message: string): void {
  git('add', '--all');
  git('commit', '--quiet', '--message', message);
}

async function write(path: string, content: string): Promise<void> {
  await mkdir(dirname(join(repository, path)), { recursive: true });
  await writeFile(join(repository, path), content);
}

const read = (gitRef: string) => readSubmission(repository, { gitRef });
const texts = async (gitRef: string) =>
  Object.fromEntries((await read(gitRef)).files.map(({ path, content }) => [path, Buffer.from(content).toString()]));

test('reads a branch, a tag, a commit, a folder and a file of it', async () => {
  const whole = ['.gitattributes', 'solution.py', 'week1/hidden.py', 'week1/shop/cart.py'];

  expect(Object.keys(await texts('main'))).toEqual(whole);
  expect(Object.keys(await texts('handed-in'))).toEqual(whole);
  expect(await texts(commit)).toEqual({ 'solution.py': 'answer = 41\n' });
  expect(await texts('main~1')).toEqual({ 'solution.py': 'answer = 41\n' });
  expect(Object.keys(await texts('main:week1'))).toEqual(['hidden.py', 'shop/cart.py']);
  expect(await texts('main:week1/shop/cart.py')).toEqual({ 'cart.py': 'total = 0\n' });
});

test('reads what was committed: no attribute rewrites or hides it, no working file shows through', async () => {
  await write('week1/shop/cart.py', 'changed\n');

  expect(await texts('main:week1')).toEqual({ 'hidden.py': '# $Format:%H$\n', 'shop/cart.py': 'total = 0\n' });
});

test('has the digest of the same files in a folder', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'waymark-same-'));
  await writeFile(join(folder, 'solution.py'), 'answer = 41\n');

  expect((await read(commit)).digest).toBe((await readSubmission(folder)).digest);
  await rm(folder, { recursive: true });
});

test('refuses links, other repositories and what is not there', async () => {
  git('checkout', '--quiet', '--force', '-b', 'links', commit);
  await symlink('/etc/passwd', join(repository, 'helper.py'));
  commitAll('link');
  git('checkout', '--quiet', '--force', '-b', 'nested', commit);
  git('update-index', '--add', '--cacheinfo', `160000,${commit},nested`);
  git('commit', '--quiet', '--message', 'nested');

  await expect(read('links')).rejects.toMatchObject({ code: 'submission.link', file: 'helper.py' });
  await expect(read('nested')).rejects.toMatchObject({ code: 'submission.link', file: 'nested' });
  await expect(read('no-such-branch')).rejects.toMatchObject({ code: 'submission.not-found' });
  await expect(read('main:no-such-folder')).rejects.toMatchObject({ code: 'submission.not-found' });
  await expect(read('--output=/tmp/x')).rejects.toMatchObject({ code: 'submission.not-found' });
  await expect(read('')).rejects.toMatchObject({ code: 'submission.not-found' });
});

test('refuses a folder that is no repository', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'waymark-none-'));

  await expect(readSubmission(folder, { gitRef: 'main' })).rejects.toMatchObject({ code: 'submission.not-found' });
  await rm(folder, { recursive: true });
});

test('runs nothing that the repository configures', async () => {
  const trace = join(repository, '..', `${commit}.trace`);
  const script = join(repository, '.git', 'run.sh');
  await writeFile(script, `#!/bin/sh\necho ran >> ${trace}\ncat\n`);
  await chmod(script, 0o755);
  for (const hook of ['post-checkout', 'post-index-change', 'reference-transaction']) {
    await writeFile(join(repository, '.git', 'hooks', hook), `#!/bin/sh\necho ran >> ${trace}\n`);
    await chmod(join(repository, '.git', 'hooks', hook), 0o755);
  }
  await write('.git/info/attributes', '*.py filter=evil diff=evil\n');
  const settings = [
    ['filter.evil.smudge', script],
    ['diff.evil.textconv', script],
    ['core.fsmonitor', script],
    ['core.pager', script],
    ['core.sshCommand', script],
    ['core.alternateRefsCommand', script],
    ['alias.cat-file', `!${script}`],
    ['remote.origin.url', `ext::${script}`],
    ['remote.origin.promisor', 'true'],
    ['remote.origin.uploadpack', script],
    ['extensions.partialClone', 'origin'],
    ['protocol.ext.allow', 'always'],
    ['pager.cat-file', script],
    ['pager.ls-tree', script],
  ];
  for (const [key = '', value = ''] of settings) git('config', key, value);

  const lost = git('rev-parse', `${commit}:solution.py`).trim();
  await rm(join(repository, '.git', 'objects', lost.slice(0, 2), lost.slice(2)));

  expect((await texts('main'))['solution.py']).toBe('answer = 42\n');
  await expect(read(commit), 'a file to be fetched').rejects.toMatchObject({ code: 'submission.incomplete-repository' });
  await expect(readFile(trace)).rejects.toThrow('ENOENT');

  git('archive', '--output', `${trace}.tar`, 'main');
  expect(await readFile(trace, 'utf8'), 'the trap is live').toContain('ran');
  await Promise.all([rm(trace), rm(`${trace}.tar`)]);
});
