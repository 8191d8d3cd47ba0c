import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { digestFiles } from '../../../src/files/digest-files.ts';
import type { DeclaredCase } from '../../../src/model/verdict.ts';
import { type Bench, engineHere, exerciseOf, openBench, submissionOf, titled } from './grading-bench.ts';

let bench: Bench;

const file = (path: string, text: string): { readonly path: string; readonly content: Buffer } => ({
  path,
  content: Buffer.from(text),
});

const declared: readonly DeclaredCase[] = [
  { id: 'test_plain.py::test_f', title: 'F is one', points: 1 },
  { id: 'test_table.py::test_row', title: 'A row of the table', points: 1 },
];

const files = [
  file('test_plain.py', 'from solution import f\n\n\ndef test_f():\n    """F is one"""\n    assert f() == 1\n'),
  file(
    'test_table.py',
    'from solution import TABLE\n\n\nROWS = [row for row in TABLE]\n\n\ndef test_row():\n    """A row of the table"""\n    assert len(ROWS) == 1\n',
  ),
];

const exercise = exerciseOf('', { suite: { files, digest: digestFiles(files) }, declared });

describe.skipIf(engineHere === undefined)(titled('a suite that uses the submission while it is collected'), () => {
  beforeAll(async () => {
    bench = await openBench();
  });
  afterAll(() => bench[Symbol.asyncDispose]());

  test('gives all points where that works', async () => {
    const { verdict } = await bench.grade(exercise, submissionOf('TABLE = [1]\n\n\ndef f():\n    return 1\n'));

    expect(verdict.score).toMatchObject({ points: 2, maximum: 2 });
  });

  test('fails the declared tests of a file that the submission keeps from being collected, and no others', async () => {
    const { verdict } = await bench.grade(exercise, submissionOf('TABLE = None\n\n\ndef f():\n    return 1\n'));

    expect(verdict).toMatchObject({ status: 'graded', score: { points: 1, maximum: 2 } });
    expect(verdict.cases.map(({ status }) => status)).toEqual(['passed', 'error']);
  });
});
