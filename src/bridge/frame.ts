/**
 * Frames between the orchestrator, the judge and the sandbox: a 4-byte big-endian length, then a JSON header, a newline,
 * and a body that may be empty.
 *
 * The header is for the orchestrator. The body travels between judge and sandbox byte for byte: parsing and writing it again
 * here would cost time and lose what JavaScript's numbers cannot hold. See docs/protocol.md.
 */
export interface Frame {
  readonly header: Readonly<Record<string, unknown>>;
  readonly body: Buffer;
}

/** Largest frame a sandbox may send. Security notes: a worker's answer never needs more. */
export const sandboxFrameBytes = 1024 * 1024;

/** Largest frame a judge may send; it is trusted, the cap is for our own faults. */
export const judgeFrameBytes = 16 * 1024 * 1024;

const lengthBytes = 4;
const newline = 0x0a;

/** Longest header a sandbox has a reason to send. A judge's may name a test, and pytest makes those names as long as a parameter is. */
const sandboxHeaderBytes = 16 * 1024;
export const judgeHeaderBytes = 1024 * 1024;

const empty = Buffer.alloc(0);

export function encodeFrame(header: object, body: Buffer = empty): Buffer {
  const head = Buffer.from(JSON.stringify(header), 'utf8');
  const frame = Buffer.allocUnsafe(lengthBytes + head.length + 1 + body.length);
  frame.writeUInt32BE(head.length + 1 + body.length, 0);
  head.copy(frame, lengthBytes);
  frame[lengthBytes + head.length] = newline;
  body.copy(frame, lengthBytes + head.length + 1);
  return frame;
}

/** What came is no frame, or larger than allowed. */
export class MalformedFrameError extends Error {}

/** Cuts a stream of chunks, split anywhere, into frames. Holds at most one frame of `limit` bytes. */
export class FrameDecoder {
  readonly #limit: number;
  readonly #headerLimit: number;
  /** What came and is in no frame yet: the first `#size` bytes. The rest is room; frames handed out lie before it. */
  #buffer: Buffer = empty;
  #size = 0;

  constructor(limit: number, headerLimit = sandboxHeaderBytes) {
    this.#limit = limit;
    this.#headerLimit = headerLimit;
  }

  /** @throws {MalformedFrameError}; the stream is of no use afterwards. */
  *feed(chunk: Buffer): Generator<Frame> {
    this.#append(chunk);
    while (this.#size >= lengthBytes) {
      const length = this.#buffer.readUInt32BE(0);
      if (length > this.#limit || length < 1) {
        throw new MalformedFrameError(`a frame of ${length} bytes`);
      }
      if (this.#size < lengthBytes + length) {
        return;
      }
      yield parsePayload(this.#take(lengthBytes + length).subarray(lengthBytes), this.#headerLimit);
    }
  }

  /** Most often one chunk is one frame, and nothing is copied. Pieces are, since a list of a million would take a hundred times their size. */
  #append(chunk: Buffer): void {
    const size = this.#size + chunk.length;
    if (this.#size === 0) {
      this.#buffer = chunk;
    } else if (size <= this.#buffer.length) {
      chunk.copy(this.#buffer, this.#size);
    } else {
      const larger = Buffer.allocUnsafe(2 * size);
      this.#buffer.copy(larger, 0, 0, this.#size);
      chunk.copy(larger, this.#size);
      this.#buffer = larger;
    }
    this.#size = size;
  }

  #take(count: number): Buffer {
    const taken = this.#buffer.subarray(0, count);
    this.#buffer = this.#buffer.subarray(count);
    this.#size -= count;
    return taken;
  }
}

function parsePayload(payload: Buffer, headerLimit: number): Frame {
  const end = payload.subarray(0, headerLimit).indexOf(newline);
  if (end < 0) {
    throw new MalformedFrameError('a frame without a header');
  }
  let header: unknown;
  try {
    header = JSON.parse(payload.toString('utf8', 0, end));
  } catch (error) {
    throw new MalformedFrameError('a header that is no JSON', { cause: error });
  }
  if (typeof header !== 'object' || header === null || Array.isArray(header)) {
    throw new MalformedFrameError('a header that is no object');
  }
  // Our headers are flat. How deep another one is, its size has bounded, and V8 parses without recursion.
  if (Object.values(header).some((value) => typeof value === 'object' && value !== null)) {
    throw new MalformedFrameError('a nested header');
  }
  return { header: Object.assign(Object.create(null), header), body: payload.subarray(end + 1) };
}
