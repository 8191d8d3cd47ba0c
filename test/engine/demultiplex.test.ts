import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { ByteTail } from '../../src/engine/docker/byte-tail.ts';
import { Demultiplexer } from '../../src/engine/docker/demultiplex.ts';

const stream = Buffer.concat([frame(1, 'one '), frame(2, 'oops'), frame(1, ''), frame(1, 'two'), frame(2, '!')]);

test.each([1, 2, 3, 7, 8, 9, 13, stream.length])('separates the streams when they arrive in chunks of %i bytes', async (size) => {
  const stderr: Uint8Array[] = [];
  const chunks = Array.from({ length: Math.ceil(stream.length / size) }, (_, at) => stream.subarray(at * size, (at + 1) * size));

  const stdout = await buffer(Readable.from(chunks).pipe(new Demultiplexer((chunk) => stderr.push(chunk))));

  expect(stdout.toString()).toBe('one two');
  expect(Buffer.concat(stderr).toString()).toBe('oops!');
});

test('passes on the part of a frame that has arrived', async () => {
  const demultiplexer = new Demultiplexer(() => {});

  demultiplexer.write(frame(1, 'half a frame').subarray(0, 12));

  expect(demultiplexer.read()?.toString()).toBe('half');
});

test('takes no more than a little when nobody reads', async () => {
  const demultiplexer = new Demultiplexer(() => {});
  let taken = 0;
  const flood = Readable.from(
    (function* () {
      for (; taken < 1000; taken++) yield frame(1, 'x'.repeat(10_000));
    })(),
  );

  flood.pipe(demultiplexer);
  await new Promise((resolve) => setTimeout(resolve, 100));

  expect(taken).toBeLessThan(100);
  flood.destroy();
});

test('ends stdout at a header that cannot be one', async () => {
  const demultiplexer = new Demultiplexer(() => {});

  demultiplexer.end(Buffer.concat([frame(1, 'good'), Buffer.from('this is no frame at all')]));

  expect((await buffer(demultiplexer)).toString()).toBe('good');
});

test('keeps the last bytes only', () => {
  const tail = new ByteTail(8);

  tail.add(Buffer.from('0123456789abcdef'));
  tail.add(Buffer.from('XY'));

  expect(tail.toString()).toBe('abcdefXY');
});

function frame(type: number, text: string): Buffer {
  const header = Buffer.alloc(8);
  header.writeUInt8(type, 0);
  header.writeUInt32BE(Buffer.byteLength(text), 4);
  return Buffer.concat([header, Buffer.from(text)]);
}
