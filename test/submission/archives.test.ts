import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readSubmission } from '../../src/submission/read-submission.ts';
import { paxPart, tarOf } from './make-tar.ts';
import { zipOf } from './make-zip.ts';

const MiB = 1024 * 1024;
const py = 'answer = 42\n';
const solution = { name: 'solution.py', content: py };
const zeros = (bytes: number): Buffer => Buffer.alloc(bytes);
const many = (count: number) => Array.from({ length: count }, (_, index) => ({ name: `f${index}.py`, content: `${index}` }));
/** Bytes that do not compress, the same on every run. */
const noise = (bytes: number): Uint8Array => {
  let state = 1;
  return Buffer.alloc(bytes).map(() => {
    state = (state * 48271) % 2147483647;
    return state & 0xff;
  });
};

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'waymark-archives-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function read(bytes: Uint8Array, options?: { readonly entry?: readonly string[]; readonly name?: string }) {
  const path = join(folder, options?.name ?? 'work');
  await writeFile(path, bytes);
  return readSubmission(path, options);
}

const paths = (submission: { readonly files: readonly { readonly path: string }[] }) => submission.files.map(({ path }) => path);

type Hostile = readonly [what: string, bytes: () => Uint8Array, code: string];

const hostileZips: readonly Hostile[] = [
  ['climbs out of its folder', () => zipOf([{ name: '../solution.py', content: py }]), 'unsafe-path'],
  ['climbs out half-way', () => zipOf([{ name: 'a/../../solution.py', content: py }]), 'unsafe-path'],
  ['climbs out of a skipped folder', () => zipOf([{ name: '.git/../../x', content: py }]), 'unsafe-path'],
  ['has an absolute path', () => zipOf([{ name: '/etc/cron.d/x', content: py }]), 'unsafe-path'],
  ['has a drive letter', () => zipOf([{ name: 'C:/x.py', content: py }]), 'unsafe-path'],
  ['has backslashes', () => zipOf([{ name: 'a\\..\\x.py', content: py }]), 'unsafe-path'],
  ['has a NUL in a name', () => zipOf([{ name: 'a.py\0.txt', content: py }]), 'unsafe-path'],
  ['has a line break in a name', () => zipOf([{ name: 'a\n.py', content: py }]), 'unsafe-path'],
  ['has a terminal escape in a name', () => zipOf([{ name: '\x1b[2Ja.py', content: py }]), 'unsafe-path'],
  ['has a bidi control in a name', () => zipOf([{ name: 'a\u202eyp.py', content: py }]), 'unsafe-path'],
  ['has a space in a name', () => zipOf([{ name: 'my work.py', content: py }]), 'unsafe-path'],
  ['has a name outside ASCII', () => zipOf([{ name: 'lösung.py', content: py, flags: 0x800 }]), 'unsafe-path'],
  ['has a name of broken UTF-8', () => zipOf([{ name: Buffer.from([0xff, 0xfe, 0x2e]), content: py }]), 'unsafe-path'],
  ['has an empty name', () => zipOf([{ name: '', content: py }]), 'unsafe-path'],
  ['has an empty path part', () => zipOf([{ name: 'a//b.py', content: py }]), 'unsafe-path'],
  ['has a path of 121 bytes', () => zipOf([solution, { name: `${'a'.repeat(118)}.py`, content: py }]), 'unsafe-path'],
  ['goes nine deep', () => zipOf([solution, { name: 'a/b/c/d/e/f/g/h/i.py', content: py }]), 'unsafe-path'],
  ['has a symlink', () => zipOf([solution, { name: 'x.py', content: '/etc/passwd', mode: 0o120777 }]), 'link'],
  ['has a FIFO', () => zipOf([solution, { name: 'x.py', mode: 0o010644 }]), 'special-file'],
  ['has a device', () => zipOf([solution, { name: 'x.py', mode: 0o060644 }]), 'special-file'],
  ['has a name twice', () => zipOf([solution, solution]), 'duplicate-path'],
  ['has names that differ in case', () => zipOf([solution, { name: 'Solution.PY', content: py }]), 'duplicate-path'],
  ['has folders that differ in case', () => zipOf([{ name: 'a/x.py' }, { name: 'A/y.py' }]), 'duplicate-path'],
  ['has a file that is a folder too', () => zipOf([{ name: 'a', content: py }, { name: 'a/b.py' }]), 'duplicate-path'],
  ['has a folder that is a file too', () => zipOf([{ name: 'a/b.py' }, { name: 'a', content: py }]), 'duplicate-path'],
  ['has 201 files', () => zipOf(many(201)), 'too-many-files'],
  [
    'has 5001 folders',
    () => zipOf(Array.from({ length: 5001 }, (_, index) => ({ name: `d${index}/`, method: 0 }))),
    'too-many-files',
  ],
  ['has a file of more than 1 MiB', () => zipOf([{ name: 'x.py', content: zeros(MiB + 1) }]), 'too-large'],
  ['has 6 MiB in 6 files', () => zipOf(many(6).map(({ name }) => ({ name, content: zeros(MiB) }))), 'too-large'],
  ['inflates to more than it says', () => zipOf([{ name: 'x.py', content: zeros(64 * MiB), size: 1000 }]), 'damaged-archive'],
  ['inflates to less than it says', () => zipOf([{ name: 'x.py', content: py, size: 1000 }]), 'damaged-archive'],
  ['says 4 GiB', () => zipOf([{ name: 'x.py', content: py, size: 0xfffffffe }]), 'too-large'],
  ['says 2^63 bytes in zip64', () => zipOf([{ name: 'x.py', size: 0xffffffff, extra: zip64Size(2n ** 63n) }]), 'too-large'],
  ['is in zip64 form', () => zipOf([solution], { zip64: true }), 'unsupported-archive'],
  ['claims 2^60 entries', () => zipOf([solution], { zip64: true, count: 65535 }), 'damaged-archive'],
  [
    'has a broken zip64 field',
    () => zipOf([{ name: 'x.py', size: 0xffffffff, extra: Buffer.from([1, 0, 0, 0]) }]),
    'damaged-archive',
  ],
  ['has a broken extra field', () => zipOf([{ ...solution, extra: Buffer.from([1, 2, 255, 255]) }]), 'damaged-archive'],
  [
    'has entries that share a body',
    () =>
      zipOf([
        { name: 'a.py', content: py },
        { name: 'a.py', content: py, bodyOf: 0 },
      ]),
    'duplicate-path',
  ],
  ['has entries that overlap', () => overlapping(), 'damaged-archive'],
  ['has two names for one file', () => zipOf([{ ...solution, localName: 'sitecust.py' }]), 'damaged-archive'],
  ['has a wrong checksum', () => zipOf([{ ...solution, crc: 7 }]), 'damaged-archive'],
  ['is encrypted', () => zipOf([{ ...solution, flags: 1 }]), 'encrypted'],
  ['is strongly encrypted', () => zipOf([{ ...solution, flags: 0x41 }]), 'encrypted'],
  ['hides its names', () => zipOf([{ ...solution, flags: 0x2000 }]), 'encrypted'],
  ['uses bzip2 inside', () => zipOf([{ ...solution, method: 12 }]), 'unsupported-archive'],
  [
    'is a shebang with a zip behind it',
    () => zipOf([solution], { before: Buffer.from('#!/usr/bin/python\n\0') }),
    'not-an-archive',
  ],
  ['hides bytes between its entries', () => zipOf([solution, { name: 'b.py' }], { between: zeros(100) }), 'damaged-archive'],
  ['has something behind its end', () => zipOf([solution], { after: Buffer.from('garbage') }), 'damaged-archive'],
  ['is two zips', () => Buffer.concat([zipOf([solution]), zipOf([{ name: 'b.py', content: py }])]), 'damaged-archive'],
  ['hides an end in its comment', () => zipOf([solution], { comment: 'PK\x05\x06aaaaaaaaaaaaaaaaaa' }), 'damaged-archive'],
  ['lists more than it admits to', () => zipOf([solution, { name: 'b.py' }], { count: 1 }), 'damaged-archive'],
  ['lists less than it claims', () => zipOf([solution], { count: 2 }), 'damaged-archive'],
  ['has its list somewhere else', () => zipOf([solution], { directoryOffset: 3 }), 'damaged-archive'],
  ['has its list behind its end', () => zipOf([solution], { directoryOffset: 4_000_000_000 }), 'damaged-archive'],
  ['is cut in the middle', () => zipOf(many(20)).subarray(0, 500), 'damaged-archive'],
  ['lacks its last byte', () => zipOf([solution]).subarray(0, -1), 'damaged-archive'],
  ['holds nothing', () => zipOf([]), 'empty'],
  ['holds only folders', () => zipOf([{ name: 'a/', method: 0 }]), 'empty'],
  ['holds only what is skipped', () => zipOf([{ name: '__MACOSX/._a.py' }, { name: '.git/config' }]), 'empty'],
  ['has Python source with NUL bytes', () => zipOf([{ name: 'solution.py', content: 'a = 1\0' }]), 'not-text'],
];

const hostileTars: readonly Hostile[] = [
  ['climbs out of its folder', () => tarOf([{ name: '../x.py', content: py }]), 'unsafe-path'],
  ['climbs out by its prefix', () => tarOf([{ name: 'x.py', prefix: '../..', content: py }]), 'unsafe-path'],
  ['climbs out by a pax path', () => tarOf([paxPart({ path: '../x.py' }), solution]), 'unsafe-path'],
  [
    'climbs out by a GNU long name',
    () => tarOf([{ name: '././@LongLink', type: 'L', content: '../x.py\0' }, solution]),
    'unsafe-path',
  ],
  ['has an absolute path', () => tarOf([{ name: '/etc/x.py', content: py }]), 'unsafe-path'],
  ['has an absolute path behind a dot', () => tarOf([{ name: './/etc/x.py', content: py }]), 'unsafe-path'],
  ['has a name outside ASCII', () => tarOf([paxPart({ path: 'lösung.py' }), solution]), 'unsafe-path'],
  [
    'gives all files one pax path',
    () => tarOf([paxPart({ path: 'a.py' }, 'g'), paxPart({ mtime: '1' }), solution, paxPart({ mtime: '2' }), { name: 'b.py' }]),
    'duplicate-path',
  ],
  ['has a symlink', () => tarOf([{ name: 'solution.py', type: '2', linkname: '/etc/passwd' }]), 'link'],
  ['has a symlink to its own file', () => tarOf([solution, { name: 'b.py', type: '2', linkname: 'solution.py' }]), 'link'],
  [
    'has a folder link and a file below it',
    () => tarOf([{ name: 'a', type: '2', linkname: '/tmp' }, { name: 'a/x.py' }]),
    'link',
  ],
  ['has a hard link', () => tarOf([solution, { name: 'b.py', type: '1', linkname: 'solution.py' }]), 'link'],
  ['has a character device', () => tarOf([solution, { name: 'b.py', type: '3' }]), 'special-file'],
  ['has a block device', () => tarOf([solution, { name: 'b.py', type: '4' }]), 'special-file'],
  ['has a FIFO', () => tarOf([solution, { name: 'b.py', type: '6' }]), 'special-file'],
  ['has a GNU sparse file', () => tarOf([solution, { name: 'b.py', type: 'S' }]), 'special-file'],
  ['has a pax sparse file', () => tarOf([paxPart({ 'GNU.sparse.size': '9' }), solution]), 'damaged-archive'],
  ['has a second size in pax', () => tarOf([paxPart({ size: '0' }), solution]), 'damaged-archive'],
  ['has a volume label', () => tarOf([{ name: 'label', type: 'V' }, solution]), 'special-file'],
  ['has a folder with content', () => tarOf([{ name: 'a/', type: '5', content: py }, solution]), 'damaged-archive'],
  ['has a name twice', () => tarOf([solution, solution]), 'duplicate-path'],
  ['has names that differ in case', () => tarOf([solution, { name: 'SOLUTION.py', content: py }]), 'duplicate-path'],
  ['has 201 files', () => tarOf(many(201)), 'too-many-files'],
  [
    'has 5001 folders',
    () => tarOf(Array.from({ length: 5001 }, (_, index) => ({ name: `d${index}/`, type: '5' }))),
    'too-many-files',
  ],
  ['has a file of more than 1 MiB', () => tarOf([{ name: 'x.py', content: zeros(MiB + 1) }]), 'too-large'],
  ['has 6 MiB in 6 files', () => tarOf(many(6).map(({ name }) => ({ name, content: zeros(MiB) }))), 'too-large'],
  ['says 8 GiB', () => tarOf([{ name: 'x.py', size: '77777777777\0', content: py }]), 'too-large'],
  ['says 2^80 bytes', () => tarOf([{ name: 'x.py', size: `\x80\0${'\xff'.repeat(10)}`, content: py }]), 'damaged-archive'],
  ['has a negative size', () => tarOf([{ name: 'x.py', size: '\xff'.repeat(12), content: py }]), 'damaged-archive'],
  ['has a size that is no number', () => tarOf([{ name: 'x.py', size: 'zzzzzzzzzzz\0', content: py }]), 'damaged-archive'],
  [
    'has a long name of 5 MiB',
    () => tarOf([{ name: 'x', type: 'L', content: Buffer.alloc(5 * MiB, 'a') }, solution]),
    'damaged-archive',
  ],
  ['has a wrong header checksum', () => tarOf([{ ...solution, badChecksum: true }]), 'damaged-archive'],
  ['is cut in a file', () => tarOf([{ name: 'x.py', content: 'a'.repeat(5000) }]).subarray(0, 2000), 'damaged-archive'],
  ['is cut between files', () => tarOf([solution], new Uint8Array(0)), 'damaged-archive'],
  ['has garbage behind its end', () => Buffer.concat([tarOf([solution]), Buffer.alloc(512, 'x')]), 'damaged-archive'],
  ['has a tail of garbage', () => Buffer.concat([tarOf([solution]), Buffer.from('x')]), 'damaged-archive'],
  ['is two tars', () => Buffer.concat([tarOf([solution]), tarOf([{ name: 'b.py', content: py }])]), 'damaged-archive'],
  ['ends in a header for nothing', () => tarOf([solution, paxPart({ path: 'x.py' })]), 'damaged-archive'],
  ['holds nothing but a folder', () => tarOf([{ name: 'a/', type: '5' }]), 'empty'],
];

const hostileFiles: readonly Hostile[] = [
  ['a gzip bomb', () => gzipSync(tarOf([{ name: '.git/x', content: zeros(40 * MiB) }, solution])), 'too-large'],
  ['a gzip of text', () => gzipSync(py), 'not-an-archive'],
  ['a gzip of a gzip', () => gzipSync(gzipSync(tarOf([solution]))), 'not-an-archive'],
  ['a gzip that is cut', () => gzipSync(tarOf([{ name: 'x.py', content: noise(4000) }])).subarray(0, 2000), 'damaged-archive'],
  ['a gzip with a wrong checksum', () => damageChecksum(gzipSync(tarOf([solution]))), 'damaged-archive'],
  [
    'a gzip with garbage behind it',
    () => Buffer.concat([gzipSync(tarOf([solution])), Buffer.from('garbage')]),
    'damaged-archive',
  ],
  [
    'two gzipped tars',
    () => Buffer.concat([gzipSync(tarOf([solution])), gzipSync(tarOf([{ name: 'b.py' }]))]),
    'damaged-archive',
  ],
  ['a 7z archive', () => Buffer.from([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c, 0, 4]), 'unsupported-archive'],
  ['an xz file', () => Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0]), 'unsupported-archive'],
  ['a rar archive', () => Buffer.from('Rar!\x1a\x07\x01', 'latin1'), 'unsupported-archive'],
  ['binary garbage', () => noise(300), 'not-an-archive'],
  ['an archive of more than 16 MiB', () => Buffer.concat([Buffer.from('PK\x03\x04'), zeros(16 * MiB)]), 'too-large'],
];

describe('hostile archives are refused', () => {
  test.each(hostileZips)('a zip that %s', (_what, bytes, code) => expectRefusal(bytes(), code));
  test.each(hostileTars)('a tar that %s', (_what, bytes, code) => expectRefusal(bytes(), code));
  test.each(hostileTars)('a gzipped tar that %s', (_what, bytes, code) => expectRefusal(gzipSync(bytes()), code));
  test.each(hostileFiles)('%s', (_what, bytes, code) => expectRefusal(bytes(), code));

  test('by content, whatever the name says', async () => {
    await expect(read(Buffer.from(py), { name: 'work.zip' })).rejects.toMatchObject({ code: 'submission.not-an-archive' });
    await expect(read(Buffer.from(''), { name: 'empty.zip' })).rejects.toMatchObject({ code: 'submission.not-an-archive' });
  });
});

async function expectRefusal(bytes: Uint8Array, code: string): Promise<void> {
  const refusal = await read(bytes).then(
    () => expect.unreachable('it was taken'),
    (error: unknown) => error,
  );
  expect(refusal).toMatchObject({
    code: `submission.${code}`,
    name: 'SubmissionRefusedError',
    message: expect.stringMatching(/\.$/),
  });
  expect(refusal).toHaveProperty('next', expect.stringMatching(/\.$/));
  // What an archive calls its files must not reach a terminal or a report as it is.
  expect(JSON.stringify([refusal, String(refusal)])).not.toMatch(/\\u001b|\u202e|\\n|\\u0000/);
}

describe('honest archives are read', () => {
  test.each([
    ['zip', () => zipOf([{ name: 'shop/', method: 0 }, solution, { name: 'shop/cart.py', content: py, method: 0 }])],
    [
      'zip with data descriptors and a comment',
      () =>
        zipOf(
          [
            { ...solution, flags: 8 },
            { name: 'shop/cart.py', content: py, flags: 8 },
          ],
          { between: zeros(16), comment: 'hello' },
        ),
    ],
    [
      'zip with Unix modes',
      () =>
        zipOf([
          { ...solution, mode: 0o100755 },
          { name: 'shop/cart.py', content: py, mode: 0o100644 },
        ]),
    ],
    ['tar', () => tarOf([{ name: 'shop/', type: '5' }, solution, { name: 'shop/cart.py', content: py }])],
    [
      'tar made with "tar -C folder ."',
      () =>
        tarOf(
          [
            { name: './', type: '5' },
            { name: './solution.py', content: py },
            { name: './shop/cart.py', content: py },
          ],
          zeros(10240),
        ),
    ],
    [
      'GNU tar',
      () =>
        tarOf([
          { ...solution, magic: 'ustar  \0' },
          { name: 'shop/cart.py', content: py, magic: 'ustar  \0' },
        ]),
    ],
    [
      'tar with pax headers',
      () =>
        tarOf([
          paxPart({ comment: '4b825dc' }, 'g'),
          paxPart({ path: 'solution.py' }),
          { name: 'x', content: py },
          { name: 'shop/cart.py', content: py },
        ]),
    ],
    ['tar.gz', () => gzipSync(tarOf([solution, { name: 'shop/cart.py', content: py }]))],
  ])('a %s', async (_what, bytes) => {
    const submission = await read(bytes());

    expect(paths(submission)).toEqual(['shop/cart.py', 'solution.py']);
    expect(submission.files.map(({ content }) => Buffer.from(content).toString())).toEqual([py, py]);
  });

  test('and packaging does not change the digest', async () => {
    const zip = await read(zipOf([solution, { name: 'b.py', content: '' }]));
    const tar = await read(gzipSync(tarOf([{ name: 'b.py', content: '' }, solution])));

    expect(zip.digest).toBe(tar.digest);
    expect(zip.digest).toMatch(/^sha256:[0-9a-f]{64}$/);
  });

  test('up to the very limits', async () => {
    const deep = { name: 'a/b/c/d/e/f/g/h.py', content: py };
    const long = { name: `${'a'.repeat(117)}.py`, content: py };
    const large = { name: 'large.py', content: Buffer.alloc(MiB, 'a') };
    const parts = [deep, long, large, ...many(197)];

    expect((await read(zipOf(parts))).files).toHaveLength(200);
    expect((await read(tarOf(parts))).files).toHaveLength(200);
  });

  test('without what nobody means to hand in, links in a virtual environment included', async () => {
    const submission = await read(
      tarOf([
        solution,
        { name: '.venv/bin/python', type: '2', linkname: '/usr/bin/python3' },
        { name: '.git/objects/ab/cd ef', content: zeros(2 * MiB) },
        { name: '__pycache__/solution.cpython-313.pyc', content: 'x' },
        { name: 'node_modules/@x/y.js', content: 'x' },
        { name: '._solution.py', content: 'x' },
        { name: '.DS_Store', content: 'x' },
      ]),
    );

    expect(paths(submission)).toEqual(['solution.py']);
  });

  test('and a folder that holds everything is taken off', async () => {
    const parts = [
      { name: 'work-main/solution.py', content: py },
      { name: 'work-main/shop/cart.py', content: py },
    ];

    expect(paths(await read(zipOf(parts)))).toEqual(['shop/cart.py', 'solution.py']);
    expect(paths(await read(tarOf(parts)))).toEqual(['shop/cart.py', 'solution.py']);
  });

  test('unless that folder is a package, or the one the exercise asks for', async () => {
    const shop = [{ name: 'shop/__init__.py' }, { name: 'shop/cart.py', content: py }];
    const tests = [{ name: 'tests/test_cart.py', content: py }];

    expect(paths(await read(zipOf(shop)))).toEqual(['shop/__init__.py', 'shop/cart.py']);
    expect(paths(await read(zipOf(tests), { entry: ['tests/'] }))).toEqual(['tests/test_cart.py']);
    expect(paths(await read(zipOf(tests), { entry: ['tests/test_cart.py'] }))).toEqual(['tests/test_cart.py']);
    expect(paths(await read(zipOf(tests)))).toEqual(['test_cart.py']);
  });
});

describe('an archive with any one byte changed is read or refused, never more', () => {
  const originals = {
    zip: zipOf([solution, { name: 'shop/cart.py', content: noise(200) }, { name: 'shop/', method: 0 }]),
    tar: tarOf([paxPart({ mtime: '1' }), solution, { name: 'shop/cart.py', content: noise(200) }], zeros(512)),
    'tar.gz': gzipSync(tarOf([solution, { name: 'shop/cart.py', content: noise(200) }])),
  };
  test.each(Object.entries(originals))('%s', async (name, original) => {
    for (let index = 0; index < original.length; index += name === 'tar' ? 7 : 1) {
      const changed = Buffer.from(original);
      changed[index] = (changed[index] ?? 0) ^ (1 << (index % 8));
      await read(changed).catch((error: unknown) => expect(error).toHaveProperty('name', 'SubmissionRefusedError'));
    }
  });
});

function zip64Size(bytes: bigint): Buffer {
  const field = Buffer.alloc(12);
  field.writeUInt16LE(1, 0);
  field.writeUInt16LE(8, 2);
  field.writeBigUInt64LE(bytes, 4);
  return field;
}

/** Two entries, the first of which claims the bytes of the second as its own: how one kernel of zeros serves many names. */
function overlapping(): Buffer {
  const second = zipOf([{ name: 'b.py', content: py, method: 0 }]);
  const localBytes = 30 + 'b.py'.length + py.length;
  const content = second.subarray(0, localBytes);
  const honest = zipOf([
    { name: 'a.py', content, method: 0 },
    { name: 'b.py', content: py, method: 0, bodyOf: 0 },
  ]);
  // Point the second record at the local header inside the first one's content.
  const record = honest.lastIndexOf('PK\x01\x02');
  honest.writeUInt32LE(30 + 'a.py'.length, record + 42);
  return honest;
}

function damageChecksum(gzip: Buffer): Buffer {
  gzip.writeUInt32LE((gzip.readUInt32LE(gzip.length - 8) ^ 1) >>> 0, gzip.length - 8);
  return gzip;
}
