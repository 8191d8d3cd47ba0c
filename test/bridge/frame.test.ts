import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  encodeFrame,
  type Frame,
  FrameDecoder,
  judgeFrameBytes,
  judgeHeaderBytes,
  MalformedFrameError,
  sandboxFrameBytes,
} from '../../src/bridge/frame.ts';

/** All frames of a stream that comes in these pieces. */
function decode(pieces: readonly Uint8Array[], limit = sandboxFrameBytes): readonly Frame[] {
  const decoder = new FrameDecoder(limit);
  return pieces.flatMap((piece) => [...decoder.feed(Buffer.from(piece))]);
}

function rawFrame(payload: string | Buffer): Buffer {
  const content = Buffer.from(payload);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  return Buffer.concat([length, content]);
}

const plain = (frame: Frame) => ({ header: { ...frame.header }, body: frame.body.toString('latin1') });

describe('a stream of frames', () => {
  const frames = [
    { header: { t: 'answer', id: 'a', re: 'value' }, body: '{"text":"grün"}' },
    { header: { t: 'ready' }, body: '' },
    { header: { t: 'died', exit: null, oom: true, signal: 9 }, body: 'line\nline\n' },
  ];
  const stream = Buffer.concat(frames.map(({ header, body }) => encodeFrame(header, Buffer.from(body, 'latin1'))));

  test('is the same frames wherever it is cut in two', () => {
    for (let cut = 0; cut <= stream.length; cut += 1) {
      expect(decode([stream.subarray(0, cut), stream.subarray(cut)]).map(plain)).toEqual(frames);
    }
  });

  test('is the same frames byte by byte', () => {
    expect(decode(Array.from(stream, (byte) => Uint8Array.of(byte))).map(plain)).toEqual(frames);
  });

  test('gives a frame as soon as its last byte is there, and none before', () => {
    const decoder = new FrameDecoder(sandboxFrameBytes);
    const frame = encodeFrame({ t: 'ready' }, Buffer.from('body'));

    expect([...decoder.feed(frame.subarray(0, -1))]).toEqual([]);
    expect([...decoder.feed(frame.subarray(-1))].map(plain)).toEqual([{ header: { t: 'ready' }, body: 'body' }]);
  });
});

test('a frame that comes byte by byte takes the memory of a frame, and not of a million pieces', () => {
  const decoder = new FrameDecoder(sandboxFrameBytes);
  const frame = encodeFrame({ t: 'answer' }, Buffer.alloc(sandboxFrameBytes - 100, 0x20));
  const before = process.memoryUsage().heapUsed;

  for (const byte of frame.subarray(0, -1)) {
    decoder.feed(Buffer.from([byte])).next();
  }

  expect(process.memoryUsage().heapUsed - before).toBeLessThan(60_000_000);
  expect([...decoder.feed(frame.subarray(-1))]).toHaveLength(1);
});

test('a frame of exactly the limit passes, and one byte more does not', () => {
  const frame = encodeFrame({ t: 'answer' }, Buffer.alloc(100));

  expect(decode([frame], frame.length - 4)).toHaveLength(1);
  expect(() => decode([frame], frame.length - 5)).toThrow(MalformedFrameError);
});

test('a length over the limit is refused before anything of the frame has come', () => {
  expect(() => decode([Buffer.from([0xff, 0xff, 0xff, 0xff])])).toThrow(new MalformedFrameError('a frame of 4294967295 bytes'));
});

test.each([
  ['nothing', ''],
  ['no newline', '{"t":"ready"}'],
  ['a header longer than headers are', `{"t":"${'x'.repeat(sandboxFrameBytes / 2)}"}\n`],
  ['an empty header', '\nbody'],
  ['a header that is no JSON', 'ready\n'],
  ['a header that is cut off', '{"t":\n"ready"}'],
  ['a header that is a list', '["ready"]\n'],
  ['a header that is a text', '"ready"\n'],
  ['a header that is a number', '7\n'],
  ['a header that is null', 'null\n'],
  ['NaN', '{"exit":NaN}\n'],
  ['an object in the header', '{"t":{"ready":1}}\n'],
  ['an object in a later field', '{"t":"ready","more":{}}\n'],
  ['a list in the header', '{"t":["ready"]}\n'],
  ['lists in lists without end', `{"t":${'['.repeat(7000)}${']'.repeat(7000)}}\n`],
  ['lists that are never closed', `{"t":${'['.repeat(15_000)}\n`],
  ['bytes that are no UTF-8 for a header', Buffer.from([0xff, 0xfe, 0x0a])],
])('%s is malformed', (_, payload) => {
  expect(() => decode([rawFrame(payload)])).toThrow(MalformedFrameError);
});

test.each([['{}'], ['[{"a": 1}]-{'], ['"}\\"{[']])('a text such as %s in a header is a text', (text) => {
  const [frame] = decode([encodeFrame({ t: 'case-begins', case: `test_a.py::test_b[${text}]` })]);

  expect(frame?.header['case']).toBe(`test_a.py::test_b[${text}]`);
});

test('the header of a judge may name a test as long as its parameter', () => {
  const id = `test_a.py::test_b[${'x'.repeat(100_000)}]`;
  const frame = encodeFrame({ t: 'case-begins', case: id });

  expect([...new FrameDecoder(judgeFrameBytes, judgeHeaderBytes).feed(frame)][0]?.header['case']).toBe(id);
  expect(() => decode([frame])).toThrow(new MalformedFrameError('a frame without a header'));
});

test('a key called __proto__ is a key, and gives no field to anything', () => {
  const [frame] = decode([rawFrame('{"__proto__":"answer","id":"a"}\n')]);

  expect(frame?.header['t']).toBeUndefined();
  expect(frame?.header['toString']).toBeUndefined();
  expect(Object.getPrototypeOf(frame?.header)).toBeNull();
  expect(() => decode([rawFrame('{"__proto__":{"t":"answer"},"id":"a"}\n')])).toThrow(MalformedFrameError);
  expect(Reflect.get({}, 't')).toBeUndefined();
});

describe('whatever comes', () => {
  const flat = fc.oneof(fc.string({ unit: 'binary' }), fc.boolean(), fc.constant(null), fc.maxSafeInteger());
  const headers = fc.dictionary(fc.string({ unit: 'grapheme' }), flat, { noNullPrototype: true });
  const frames = fc.array(fc.record({ header: headers, body: fc.uint8Array({ maxLength: 200 }) }), { maxLength: 5 });

  test('what was encoded is decoded, however it is cut', () => {
    fc.assert(
      fc.property(frames, fc.array(fc.nat()), (sent, cuts) => {
        const stream = Buffer.concat(sent.map(({ header, body }) => encodeFrame(header, Buffer.from(body))));

        const got = decode(cutAt(stream, cuts));

        expect(got.map(({ header, body }) => [Object.entries(header), [...body]])).toEqual(
          sent.map(({ header, body }) => [Object.entries(header), [...body]]),
        );
      }),
    );
  });

  test('random bytes are frames or malformed, and never anything else', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 64 })), (pieces) => isDecodedOrMalformed(pieces)),
      { numRuns: 500 },
    );
  });

  test('random bytes of a right length are frames or malformed', () => {
    const payloads = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.json().map((text) => Buffer.from(`${text}\n`)),
      fc.string().map((text) => Buffer.from(`{${text}}\n{}`)),
    );
    fc.assert(
      fc.property(payloads, (payload) => isDecodedOrMalformed([rawFrame(Buffer.from(payload))])),
      { numRuns: 500 },
    );
  });

  test('a good stream with one byte changed is frames or malformed', () => {
    fc.assert(
      fc.property(frames, fc.nat(), fc.nat(255), (sent, place, byte) => {
        const stream = Buffer.concat(sent.map(({ header, body }) => encodeFrame(header, Buffer.from(body))));
        if (stream.length > 0) {
          stream[place % stream.length] = byte;
        }
        return isDecodedOrMalformed([stream]);
      }),
      { numRuns: 500 },
    );
  });
});

function isDecodedOrMalformed(pieces: readonly Uint8Array[]): boolean {
  try {
    decode(pieces, 4096);
    return true;
  } catch (error) {
    return error instanceof MalformedFrameError;
  }
}

function cutAt(stream: Buffer, cuts: readonly number[]): readonly Buffer[] {
  const places = cuts.map((cut) => cut % (stream.length + 1)).sort((one, other) => one - other);
  return [0, ...places].map((from, place) => stream.subarray(from, places[place] ?? stream.length));
}
