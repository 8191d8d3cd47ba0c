import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { paxPart, tarOf, tarPart } from '../../submission/make-tar.ts';
import { zipOf } from '../../submission/make-zip.ts';

const KiB = 1024;
const MiB = 1024 * KiB;
const py = 'def slugify(text, max_length=60):\n    return "wrong"\n';
const solution = { name: 'solution.py', content: py };

/** What an attacker hands in that should lie in no repository; each puts it below a folder and gives its path. */
export const handIns: Readonly<Record<string, (folder: string) => Promise<string>>> = {
  'zip-bomb': archive(() => {
    // Deflated zeros take a thousandth; the sizes in the headers are honest.
    const content = Buffer.alloc(512 * MiB);
    return zipOf([solution, { name: 'zeros.py', content }]);
  }),
  'zip-overlap': archive(() => {
    const shared = { name: 'a0.py', content: Buffer.alloc(MiB - 1, '#') };
    return zipOf([shared, ...Array.from({ length: 99 }, (_, n) => ({ ...shared, name: `a${n + 1}.py`, bodyOf: 0 }))]);
  }),
  'zip-nested': archive(() => {
    const inner = zipOf([{ name: 'inner.zip', content: zipOf([solution]) }]);
    return zipOf([{ name: 'solution.zip', content: inner }]);
  }),
  'zip-two': archive(() => {
    const first = zipOf([solution]);
    return Buffer.concat([first, zipOf([{ name: '../solution.py', content: py }], { before: first })]);
  }),
  'zip-local-name': archive(() => zipOf([{ ...solution, localName: '../../../tmp/solution.py' }])),
  'zip-many': archive(() =>
    zipOf(
      Array.from({ length: 60_000 }, (_, n) => ({ name: `f${n}`, method: 0 })),
      { count: 65_535 },
    ),
  ),
  'zip-lies': archive(() =>
    zipOf([
      { ...solution, crc: 1 },
      { name: 'short.py', content: py, size: 1 },
      { name: 'long.py', content: py, size: 4 * 1024 * MiB - 1, compressedSize: 4 * 1024 * MiB - 1 },
      { name: 'odd.py', content: py, method: 99 },
    ]),
  ),
  'zip-links': archive(() =>
    zipOf([
      { name: 'link', content: '/etc/passwd', method: 0, mode: 0o120777 },
      { name: 'solution.py', content: '../solution.py', method: 0, mode: 0o120777 },
      { name: 'link/x.py', content: py },
    ]),
  ),
  'tar-gzip-bomb': archive(() => {
    const part = tarPart({ name: 'zeros.py', content: Buffer.alloc(256 * MiB) });
    return gzipSync(Buffer.concat([tarPart(solution), part]), { level: 9 });
  }),
  'gzip-nested': archive(() => gzipSync(gzipSync(gzipSync(tarOf([solution]))))),
  'tar-sizes': archive(() =>
    tarOf([
      solution,
      { name: 'negative.py', size: '\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff' },
      { name: 'words.py', size: '-0000000001\0' },
      { name: 'huge.py', size: '77777777777\0' },
    ]),
  ),
  'tar-pax': archive(() =>
    tarOf([
      paxPart({ comment: 'x'.repeat(8 * MiB) }),
      paxPart({ path: '../../solution.py', size: '99999999999999999999' }, 'g'),
      ...Array.from({ length: 200 }, () => paxPart({ path: 'a/../../b.py' })),
      solution,
    ]),
  ),
  'tar-links': archive(() =>
    tarOf([
      { name: 'out', type: '2', linkname: '/tmp' },
      { name: 'out/solution.py', content: py },
      { name: 'hard.py', type: '1', linkname: '/etc/passwd' },
      solution,
    ]),
  ),
  'tar-devices': archive(() =>
    tarOf([solution, ...['3', '4', '6', '7', 'S', 'D', 'M', 'V', 'Z', '\u0001'].map((type, n) => ({ name: `d${n}.py`, type }))]),
  ),
  'tar-collision': archive(() =>
    tarOf([
      solution,
      { name: 'Solution.py', content: py },
      { name: 'a', content: py },
      { name: 'a/b.py', content: py },
      solution,
    ]),
  ),
  'gzip-trailer': archive(() => {
    const good = gzipSync(tarOf([solution]));
    good.writeUInt32LE(0xdeadbeef, good.length - 8);
    return Buffer.concat([good, gzipSync(tarOf([{ name: '../x.py', content: py }])), Buffer.alloc(KiB, 'x')]);
  }),
  disguised: async (folder) => {
    const path = join(folder, 'solution');
    await mkdir(path);
    await writeFile(
      join(path, 'solution.py'),
      Buffer.concat([Buffer.from('#!/bin/sh\nexit\n'), zipOf([{ name: '__main__.py', content: py }])]),
    );
    await writeFile(join(path, 'a.py'), Buffer.from([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c, 0, 4]));
    await writeFile(join(path, 'b.py'), Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0, 0, 4]));
    return path;
  },
  'tar-long-names': archive(() =>
    tarOf([
      { name: '././@LongLink', type: 'L', content: `${'a/'.repeat(MiB / 2)}\0` },
      { name: 'a', content: py },
      { name: '././@LongLink', type: 'L', size: 8 * 1024 * MiB - 1 },
      solution,
    ]),
  ),
  'lookalike-names': archive(() =>
    zipOf([
      solution,
      ...['SOLUTION.py', 'solution.PY', 'so\u006c\u0301ution.py', 'so\u013aution.py', '\uff53olution.py', 'solut\u0131on.py'].map(
        (name) => ({
          name,
          content: py,
          flags: 0x800,
        }),
      ),
    ]),
  ),
  'reserved-names': folderOf([
    'con.py',
    'nul.py',
    'aux',
    'com1.txt',
    '-rf.py',
    '--help.py',
    '~.py',
    'x..py',
    '.py',
    'solution.py',
  ]),
  'control-names': folderOf(['solution.py', 'a\nPASSED.py', 'b\u001b[2J.py', 'c\t.py', '\u202eyp.d', '\u200b.py']),
};

function archive(make: () => Uint8Array): (folder: string) => Promise<string> {
  return async (folder) => {
    const path = join(folder, 'solution.zip');
    await writeFile(path, make());
    return path;
  };
}

function folderOf(names: readonly string[]): (folder: string) => Promise<string> {
  return async (folder) => {
    const path = join(folder, 'work');
    await mkdir(path);
    for (const name of names) await writeFile(join(path, name), py);
    return path;
  };
}
