import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Files of an exercise by path; undefined takes one away. */
export type ExerciseFiles = Readonly<Record<string, string | undefined>>;

export interface TempCatalogue extends AsyncDisposable {
  readonly root: string;
  /** Writes the small exercise `sums/clamp` with these files changed; gives its folder. */
  write(changes?: ExerciseFiles, slug?: string): Promise<string>;
}

export async function tempCatalogue(): Promise<TempCatalogue> {
  const root = await mkdtemp(join(tmpdir(), 'waymark-author-'));
  await writeFile(
    join(root, 'topics.json'),
    JSON.stringify({
      sources: [{ id: 'own', title: 'Our own' }],
      areas: [{ id: 'sums', title: 'Sums', order: 1 }],
      topics: [{ id: 'sums.clamp', title: 'Clamping', area: 'sums', order: 1, sources: [{ source: 'own', item: 'x' }] }],
    }),
  );
  return {
    root,
    write: async (changes = {}, slug = 'clamp') => {
      const folder = join(root, 'sums', slug);
      await rm(folder, { recursive: true, force: true });
      for (const [path, text] of Object.entries({ ...clamp, ...changes })) {
        if (text !== undefined) {
          await mkdir(dirname(join(folder, path)), { recursive: true });
          await writeFile(join(folder, path), text);
        }
      }
      return folder;
    },
    [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }),
  };
}

export const clampJson = {
  slug: 'clamp',
  title: 'Clamp',
  topic: 'sums.clamp',
  wrongSolutions: [
    { name: 'no-upper-end', misconception: 'Forgets the upper end.', failingTests: ['test_clamp.py::test_above'] },
    { name: 'no-lower-end', misconception: 'Forgets the lower end.', failingTests: ['test_clamp.py::test_below'] },
    { name: 'always-an-end', misconception: 'Takes everything to an end.', failingTests: ['test_clamp.py::test_between'] },
    { name: 'any-order', misconception: 'Takes ends in any order.', failingTests: ['test_clamp.py::test_empty_range'] },
  ],
};

export const clampSuite = `import pytest
from solution import clamp


@pytest.mark.points(4)
@pytest.mark.hint("What is the most that may come out?")
def test_above():
    """Takes what is above down to the upper end"""
    assert [clamp(9, 1, 5), clamp(6, 1, 5), clamp(0, -7, -3)] == [5, 5, -3]


@pytest.mark.points(4)
@pytest.mark.hint("What is the least that may come out?")
def test_below():
    """Takes what is below up to the lower end"""
    assert [clamp(-9, 1, 5), clamp(0, 1, 5), clamp(-8, -7, -3)] == [1, 1, -7]


@pytest.mark.points(1)
@pytest.mark.hint("What about numbers that are fine already?")
def test_between():
    """Leaves what is between as it is"""
    assert [clamp(3, 1, 5), clamp(1, 1, 5), clamp(5, 1, 5), clamp(-4, -7, -3)] == [3, 1, 5, -4]


@pytest.mark.points(1)
@pytest.mark.hint("What is there between 5 and 1?")
def test_empty_range():
    """Refuses a range without numbers, and takes one with a single number"""
    assert clamp(7, 2, 2) == 2
    with pytest.raises(ValueError):
        clamp(3, 5, 1)
`;

const solution = (body: string): string =>
  `def clamp(number, low, high):\n    """The number of the range that is nearest to it."""\n${body}`;

export const clampReference = solution(
  '    if low > high:\n        raise ValueError(low)\n    return max(low, min(number, high))\n',
);

const clamp: ExerciseFiles = {
  'exercise.json': JSON.stringify(clampJson, null, 2),
  'README.md': '# Clamp\n\nWrite `clamp(number, low, high)`.\n\n```python\n>>> clamp(9, 1, 5)\n5\n```\n',
  'tests.json': JSON.stringify({
    tests: [
      ['above', 'Takes what is above down to the upper end', 4, 'What is the most that may come out?'],
      ['below', 'Takes what is below up to the lower end', 4, 'What is the least that may come out?'],
      ['between', 'Leaves what is between as it is', 1, 'What about numbers that are fine already?'],
      ['empty_range', 'Refuses a range without numbers, and takes one with a single number', 1, 'What is there between 5 and 1?'],
    ].map(([name, title, points, hint]) => ({ id: `test_clamp.py::test_${name}`, title, points, hint })),
  }),
  'starter/solution.py': solution('    raise NotImplementedError\n'),
  'solution/solution.py': clampReference,
  'hidden/test_clamp.py': clampSuite,
  'wrong/no-upper-end/solution.py': solution(
    '    if low > high:\n        raise ValueError\n    return low if low == high else max(low, number)\n',
  ),
  'wrong/no-lower-end/solution.py': solution('    if low > high:\n        raise ValueError\n    return min(number, high)\n'),
  'wrong/always-an-end/solution.py': solution(
    '    if low > high:\n        raise ValueError\n    return low if number < (low + high) / 2 else high\n',
  ),
  'wrong/any-order/solution.py': solution('    low, high = sorted((low, high))\n    return max(low, min(number, high))\n'),
};
