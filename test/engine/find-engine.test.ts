import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findEngine } from '../../src/engine/find-engine.ts';
import { parseEngineHost } from '../../src/engine/parse-engine-host.ts';

let homedir: string;
let running: AsyncDisposableStack;

beforeEach(async () => {
  homedir = await mkdtemp(join(tmpdir(), 'wm-'));
  running = new AsyncDisposableStack();
  running.defer(() => rm(homedir, { recursive: true }));
});
afterEach(() => running.disposeAsync());

test.each([
  ['Docker Desktop', '.docker/run/docker.sock'],
  ['Docker Desktop on Linux', '.docker/desktop/docker.sock'],
  ['Colima', '.colima/default/docker.sock'],
  ['rootless Podman', 'run/podman/podman.sock'],
  ['rootless Docker', 'run/docker.sock'],
])('finds %s in its usual place', async (_, socket) => {
  const path = await startEngine(socket);

  const address = await find({ XDG_RUNTIME_DIR: join(homedir, 'run') });

  expect(address).toEqual({ kind: 'socket', path, source: 'usual place' });
});

test('passes over a socket file behind which nobody answers', async () => {
  const stale = join(homedir, '.docker', 'run', 'docker.sock');
  await mkdir(dirname(stale), { recursive: true });
  await writeFile(stale, '');
  const path = await startEngine('.colima/default/docker.sock');

  expect(await find({})).toMatchObject({ path });
});

test('passes over a server that is no engine', async () => {
  await startEngine('.docker/run/docker.sock', 404);
  const path = await startEngine('.colima/default/docker.sock');

  expect(await find({})).toMatchObject({ path });
});

test('takes DOCKER_HOST before everything else', async () => {
  await startEngine('.docker/run/docker.sock');
  const path = await startEngine('mine.sock');

  expect(await find({ DOCKER_HOST: `unix://${path}` })).toEqual({ kind: 'socket', path, source: 'DOCKER_HOST' });
});

test('says so when DOCKER_HOST does not answer, though another engine would', async () => {
  await startEngine('.docker/run/docker.sock');

  await expect(find({ DOCKER_HOST: `unix://${homedir}/none.sock` })).rejects.toMatchObject({
    code: 'WAYMARK_ENGINE_UNREACHABLE',
    message: expect.stringContaining('DOCKER_HOST is set, and no container engine answers'),
  });
});

test('reads the current Docker context', async () => {
  await startEngine('.docker/run/docker.sock');
  const path = await startEngine('elsewhere.sock');
  await writeContext('far', `unix://${path}`);
  await writeFile(join(homedir, '.docker', 'config.json'), JSON.stringify({ currentContext: 'far' }));

  expect(await find({})).toEqual({ kind: 'socket', path, source: 'Docker context "far"' });
  expect(await find({ DOCKER_CONTEXT: 'default' })).toMatchObject({ source: 'usual place' });
});

test('goes on when the current Docker context does not answer', async () => {
  const path = await startEngine('.docker/run/docker.sock');
  await writeContext('gone', `unix://${homedir}/gone.sock`);
  await writeFile(join(homedir, '.docker', 'config.json'), JSON.stringify({ currentContext: 'gone' }));

  expect(await find({})).toMatchObject({ path });
});

test('says so when DOCKER_CONTEXT names a context that is not there', async () => {
  await startEngine('.docker/run/docker.sock');

  await expect(find({ DOCKER_CONTEXT: 'nowhere' })).rejects.toMatchObject({
    message: expect.stringContaining('"nowhere" does not exist'),
  });
});

test.each([
  ['linux', 'npm start'],
  ['darwin', 'Colima'],
  ['win32', 'Docker Desktop'],
] as const)('tells people on %s how to get an engine', async (platform, words) => {
  await expect(findEngine({ env: {}, platform, homedir, systemSockets: [] })).rejects.toMatchObject({
    code: 'WAYMARK_ENGINE_UNREACHABLE',
    next: expect.stringContaining(words),
  });
});

test.each([
  ['unix:///var/run/docker.sock', { kind: 'socket', path: '/var/run/docker.sock', source: 'x' }],
  ['npipe:////./pipe/docker_engine', { kind: 'socket', path: '//./pipe/docker_engine', source: 'x' }],
  ['tcp://10.0.0.5', { kind: 'tcp', host: '10.0.0.5', port: 2375, source: 'x' }],
  ['tcp://[::1]:4243', { kind: 'tcp', host: '::1', port: 4243, source: 'x' }],
  ['tcp://docker:80', { kind: 'tcp', host: 'docker', port: 80, source: 'x' }],
  ['https://docker', { kind: 'tcp', host: 'docker', port: 2376, source: 'x', tls: { verify: true } }],
])('reads the address %s', (text, address) => {
  expect(parseEngineHost(text, { source: 'x' })).toEqual(address);
});

test.each(['ssh://me@host', 'unix://', 'docker.sock', 'tcp://'])('refuses the address %s', (text) => {
  expect(() => parseEngineHost(text, { source: 'DOCKER_HOST' })).toThrow(/DOCKER_HOST is/);
});

function find(env: Record<string, string>) {
  return findEngine({ env, platform: 'linux', homedir, systemSockets: [] });
}

async function startEngine(socket: string, status = 200): Promise<string> {
  const path = join(homedir, socket);
  await mkdir(dirname(path), { recursive: true });
  const server = createServer((request, response) => {
    response.writeHead(request.url === '/_ping' ? status : 404).end('OK');
  });
  running.defer(() => new Promise((resolve) => server.close(() => resolve())));
  await new Promise<void>((resolve) => server.listen(path, resolve));
  return path;
}

async function writeContext(name: string, host: string): Promise<void> {
  const id = createHash('sha256').update(name).digest('hex');
  const folder = join(homedir, '.docker', 'contexts', 'meta', id);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'meta.json'), JSON.stringify({ Name: name, Endpoints: { docker: { Host: host } } }));
}
