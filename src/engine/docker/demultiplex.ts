import type { TransformCallback } from 'node:stream';
import { Transform } from 'node:stream';

const headerBytes = 8;
const STDOUT = 1;
const STDERR = 2;

/**
 * Takes apart Docker's attach stream: frames of a type byte, three zero bytes, a big-endian length and that many bytes.
 * The readable side gives stdout; stderr goes to `onStderr`. Payload is passed on as it arrives, never collected,
 * so a reader that stops stops the connection and with it the container's writes.
 * A header that cannot be one (a broken connection, a tty) ends stdout.
 */
export class Demultiplexer extends Transform {
  readonly #onStderr: (chunk: Uint8Array) => void;
  readonly #header = Buffer.alloc(headerBytes);
  #headerFill = 0;
  #type = 0;
  #remaining = 0;
  #broken = false;

  constructor(onStderr: (chunk: Uint8Array) => void) {
    super({ decodeStrings: true });
    this.#onStderr = onStderr;
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    let at = 0;
    while (at < chunk.length && !this.#broken) {
      at = this.#remaining > 0 ? this.#takePayload(chunk, at) : this.#takeHeader(chunk, at);
    }
    done();
  }

  #takeHeader(chunk: Buffer, at: number): number {
    const end = Math.min(chunk.length, at + headerBytes - this.#headerFill);
    this.#headerFill += chunk.copy(this.#header, this.#headerFill, at, end);
    if (this.#headerFill < headerBytes) return end;
    this.#headerFill = 0;
    this.#type = this.#header.readUInt8(0);
    this.#remaining = this.#header.readUInt32BE(4);
    if (this.#type > STDERR) {
      this.#broken = true;
      this.push(null);
    }
    return end;
  }

  #takePayload(chunk: Buffer, at: number): number {
    const end = Math.min(chunk.length, at + this.#remaining);
    const payload = chunk.subarray(at, end);
    this.#remaining -= payload.length;
    if (this.#type === STDOUT) this.push(payload);
    else if (this.#type === STDERR) this.#onStderr(payload);
    return end;
  }
}
