import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { digestFiles } from '../../../src/files/digest-files.ts';
import { SuiteFaultError } from '../../../src/grading/grading-errors.ts';
import type { Exercise } from '../../../src/model/exercise.ts';
import type { Submission } from '../../../src/model/submission.ts';
import { type Bench, engineHere, exerciseOf, openBench, smallLimits, titled } from './grading-bench.ts';
import { type Files, type Framework, honest, honestUnittest, suites } from './learner-suites.ts';

let bench: Bench;

const filesOf = (files: Files) => Object.entries(files).map(([path, text]) => ({ path, content: Buffer.from(text) }));

const correct = `"""Words are the least of it."""\n\n\ndef double(n):\n    """Twice n."""\n    return _times(n, 2)\n\n\ndef _times(n, by):\n    return n * by\n`;
const hidden = `
def test_correct(learner_tests):
    learner_tests.passes("correct")


def test_bug(learner_tests):
    learner_tests.catches("minus")


def test_again(learner_tests):
    learner_tests.catches("text")
`;

const paths: Readonly<Record<Framework, string>> = { pytest: 'test_scale.py', unittest: 'test_scale.py', behave: 'features' };

function exerciseWith(framework: Framework, rest: Partial<Exercise> = {}, implementations: Files = {}): Exercise {
  const files = filesOf({
    'test_hidden.py': hidden,
    'implementations/implementations.json': JSON.stringify({
      framework,
      paths: [paths[framework]],
      correct: ['correct'],
      bugs: { minus: 'negative numbers are not doubled', text: 'double gives a text' },
    }),
    'implementations/correct/scale.py': correct,
    'implementations/minus/scale.py': correct.replace('return n * by', 'return n * by if n > 0 else n'),
    'implementations/text/scale.py': correct.replace('return n * by', 'return str(n * by)'),
    ...implementations,
  });
  return exerciseOf('', {
    image: 'quality',
    entry: [framework === 'behave' ? 'features/' : 'test_scale.py'],
    suite: { files, digest: digestFiles(files) },
    limits: { ...smallLimits, testTimeMs: 12_000, loadTimeMs: 12_000, memoryBytes: 192 * 1024 * 1024, outputBytes: 64 * 1024 },
    ...rest,
  });
}

function submissionWith(files: Files): Submission {
  const given = filesOf(files).sort((a, b) => (a.path < b.path ? -1 : 1));
  return { name: 'tests', files: given, digest: digestFiles(given) };
}

describe.skipIf(engineHere === undefined)(titled('a submission that is a test suite'), () => {
  beforeAll(async () => {
    bench = await openBench();
  });
  afterAll(() => bench[Symbol.asyncDispose]());

  test.each(suites)('%s', async (_, framework, files, expected) => {
    const { verdict } = await bench.grade(exerciseWith(framework), submissionWith(files));

    expect(verdict.cases.map(({ status }) => status)).toEqual(expected);
    expect(verdict.status).toBe('graded');
    expect(verdict.score?.points).toBe(expected.filter((one) => one === 'passed').length);
  });

  test.each<[string, string, string]>([
    ['hangs', 'while True:\n    pass\n', 'timeout'],
    ['floods its output', 'while True:\n    print("x" * 1000, flush=True)\n', 'output-limit'],
    ['is a memory bomb', 'x = []\nwhile True:\n    x.append(bytearray(b"x" * 10 ** 6))\n', 'memory-limit'],
  ])('%s: costs the test that waits for it, and the others are told', async (_, code, status) => {
    const suite = `import scale\n\n\ndef test_it():\n    ${code.replaceAll('\n', '\n    ')}\n`;

    const { verdict } = await bench.grade(exerciseWith('pytest'), submissionWith({ 'test_scale.py': suite }));

    expect(verdict.status).toBe('graded');
    expect(verdict.score?.points).toBe(0);
    expect(verdict.cases[0]?.status).toSatisfy((one: string) => [status, 'failed'].includes(one));
    expect(verdict.cases.slice(1).map((one) => one.status)).toEqual(['failed', 'failed']);
  });

  test('hangs on one bug, and catches the other', async () => {
    const suite = `${honest}\n\ndef test_hang():\n    while scale.double(-3) == -3:\n        pass\n`;

    const { verdict } = await bench.grade(exerciseWith('pytest'), submissionWith({ 'test_scale.py': suite }));

    expect(verdict.cases.map((one) => one.status)).toEqual(['passed', 'timeout', 'passed']);
  });

  test('says which bug was not caught, and what the suite looked at', async () => {
    const unaware = 'import scale\n\n\ndef test_it():\n    assert scale.double(2) == 4\n';
    const nosy = `import scale\nscale.double.__code__\n${honest}`;

    const missed = await bench.grade(exerciseWith('pytest'), submissionWith({ 'test_scale.py': unaware }));
    const looked = await bench.grade(exerciseWith('pytest'), submissionWith({ 'test_scale.py': nosy }));

    expect(missed.verdict.cases[1]?.explanation).toBe(
      'your tests pass although negative numbers are not doubled: no test of yours notices',
    );
    expect(missed.verdict.cases[2]?.status).toBe('passed');
    expect(looked.verdict.cases[0]?.explanation).toContain(
      'looked into the implementation (read __code__ of the implementation)',
    );
  });

  test('runs unittest in an image that has nothing else', async () => {
    const { verdict } = await bench.grade(
      exerciseWith('unittest', { image: 'python' }),
      submissionWith({ 'test_scale.py': honestUnittest }),
    );

    expect(verdict.score).toMatchObject({ points: 3, maximum: 3 });
  });

  test('is not graded in an image without its framework, nor against implementations that are not there', async () => {
    const submission = submissionWith({ 'test_scale.py': honest });

    await expect(bench.grade(exerciseWith('pytest', { image: 'python' }), submission)).rejects.toThrow(SuiteFaultError);
    await expect(
      bench.grade(exerciseWith('pytest', {}, { 'implementations/implementations.json': '{}' }), submission),
    ).rejects.toThrow(/implementations\.json needs/);
  });
});
