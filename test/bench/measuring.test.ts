import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { atOnce } from '../../bench/at-once.ts';
import { readClaims } from '../../bench/contestants/claims.ts';
import { pytestAnswer } from '../../bench/contestants/pytest-answer.ts';
import { levelsFor } from '../../bench/measure/throughput.ts';
import { withMeasured } from '../../bench/render/document.ts';

describe('levels of concurrency', () => {
  it('go from one to one more than twice the cores', () => {
    expect(levelsFor(2)).toEqual([1, 2, 3, 4, 5]);
    expect(levelsFor(1)).toEqual([1, 2, 3]);
  });

  it('are few on a large machine, with the cores and twice the cores among them', () => {
    const levels = levelsFor(32);

    expect(levels.length).toBeLessThan(11);
    expect(levels).toEqual(expect.arrayContaining([1, 32, 64, 65]));
  });
});

describe('work at once', () => {
  it('is done as often as asked for, and never more at once than allowed', async () => {
    let now = 0;
    let most = 0;
    let done = 0;

    await atOnce(7, 3, async () => {
      most = Math.max(most, ++now);
      await new Promise((resolve) => setImmediate(resolve));
      now -= 1;
      done += 1;
    });

    expect({ most, done }).toEqual({ most: 3, done: 7 });
  });

  it('stops with the first failure', async () => {
    let begun = 0;

    const working = atOnce(100, 2, async () => {
      begun += 1;
      throw new Error('broken');
    });

    await expect(working).rejects.toThrow('broken');
    expect(begun).toBeLessThanOrEqual(2);
  });
});

describe('answers and claims', () => {
  const said = (stdout: string) => ({ exitCode: 0, stdout, stderr: '' });

  it('are read from the last line of pytest', () => {
    expect(pytestAnswer(said('..F\n1 failed in a text\n1 failed, 2 passed in 0.05s\n'))).toEqual({ passed: 2, failed: 1 });
    expect(pytestAnswer(said('E\n1 passed, 2 errors in 0.05s\n'))).toEqual({ passed: 1, failed: 2 });
    expect(() => pytestAnswer(said('docker: no such image'))).toThrow('no such image');
  });

  it('are one for each test of the suite that public graders get', async () => {
    const claims = await readClaims(join(import.meta.dirname, '../../bench/exercises/by-value/hidden'));

    expect(claims).toHaveLength(10);
    expect(claims).toContainEqual({ name: 'nothing', expression: 'slugify("") == ""' });
  });
});

describe('the page', () => {
  it('gets what was measured between its marks and keeps the rest', () => {
    const marks = [
      '<!-- Measured: written by bench/document.ts, not by hand. -->',
      '<!-- End of what was measured. -->',
    ] as const;
    const page = `before\n${marks[0]}\nold\n${marks[1]}\nafter\n`;

    const written = withMeasured(page, 'new');

    expect(written).toBe(`before\n${marks[0]}\n\nnew\n\n${marks[1]}\nafter\n`);
    expect(withMeasured(written, 'new')).toBe(written);
    expect(() => withMeasured('no marks', 'new')).toThrow('no part between');
  });
});
