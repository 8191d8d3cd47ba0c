import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type ClientRequest, createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { EngineAddress } from '../../../src/engine/engine-address.ts';
import { engineRequest } from '../../../src/engine/engine-request.ts';

/** What is asked of the engine. */
export interface Asked {
  readonly method: string;
  /** Without the version of the API. */
  readonly path: string;
}

/**
 * What becomes of it: it passes to the engine; the connection is cut before it gets there, or once the engine has done it and before its
 * answer; or it is answered here in the engine's place.
 */
export type Treatment = 'pass' | 'cut-before' | 'cut-after' | { readonly status: number; readonly message: string };

/** Stands before an engine and carries what is said to and fro, except for what a test wants otherwise. */
export interface EngineProxy extends AsyncDisposable {
  /** As DOCKER_HOST has it. */
  readonly host: string;
  /** Everything that was asked, in order. */
  readonly asked: readonly Asked[];
  /** Asked before anything is passed on; it may take its time. Default: everything passes. */
  treat: (asked: Asked) => Treatment | Promise<Treatment>;
  /** Cuts the connections of an attached container, or whatever else these were opened for. Gives how many. */
  cut(which: (asked: Asked) => boolean): number;
}

export async function startProxy(engine: EngineAddress): Promise<EngineProxy> {
  const folder = await mkdtemp(join(tmpdir(), 'waymark-proxy-'));
  const socketPath = join(folder, 'engine.sock');
  const asked: Asked[] = [];
  const open = new Map<Duplex, Asked>();
  const server = createServer();
  const proxy: EngineProxy = {
    host: `unix://${socketPath}`,
    asked,
    treat: () => 'pass',
    cut(which) {
      const chosen = [...open].filter(([, what]) => which(what));
      for (const [connection] of chosen) connection.destroy();
      return chosen.length;
    },
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      for (const connection of open.keys()) connection.destroy();
      await rm(folder, { recursive: true, force: true });
    },
  };

  /** Passes a request on once the test has been asked. Undefined where it does not reach the engine. */
  async function passOn(request: IncomingMessage, client: Duplex): Promise<ClientRequest | undefined> {
    const { method = 'GET', url = '', headers } = request;
    const what = { method, path: url.replace(/^\/v[\d.]+/, '') };
    asked.push(what);
    const treatment = await proxy.treat(what);
    if (treatment === 'cut-before') {
      client.destroy();
      return undefined;
    }
    if (typeof treatment === 'object') {
      const body = JSON.stringify({ message: treatment.message });
      client.end(
        `HTTP/1.1 ${treatment.status} -\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`,
      );
      return undefined;
    }
    open.set(client, what);
    const onward = engineRequest(engine, { method, path: url, headers, agent: false });
    onward.on('error', () => client.destroy());
    if (treatment === 'cut-after') onward.once('response', () => client.destroy());
    return onward;
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const client = request.socket;
    const onward = await passOn(request, client);
    if (onward === undefined) return;
    // A client that goes away takes its request along.
    client.once('close', () => onward.destroy());
    onward.on('response', (answered) => {
      response.writeHead(answered.statusCode ?? 502, { ...answered.headers, connection: 'close' });
      response.flushHeaders();
      pipeline(answered, response).catch(() => client.destroy());
    });
    await pipeline(request, onward);
  }

  async function hijack(request: IncomingMessage, client: Duplex, head: Buffer): Promise<void> {
    const onward = await passOn(request, client);
    onward?.on('upgrade', (_answered, engineSide, first) => {
      client.write('HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n');
      client.write(first);
      engineSide.write(head);
      connect(client, engineSide);
    });
    onward?.on('response', () => client.destroy());
    onward?.end();
  }

  server.on('request', (request, response) => void answer(request, response).catch(() => request.socket.destroy()));
  server.on('upgrade', (request, client, head) => void hijack(request, client, head).catch(() => client.destroy()));
  server.on('connection', (client) => client.on('error', () => undefined).on('close', () => open.delete(client)));
  server.listen(socketPath);
  await once(server, 'listening');
  return proxy;
}

/** Either side's bytes and its half-close go to the other, and what breaks one breaks the other. */
function connect(client: Duplex, engineSide: Duplex): void {
  client.pipe(engineSide);
  engineSide.pipe(client);
  for (const [one, other] of [
    [client, engineSide],
    [engineSide, client],
  ] as const) {
    one.on('error', () => other.destroy());
    one.on('close', () => other.destroy());
  }
}
