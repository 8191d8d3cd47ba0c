import { Readable } from 'node:stream';
import { type Pack, pack } from 'tar-stream';
import { expect, test } from 'vitest';
import { readImageContents } from '../../../src/engine/sbom/image-contents.ts';

type Header = Parameters<Pack['entry']>[0];

/** A tar of these, streamed: each has a header, and content where it is a file. */
function tarOf(entries: readonly (readonly [Header, (string | Buffer)?])[]): Readable {
  const tar = pack();
  for (const [header, content] of entries) {
    if (content === undefined) tar.entry(header);
    else tar.entry(header, content);
  }
  tar.finalize();
  return Readable.from(tar, { objectMode: false });
}

test('an image is known by its records, wherever its paths begin', async () => {
  const contents = await readImageContents(
    tarOf([
      [{ name: 'usr/', type: 'directory' }],
      [{ name: './usr/lib/os-release' }, 'ID=debian\n'],
      [{ name: 'etc/os-release', type: 'symlink', linkname: '../usr/lib/os-release' }],
      [{ name: '/var/lib/dpkg/status' }, 'Package: a\n'],
      [{ name: 'var/lib/dpkg/info/libc6:amd64.list' }, '/.\n/lib/libc.so.6\n'],
      [{ name: 'opt/a-1.dist-info/METADATA' }, 'Name: a\n'],
      [{ name: 'opt/a-1.jar' }, 'abc'],
      [{ name: 'opt/java/release' }, 'JAVA_VERSION="21"\n'],
      [{ name: 'usr/bin/env', mode: 0o755 }, '#!/bin/sh \xff Go buildinf:'],
    ]),
  );

  expect(contents.osRelease).toBe('ID=debian\n');
  expect(contents.debian?.status).toBe('Package: a\n');
  expect(contents.debian?.paths.get('libc6')).toContain('usr/lib/libc.so.6');
  expect(contents.python).toEqual([{ path: 'opt/a-1.dist-info/METADATA', metadata: 'Name: a\n' }]);
  expect(contents.java).toEqual([
    { path: 'opt/a-1.jar', sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad' },
  ]);
  expect(contents.releases).toEqual([{ path: 'opt/java/release', text: 'JAVA_VERSION="21"\n' }]);
  expect(contents.go).toEqual([]);
  expect(contents.files).toContain('etc/os-release');
  expect(contents.files).not.toContain('usr/');
});

test('a link in the place of a record is no record', async () => {
  const { debian, python } = await readImageContents(
    tarOf([
      [{ name: 'var/lib/dpkg/status', type: 'symlink', linkname: '/etc/passwd' }],
      [{ name: 'a-1.dist-info/METADATA', type: 'link', linkname: 'etc/shadow' }],
    ]),
  );

  expect([debian, python]).toEqual([undefined, []]);
});

test('of a huge METADATA the beginning is kept, and what comes after it is read as well', async () => {
  const { python, osRelease } = await readImageContents(
    tarOf([
      [{ name: 'a-1.dist-info/METADATA' }, Buffer.concat([Buffer.from('Name: a\n\n'), Buffer.alloc(5_000_000, 'x')])],
      [{ name: 'usr/lib/os-release' }, 'ID=debian\n'],
    ]),
  );

  expect(python[0]?.metadata.length).toBe(256 * 1024);
  expect(osRelease).toBe('ID=debian\n');
});

test.each(['var/lib/dpkg/status', 'var/lib/dpkg/info/a.list'])('a %s larger than any real one is refused', async (name) => {
  const tar = tarOf([[{ name }, Buffer.alloc(33 * 1024 * 1024)]]);

  await expect(readImageContents(tar)).rejects.toThrow(`${name} is 34603008 bytes long`);
  expect(tar.destroyed).toBe(true);
});

test('odd names are names', async () => {
  const odd = ['a\u001b[31mb', 'ü/é', '../../etc/passwd', 'x'.repeat(300), '-rf', '__proto__'];

  const { files } = await readImageContents(tarOf(odd.map((name) => [{ name }, ''])));

  expect([...files].sort()).toEqual([...odd].sort());
});

test('a tar that breaks off is an error, and not a short list', async () => {
  const whole = Buffer.concat(await tarOf([[{ name: 'a' }, Buffer.alloc(100_000)]]).toArray());

  await expect(readImageContents(Readable.from([whole.subarray(0, 50_000)]))).rejects.toThrow(/unexpected end/i);
});

test('a connection that breaks is an error', async () => {
  const tar = new Readable({ read: () => {} });
  const reading = readImageContents(tar);

  tar.destroy(new Error('socket hang up'));

  await expect(reading).rejects.toThrow();
});

test('reading stops when it is told to', async () => {
  const controller = new AbortController();
  const tar = new Readable({ read: () => {} });
  const reading = readImageContents(tar, { signal: controller.signal });

  controller.abort(new Error('no longer wanted'));

  await expect(reading).rejects.toThrow();
  expect(tar.destroyed).toBe(true);
});
