/** Keeps the last `capacity` bytes of what it is given. */
export class ByteTail {
  readonly #capacity: number;
  #bytes: Buffer = Buffer.alloc(0);

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  add(chunk: Uint8Array): void {
    const joined = Buffer.concat([this.#bytes, chunk.subarray(-this.#capacity)]);
    this.#bytes = Buffer.from(joined.subarray(-this.#capacity));
  }

  /** As UTF-8; bytes that are not become U+FFFD. */
  toString(): string {
    return this.#bytes.toString('utf8');
  }
}
