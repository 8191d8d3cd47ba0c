import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Finding, Proof } from '../../../src/author/verify/proof.ts';
import { readCatalogue } from '../../../src/author/verify/read-catalogue.ts';
import { renderProofs } from '../../../src/author/verify/render-proofs.ts';
import { verifyExercises } from '../../../src/author/verify/verify-exercises.ts';
import { writeProofs } from '../../../src/author/verify/write-proofs.ts';
import { type Bench, engineHere, openBench, titled } from '../grading/grading-bench.ts';
import {
  clampJson,
  clampReference,
  clampSuite,
  type ExerciseFiles,
  type TempCatalogue,
  tempCatalogue,
} from './temp-catalogue.ts';

let bench: Bench;
let catalogue: TempCatalogue;

describe.skipIf(engineHere === undefined)(titled('waymark verify'), () => {
  beforeAll(async () => {
    bench = await openBench();
  });
  afterAll(() => bench[Symbol.asyncDispose]());
  beforeEach(async () => {
    catalogue = await tempCatalogue();
  });
  afterEach(() => catalogue[Symbol.asyncDispose]());

  const verify = async (folder: string, cacheFolder?: string): Promise<Proof> => {
    const { engine, images } = bench;
    const proofs = await verifyExercises({
      folders: [folder],
      engine,
      images,
      catalogue: await readCatalogue(catalogue.root),
      cacheFolder,
      jobs: 2,
    });
    return proofs.exercises[0] as Proof;
  };

  test('proves an exercise that is good', async () => {
    const proof = await verify(await catalogue.write());

    expect(proof.findings).toEqual([]);
    expect(proof).toMatchObject({
      isProven: true,
      tests: { count: 4, points: 10, unneeded: [] },
      reference: { runs: 5, passedRuns: 5, flaky: [] },
      starter: { status: 'graded', fraction: 0 },
      leaks: { gradings: 3, found: [] },
    });
    expect(proof.mutants?.score).toBeGreaterThanOrEqual(0.9);
    expect(proof.mutants?.made).toBeGreaterThanOrEqual(4);
    expect(proof.constants.length).toBeGreaterThanOrEqual(12);
    expect(proof.wrongSolutions.map(({ fraction }) => fraction)).toEqual([0.6, 0.6, 0.9, 0.9]);
  });

  const json = (changes: object): ExerciseFiles => ({ 'exercise.json': JSON.stringify({ ...clampJson, ...changes }, null, 2) });

  test.each<readonly [name: string, changes: ExerciseFiles, finding: Partial<Record<keyof Finding, unknown>>]>([
    [
      'a comment in JSON',
      { 'exercise.json': '{\n  // a comment\n  "slug": "clamp"\n}' },
      { check: 'grading', message: expect.stringMatching(/clamp\/exercise\.json.*line 2/s) },
    ],
    [
      'a slug with a space',
      json({ slug: 'clamp numbers' }),
      { check: 'grading', message: expect.stringMatching(/exercise\.json.*slug/s) },
    ],
    ['another slug than its folder', json({ slug: 'clamps' }), { check: 'layout', file: 'exercise.json', line: 2 }],
    ['a topic there is not', json({ topic: 'sums.clam' }), { next: 'Did you mean "sums.clamp"?', line: 4 }],
    ['a prerequisite there is not', json({ prerequisites: ['clump'] }), { next: 'Did you mean "clamp"?' }],
    [
      'a circle of prerequisites',
      json({ prerequisites: ['clamp'] }),
      { next: 'Take one of the steps out of "prerequisites": clamp → clamp.' },
    ],
    ['no task', { 'README.md': undefined }, { check: 'task', file: 'README.md' }],
    ['a heading that is not the title', { 'README.md': '# Clip\n' }, { check: 'task', line: 1 }],
    ['a link that leads nowhere', { 'README.md': '# Clamp\n\nSee [more](more.md).\n' }, { check: 'task', line: 3 }],
    ['a link into the suite', { 'README.md': '# Clamp\n\n[x](hidden/test_clamp.py)\n' }, { check: 'task', line: 3 }],
    [
      'a code block that is none',
      { 'README.md': '# Clamp\n\n```python\nx = 1\ndef (\n```\n' },
      { check: 'task', message: expect.stringContaining('Python'), line: 5 },
    ],
    ['no declared tests', { 'tests.json': undefined }, { check: 'tests', next: 'Run "waymark declare clamp".' }],
    ['no reference', { 'solution/solution.py': undefined }, { check: 'layout', file: 'solution/' }],
    [
      'a reference that fails',
      { 'solution/solution.py': clampReference.replace('min(', 'max(') },
      { check: 'reference', message: expect.stringContaining('test_above (failed)'), file: 'hidden/test_clamp.py' },
    ],
    [
      'a suite that cannot be imported',
      { 'hidden/test_clamp.py': `import nonsense\n${clampSuite}` },
      { check: 'grading', file: 'hidden/test_clamp.py', line: 1, message: expect.stringContaining('nonsense') },
    ],
    [
      'a suite with a syntax error',
      { 'hidden/test_clamp.py': `${clampSuite}\ndef (\n` },
      { check: 'grading', file: 'hidden/test_clamp.py' },
    ],
    [
      'a starter that cannot be imported',
      { 'starter/solution.py': 'def clamp(' },
      { check: 'starter', message: expect.stringContaining('cannot be imported') },
    ],
    [
      'a starter that passes',
      { 'starter/solution.py': clampReference },
      { check: 'starter', message: expect.stringContaining('100 %') },
    ],
    [
      'a wrong solution that passes',
      { 'wrong/any-order/solution.py': clampReference },
      { check: 'wrong-solutions', message: 'The wrong solution "any-order" gets all points.' },
    ],
    [
      'a wrong solution that fails more than it says',
      { 'wrong/any-order/solution.py': 'def clamp(number, low, high):\n    return None\n' },
      { check: 'wrong-solutions', message: expect.stringContaining('also fails test_clamp.py::test_above') },
    ],
    [
      'a wrong solution that nobody names',
      { 'wrong/other/solution.py': clampReference },
      { check: 'layout', file: 'wrong/other/' },
    ],
    [
      'wrong solutions that are alike',
      {
        'wrong/no-lower-end/solution.py':
          'def clamp(number, low, high):\n    if low > high:\n        raise ValueError\n    return low if low == high else max(low, number)\n',
      },
      { check: 'alike', message: expect.stringContaining('fail the very same tests') },
    ],
    [
      'a test name there is not',
      json({
        wrongSolutions: clampJson.wrongSolutions.map((one) => ({ ...one, failingTests: ['test_clamp.py::test_nothing'] })),
      }),
      { check: 'wrong-solutions', message: expect.stringContaining('there is no such test') },
    ],
    [
      'a mutant that is not made',
      {
        'mutants.json': JSON.stringify({
          equivalent: [{ file: 'solution.py', before: 'x', after: 'y', reason: 'It is not there.' }],
        }),
      },
      { check: 'mutants', file: 'mutants.json' },
    ],
  ])('says of %s what is wrong, where, and the way out', async (_name, changes, finding) => {
    const proof = await verify(await catalogue.write(changes));

    expect(proof.findings).toContainEqual(expect.objectContaining(finding));
    expect(proof.isProven).toBe(false);
    for (const { next } of proof.findings) {
      expect(next).toBeDefined();
    }
  });

  /** The exercise with another suite, declared as the suite has it. */
  const withSuite = (suite: string, points: readonly number[]): ExerciseFiles => ({
    'hidden/test_clamp.py': suite,
    'tests.json': JSON.stringify({
      tests: [...suite.matchAll(/^def (test_\w+).*\n\s+"""(.*)"""/gm)].map(([, name, title], place) => ({
        id: `test_clamp.py::${name}`,
        title,
        points: points[place] ?? 1,
        hint: 'Think.',
      })),
    }),
  });

  test('shows mutants that survive a weak suite as differences', async () => {
    const weak = clampSuite.replace('    with pytest.raises(ValueError):\n        clamp(3, 5, 1)\n', '');

    const proof = await verify(await catalogue.write({ 'hidden/test_clamp.py': weak }));

    const survivor = proof.mutants?.survivors.find(({ line }) => line === 4);
    expect(survivor).toMatchObject({ file: 'solution.py', scope: 'clamp', before: 'raise ValueError(low)' });
    expect(survivor?.diff).toMatch(/^- {8}raise ValueError\(low\)$/m);
    expect(proof.findings).toContainEqual(
      expect.objectContaining({
        check: 'mutants',
        message: expect.stringMatching(/^The suite kills \d of \d mutants, \d+ %; it takes 90 %\.$/),
      }),
    );
  });

  test('does not count a mutant that is marked as equivalent', async () => {
    const before = await verify(
      await catalogue.write({ 'hidden/test_clamp.py': clampSuite.replace('clamp(7, 2, 2) == 2', 'True') }),
    );
    const [survivor] = before.mutants?.survivors ?? [];
    const { file, before: from, after } = survivor as NonNullable<typeof survivor>;
    const entry = { file, before: from, after, reason: 'It is only a test of ours.' };

    const proof = await verify(
      await catalogue.write({
        'hidden/test_clamp.py': clampSuite.replace('clamp(7, 2, 2) == 2', 'True'),
        'mutants.json': JSON.stringify({ equivalent: [entry] }),
      }),
    );

    expect(proof.mutants).toMatchObject({ equivalent: 1, made: before.mutants?.made });
    expect(proof.mutants?.survivors).toHaveLength((before.mutants?.survivors.length ?? 0) - 1);
  });

  test('finds tests that depend on order or hash seed flaky, by name', async () => {
    const suite = `${clampSuite}

seen = []


@pytest.mark.hint("Think.")
def test_first():
    """Is the first"""
    seen.append(1)
    assert clamp(len(seen), 0, 9) == 1


@pytest.mark.hint("Think.")
def test_second():
    """Is the second"""
    seen.append(2)
    assert clamp(len(seen), 0, 9) == 2


@pytest.mark.hint("Think.")
def test_set():
    """Takes the first of a set"""
    assert clamp("abc".index(next(iter({"a", "b", "c"}))), 0, 9) == ${'clamp("abc".index(next(iter({"a", "b", "c"}))), 0, 9)'}
`;
    const proof = await verify(await catalogue.write(withSuite(suite, [4, 4, 1, 1])));

    expect(proof.reference?.flaky).toEqual(['test_clamp.py::test_first', 'test_clamp.py::test_second']);
    expect(proof.findings).toContainEqual(
      expect.objectContaining({ check: 'flaky', message: expect.stringContaining('test_first is flaky') }),
    );
  });

  test('finds what a constant answer wins, a test that nothing fails, and a word of the suite in a title', async () => {
    const suite = `import pytest
from solution import clamp


@pytest.mark.points(3)
@pytest.mark.hint("Think.")
def test_above():
    """Takes what is above down to the upper end"""
    assert clamp(9, 1, 5) == 5
    assert clamp(1, 1, 5) == 1
    assert clamp(-9, 1, 5) == 1
    with pytest.raises(ValueError):
        clamp(3, 5, 1)


@pytest.mark.points(2)
@pytest.mark.hint("Think.")
def test_is_there():
    """Answers"""
    assert clamp is not None
`;
    const proof = await verify(await catalogue.write({ ...withSuite(suite, [3, 2]), ...json({ wrongSolutions: [] }) }));

    expect(proof.constants[0]?.fraction).toBe(0.4);
    expect(proof.tests?.unneeded).toEqual(['test_clamp.py::test_is_there']);
    expect(proof.findings.map(({ check }) => check)).toEqual(expect.arrayContaining(['constants', 'needed', 'wrong-solutions']));
  });

  test('finds a word of the suite that reaches the learner', async () => {
    const suite = clampSuite.replace('    """Leaves what is between as it is"""\n', '');
    const tests = JSON.parse((await readFile(join(await catalogue.write(), 'tests.json'), 'utf8')) as string);
    tests.tests[2].title = 'Between';

    const proof = await verify(await catalogue.write({ 'hidden/test_clamp.py': suite, 'tests.json': JSON.stringify(tests) }));

    expect(proof.findings).toContainEqual(
      expect.objectContaining({ check: 'tests', message: 'The title of test_clamp.py::test_between is only its name.' }),
    );
    expect(proof.leaks?.found).toContain('starter, feedback "titles": $.tests[2].title');
    expect(proof.findings).toContainEqual(expect.objectContaining({ check: 'leaks' }));
  });

  test('costs nothing the second time, and only what has changed the third', async () => {
    const cache = await mkdtemp(join(tmpdir(), 'waymark-cache-'));
    try {
      const first = await verify(await catalogue.write(), cache);
      const second = await verify(await catalogue.write(), cache);
      const third = await verify(
        await catalogue.write({
          'wrong/any-order/solution.py': 'def clamp(number, low, high):\n    return max(low, min(number, high))\n',
        }),
        cache,
      );

      expect(first).toMatchObject({ isFromCache: false, isProven: true });
      expect(second).toMatchObject({ ...first, isFromCache: true, wallTimeMs: expect.any(Number) });
      expect(third).toMatchObject({ isFromCache: false, isProven: true });
      expect(third.wallTimeMs).toBeLessThan(first.wallTimeMs);
    } finally {
      await rm(cache, { recursive: true, force: true });
    }
  });

  test('believes what an earlier run found out, as long as nothing has changed', async () => {
    const { engine, images } = bench;
    const common = { engine, images, catalogue: await readCatalogue(catalogue.root), cacheFolder: undefined, jobs: 2 };
    const earlier = await verifyExercises({ ...common, folders: [await catalogue.write()] });
    const again = async (folder: string): Promise<Proof> =>
      (await verifyExercises({ ...common, folders: [folder], earlier })).exercises[0] as Proof;

    const unchanged = await again(await catalogue.write());
    const changed = await again(
      await catalogue.write({
        'hidden/test_clamp.py': clampSuite.replace('    with pytest.raises(ValueError):\n        clamp(3, 5, 1)\n', ''),
      }),
    );

    expect(unchanged).toMatchObject({ isProven: true, isFromCache: true, mutants: earlier.exercises[0]?.mutants });
    expect(unchanged.reference?.passedRuns).toBe(5);
    expect(changed).toMatchObject({ isProven: false, isFromCache: false });
    expect(changed.mutants?.survivors.length).toBeGreaterThan(0);
  });

  test('asks of a draft, unless it is named, only that reference, starter and wrong solutions are right', async () => {
    const { engine, images } = bench;
    const folders = [
      await catalogue.write({ 'exercise.json': JSON.stringify({ ...clampJson, draft: true }), 'README.md': '# Clamp\n\nTODO\n' }),
    ];
    const common = { folders, engine, images, catalogue: await readCatalogue(catalogue.root), cacheFolder: undefined, jobs: 2 };

    const lenient = await verifyExercises({ ...common, isLenient: true });
    const strict = await verifyExercises(common);

    expect(lenient).toMatchObject({ isProven: true, exercises: [{ isProven: false, isDraft: true, mutants: null }] });
    expect(strict).toMatchObject({ isProven: false, exercises: [{ isProven: false, isDraft: true }] });
    expect(renderProofs(lenient)).toContain('0 of 1 proven, 1 is a draft');
  });

  test('reports by its schema, and prints one table and what to mend', async () => {
    const { engine, images } = bench;
    const folders = [
      await catalogue.write({ 'exercise.json': JSON.stringify({ ...clampJson, slug: 'good' }) }, 'good'),
      await catalogue.write({ 'README.md': '# Clamp\n\nTODO\n' }),
    ];
    const proofs = await verifyExercises({
      folders,
      engine,
      images,
      catalogue: await readCatalogue(catalogue.root),
      cacheFolder: undefined,
      jobs: 2,
    });
    const path = join(catalogue.root, 'proofs.json');
    await writeProofs(proofs, path);

    expect(JSON.parse(await readFile(path, 'utf8'))).toEqual(proofs);
    const text = renderProofs(proofs);
    expect(text).toMatch(/^exercise +reference +starter/);
    expect(text).toMatch(/^good +5\/5 +0 % +4\/4 .* proven$/m);
    expect(text).toContain('✗ README.md:3: Something is still to be written.');
    expect(text).toMatch(/1 of 2 proven .* Mend what is marked ✗\.\n$/);
  });

  test('leaves nothing behind when it is stopped in the middle', async () => {
    const stopping = new AbortController();
    const folder = await catalogue.write();
    const { engine, images } = bench;
    const verifying = verifyExercises({
      folders: [folder],
      engine,
      images,
      catalogue: await readCatalogue(catalogue.root),
      cacheFolder: undefined,
      jobs: 2,
      signal: stopping.signal,
      progress: ({ detail }) => {
        if (detail?.includes('mutants, 2 of') === true) {
          stopping.abort(new DOMException('Interrupted', 'AbortError'));
        }
      },
    });

    await expect(verifying).rejects.toThrow('Interrupted');
    await expect.poll(() => bench.containers(), { timeout: 20_000 }).toEqual([]);
  });
});
