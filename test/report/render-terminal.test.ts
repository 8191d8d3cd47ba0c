import { stripVTControlCharacters, styleText } from 'node:util';
import { describe, expect, test } from 'vitest';
import { buildReport } from '../../src/report/build-report.ts';
import { renderTerminal } from '../../src/report/render-terminal.ts';
import { renderTimings } from '../../src/report/render-timings.ts';
import { columnsOf } from '../../src/report/text-layout.ts';
import { broken, graded, importFailed, parts, passed, refused } from './sample-parts.ts';

describe('the timings', () => {
  test.each([
    ['full', 'timings-full'],
    ['titles', 'timings-titles'],
  ] as const)('at %s', async (feedback, name) => {
    await expect(renderTimings(buildReport(parts({ feedback })))).toMatchFileSnapshot(`golden/${name}.txt`);
  });
});

describe('the terminal report', () => {
  test.each([
    ['graded-full', parts()],
    ['graded-hints', parts({ feedback: 'hints' })],
    ['graded-titles', parts({ feedback: 'titles' })],
    ['graded-score', parts({ feedback: 'score' })],
    ['passed', parts({ verdict: passed })],
    ['import-failed', parts({ verdict: importFailed })],
    ['refused', parts({ verdict: refused, submission: null })],
    ['infrastructure-error', parts({ verdict: broken, exercise: null })],
  ])('of %s', async (name, given) => {
    await expect(renderTerminal(buildReport(given))).toMatchFileSnapshot(`golden/${name}.txt`);
  });

  test('says the same words with and without colour', () => {
    const report = buildReport(parts());
    const coloured = renderTerminal(report, { paint: (style, text) => styleText(style, text, { validateStream: false }) });

    expect(coloured).toContain('\u001b[');
    expect(stripVTControlCharacters(coloured)).toBe(renderTerminal(report));
  });

  test('keeps its own sentences within the width', () => {
    const lines = renderTerminal(buildReport(parts({ feedback: 'hints' })), { width: 50 }).split('\n');

    expect(lines.filter((line) => columnsOf(line) > 50)).toEqual([]);
  });

  test('says where the report lies', () => {
    expect(renderTerminal(buildReport(parts({ verdict: passed })), { reportPath: 'out/report.json' })).toContain(
      'Report: out/report.json',
    );
  });

  test('never claims all points for almost all of them', () => {
    const verdict = { ...graded, score: { points: 998.9, maximum: 999, fraction: 0.9999, passed: true } };

    const text = renderTerminal(buildReport(parts({ verdict })));

    expect(text).toContain('998.9 of 999 points, 99 %, passed — needs 60 %');
    expect(text).toContain('░');
  });

  test('shows the lines that changed where values have several lines', () => {
    const [, , failed] = graded.cases;
    const cases =
      failed === undefined
        ? []
        : [{ ...failed, comparison: { expected: 'a\nb', actual: 'a\nc', diff: '--- expected\n+++ came back\n a\n-b\n+c' } }];

    const text = renderTerminal(buildReport(parts({ verdict: { ...graded, cases } })));

    expect(text).toContain('      -b\n      +c\n');
  });

  test("shows of pytest's explanation what does not repeat the values", () => {
    const [, , failed] = graded.cases;
    const explanation = "assert 'a---b' == 'a-b'\n  \n  - a-b\n  + a---b\n   +  where 'a---b' = slugify('a   b')";
    const cases = failed === undefined ? [] : [{ ...failed, explanation }];

    const text = renderTerminal(buildReport(parts({ verdict: { ...graded, cases } })));

    expect(text).toContain(
      "      assert 'a---b' == 'a-b'\n         +  where 'a---b' = slugify('a   b')\n      expected   'a-b'\n",
    );
  });

  test('names what the others of a group came to where that differs', () => {
    const [, , failed, other] = graded.cases;
    const cases = failed === undefined || other === undefined ? [] : [failed, { ...other, status: 'timeout' as const }];

    const text = renderTerminal(buildReport(parts({ verdict: { ...graded, cases } })));

    expect(text).toContain('… and 1 more of these does not pass (too slow).');
  });
});
