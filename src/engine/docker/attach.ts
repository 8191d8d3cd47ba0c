import type { Duplex, Readable } from 'node:stream';
import { Writable } from 'node:stream';
import type { EngineAddress } from '../engine-address.ts';
import { engineRequest } from '../engine-request.ts';
import { ByteTail } from './byte-tail.ts';
import { Demultiplexer } from './demultiplex.ts';

const stderrTailBytes = 16 * 1024;

export interface AttachedStreams {
  readonly stdin: Writable;
  readonly stdout: Readable;
  stderrTail(): string;
  /** Cuts the connection; the container is not touched. */
  close(): void;
}

/**
 * Attaches to a created container, before it starts, so that no byte is missed.
 *
 * Not dockerode's attach: that sends its options as a request body, which a hijacking server may take for stdin,
 * and its types hide the socket's half-close.
 */
export async function attach(address: EngineAddress, containerId: string): Promise<AttachedStreams> {
  const connection = await hijack(address, `/containers/${containerId}/attach?stream=1&stdin=1&stdout=1&stderr=1`);
  const tail = new ByteTail(stderrTailBytes);
  const stdout = new Demultiplexer((chunk) => tail.add(chunk));
  const stdin = new Writable({
    write: (chunk: Uint8Array, _encoding, done) => connection.write(chunk, (error) => done(error)),
    // Half-close: the engine closes the container's stdin (StdinOnce), its output still comes.
    final: (done) => connection.end(() => done()),
  });
  // A connection that breaks is news that `exited` and the end of stdout carry; as 'error' events it would end our process.
  stdin.on('error', () => {});
  connection.on('error', () => {});
  connection.on('close', () => {
    stdin.destroy();
    if (!stdout.writableEnded) stdout.end();
  });
  connection.pipe(stdout);
  return { stdin, stdout, stderrTail: () => tail.toString(), close: () => connection.destroy() };
}

function hijack(address: EngineAddress, path: string): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    const headers = { Connection: 'Upgrade', Upgrade: 'tcp' };
    const request = engineRequest(address, { path, method: 'POST', headers, agent: false });
    request.on('upgrade', (_response, socket, head) => {
      if (head.length > 0) socket.unshift(head);
      resolve(socket);
    });
    request.on('response', (response) => {
      response.resume();
      const { statusCode } = response;
      reject(
        Object.assign(new Error(`attach was answered with HTTP status ${statusCode} instead of a connection`), { statusCode }),
      );
    });
    request.on('error', reject);
    request.end();
  });
}
