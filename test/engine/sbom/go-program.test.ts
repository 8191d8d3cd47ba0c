import { expect, test } from 'vitest';
import { GoRecordFinder, goModules } from '../../../src/engine/sbom/go-program.ts';

const mark = Buffer.from('\xff Go buildinf:', 'latin1');

/** As the compiler writes it: mark, pointer size, flags, padding; then version and modules, each behind its length. */
function record(version: string, modules: string, flags = 2): Buffer {
  const framed = Buffer.concat([Buffer.alloc(16, 0x30), Buffer.from(modules), Buffer.alloc(16, 0x39)]);
  return Buffer.concat([mark, Buffer.from([8, flags]), Buffer.alloc(16), sized(Buffer.from(version)), sized(framed)]);
}

function sized(bytes: Buffer): Buffer {
  const length = bytes.length < 128 ? [bytes.length] : [(bytes.length & 0x7f) | 0x80, bytes.length >> 7];
  return Buffer.concat([Buffer.from(length), bytes]);
}

function find(program: Buffer, chunkBytes = 1000): Uint8Array | undefined {
  const finder = new GoRecordFinder();
  for (let start = 0; start < program.length; start += chunkBytes) finder.add(program.subarray(start, start + chunkBytes));
  return finder.record();
}

const modules = [
  'path\texample.com/Tool/cmd/tool',
  'mod\texample.com/Tool\tv1.24.0\t',
  '=>\t/tmp/tool\t(devel)\t',
  'dep\tfilippo.io/edwards25519\tv1.1.0\th1:abc=',
  'dep\texample.com/old\tv1.0.0\th1:old=',
  '=>\texample.com/new/v2\tv2.0.0\th1:new=',
  'build\t-compiler=gc',
].join('\n');

test.each([1, 7, 31, 32, 33, 64, 5000])('a program is found out in pieces of %i bytes', (chunkBytes) => {
  const program = Buffer.concat([
    Buffer.alloc(1003, 7),
    mark,
    Buffer.alloc(40, 0xee),
    record('go1.24.4', modules),
    Buffer.alloc(900, 7),
  ]);

  const parts = goModules(find(program, chunkBytes) ?? Buffer.alloc(0));

  expect(parts.map(({ purl, facts }) => [purl, facts])).toEqual([
    ['pkg:golang/stdlib@1.24.4', {}],
    ['pkg:golang/example.com/tool@v1.24.0', { 'waymark:changed': 'built from a changed copy' }],
    ['pkg:golang/filippo.io/edwards25519@v1.1.0', { 'waymark:go-sum': 'h1:abc=' }],
    ['pkg:golang/example.com/new/v2@v2.0.0', { 'waymark:go-sum': 'h1:new=' }],
  ]);
});

test.each([
  ['no mark', Buffer.alloc(4096, 1)],
  ['nothing', Buffer.alloc(0)],
  ['a mark and the end', mark],
  ['a mark among other constants', Buffer.concat([mark, Buffer.from('\x08\x02go1.24 is what we look for, and more', 'latin1')])],
  ['a record from before Go 1.18', record('go1.17', modules, 0)],
])('with %s, it is no Go program', (_, program) => {
  expect(find(program)).toBeUndefined();
});

test.each([
  ['ends early', record('go1.24', modules).subarray(0, 60)],
  [
    'has a length beyond its end',
    Buffer.concat([record('go1.24', '').subarray(0, 32), Buffer.from([6]), Buffer.from('go1.24'), Buffer.from([0xff, 0xff, 3])]),
  ],
  ['has a length without end', Buffer.concat([record('', '').subarray(0, 32), Buffer.alloc(64, 0xff)])],
  ['has no version', record('devel +abc', modules)],
])('a record that %s names nothing', (_, bytes) => {
  expect(goModules(bytes)).toEqual([]);
});

test('lines that make no sense are passed over', () => {
  const parts = goModules(record('go1.24', 'dep\ndep\t\tv1.0.0\ndep\ta\t(devel)\n=>\n\0\t\t\ndep\ta\tv1.0.0'));

  expect(parts.map(({ purl }) => purl)).toEqual(['pkg:golang/stdlib@1.24', 'pkg:golang/a@v1.0.0']);
});

test('of a program that never ends after its mark, a bounded part is kept', () => {
  const program = Buffer.concat([record('go1.24', modules), Buffer.alloc(4 * 1024 * 1024, 7)]);

  expect(find(program, 65_536)?.length).toBe(256 * 1024);
});
