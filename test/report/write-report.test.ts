import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { buildReport } from '../../src/report/build-report.ts';
import { ReportWriteError } from '../../src/report/report-errors.ts';
import { serializeReport, writeReport } from '../../src/report/write-report.ts';
import { parts } from './sample-parts.ts';

const report = buildReport(parts());
let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'waymark-report-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

test('replaces an older report and leaves nothing else behind', async () => {
  const path = join(folder, 'report.json');
  await writeFile(path, 'old');

  await writeReport(report, path);

  expect(JSON.parse(await readFile(path, 'utf8'))).toEqual(report);
  expect(await readdir(folder)).toEqual(['report.json']);
});

test('writes to standard output for "-"', async () => {
  const stdout = new PassThrough();

  await writeReport(report, '-', { stdout });
  stdout.end();

  expect(await text(stdout)).toBe(serializeReport(report));
});

test('says why when the folder does not exist', async () => {
  const attempt = writeReport(report, join(folder, 'nowhere', 'report.json'));

  await expect(attempt).rejects.toThrow(ReportWriteError);
  await expect(attempt).rejects.toThrow('its folder does not exist');
});

test('does not take the place of a folder, and cleans up after itself', async () => {
  const path = join(folder, 'report.json');
  await mkdir(join(path, 'inside'), { recursive: true });

  await expect(writeReport(report, path)).rejects.toThrow('it is a folder');
  expect(await readdir(folder)).toEqual(['report.json']);
});

test.runIf(process.platform !== 'win32')('writes through a device instead of replacing it', async () => {
  await writeReport(report, '/dev/null');

  expect((await stat('/dev/null')).isCharacterDevice()).toBe(true);
});

test('a reader that has gone is a clear error', async () => {
  const stdout = new PassThrough();
  stdout.destroy();

  await expect(writeReport(report, '-', { stdout })).rejects.toThrow(ReportWriteError);
});
