import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDockerEngine } from '../../../src/engine/docker/open-docker-engine.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { sandboxSpec } from '../../../src/grading/sandbox-supply.ts';
import { defaultLimits } from '../../../src/model/limits.ts';

let folder: string;
let server: Server;
let engine: Engine;
/** Method and path of what was asked, in order. */
let asked: string[];
let answer: (asked: string, response: ServerResponse) => void;

const created = JSON.stringify({ Id: 'c1', Warnings: [] });

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'waymark-hanging-'));
  asked = [];
  server = createServer((request: IncomingMessage, response) => {
    const what = `${request.method} ${request.url?.split('?')[0]}`;
    asked.push(what);
    request.resume();
    answer(what, response);
  });
  const path = join(folder, 'engine.sock');
  await new Promise<void>((resolve) => server.listen(path, resolve));
  engine = await openDockerEngine({ kind: 'socket', path, source: 'test' }, { answerTimeMs: 200 });
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true });
});

const open = (): Promise<unknown> => engine.open(sandboxSpec('waymark/python:1', defaultLimits));

test('an engine that does not answer is given up after a time, and says so', async () => {
  answer = () => undefined;

  await expect(open()).rejects.toMatchObject({
    code: 'WAYMARK_ENGINE_FAILED',
    message: expect.stringContaining('could not create a sandbox: it has not answered for'),
    next: expect.stringContaining('docker info'),
  });
});

test('a container that comes too late is removed', async () => {
  answer = (what, response) => {
    if (what === 'POST /containers/create') setTimeout(() => response.writeHead(201).end(created), 400);
    else response.writeHead(204).end();
  };

  await expect(open()).rejects.toMatchObject({ code: 'WAYMARK_ENGINE_FAILED' });

  await expect.poll(() => asked).toContain('DELETE /containers/c1');
});

test('a container that cannot be attached to in time is removed', async () => {
  answer = (what, response) => {
    if (what === 'POST /containers/create') response.writeHead(201).end(created);
    else if (what.startsWith('DELETE')) response.writeHead(204).end();
  };

  await expect(open()).rejects.toMatchObject({ message: expect.stringContaining('could not attach to a sandbox') });

  expect(asked).toContain('DELETE /containers/c1');
});

test('an engine that does not even remove is not waited for without end', async () => {
  answer = (what, response) => {
    if (what === 'POST /containers/create') response.writeHead(201).end(created);
  };

  await expect(open()).rejects.toMatchObject({ code: 'WAYMARK_ENGINE_FAILED' });
});
