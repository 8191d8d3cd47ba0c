import { expect, test } from 'vitest';
import { digestFiles } from '../../src/files/digest-files.ts';
import type { Submission } from '../../src/model/submission.ts';
import { asEntry, checkEntry } from '../../src/submission/check-entry.ts';
import { topLevelModules } from '../../src/submission/top-level-modules.ts';

function submissionOf(...paths: readonly string[]): Submission {
  const files = paths.map((path) => ({ path, content: Buffer.from(path) }));
  return { name: 'work.zip', files, digest: digestFiles(files) };
}

test('a submission with all entries passes as it is', () => {
  const submission = submissionOf('solution.py', 'shop/cart.py');

  expect(asEntry(submission, ['solution.py'])).toBe(submission);
  expect(asEntry(submission, ['shop/', 'solution.py'])).toBe(submission);
  expect(asEntry(submission, [])).toBe(submission);
});

test('a single file stands for a single entry, whatever it is called', () => {
  const submission = { ...submissionOf('my_work.py'), name: 'my_work.py' };

  const taken = asEntry(submission, ['solution.py']);

  expect(taken.files).toEqual([{ path: 'solution.py', content: Buffer.from('my_work.py') }]);
  expect(taken.digest).toBe(digestFiles(taken.files));
  expect(taken.name).toBe('my_work.py');
});

test('a single file of another kind, or for several entries, does not', () => {
  expect(() => asEntry({ ...submissionOf('notes.txt'), name: 'notes.txt' }, ['solution.py'])).toThrow(
    'The file "solution.py" is missing',
  );
  // One file in a folder is not a file handed in by itself.
  expect(() => asEntry({ ...submissionOf('other.py'), name: 'my-work' }, ['solution.py'])).toThrow(
    'The file "solution.py" is missing',
  );
  expect(() => asEntry(submissionOf('a.py'), ['a.py', 'b.py'])).toThrow('The file "b.py" is missing');
  expect(() => asEntry(submissionOf('shop.py'), ['shop/'])).toThrow('The folder "shop/" is missing');
});

test.each([
  [['solutoin.py', 'x.py'], 'solution.py', 'Did you mean "solutoin.py"? Then rename it to "solution.py".'],
  [['Solution.py', 'x.py'], 'solution.py', 'Did you mean "Solution.py"? Then rename it to "solution.py".'],
  [['work/a.py', 'work/solution.py'], 'solution.py', 'It lies in "work": hand in that folder instead.'],
  [['work/shop/a.py', 'work/b.py'], 'shop/', 'It lies in "work": hand in that folder instead.'],
  [['x.py', 'y.py'], 'solution.py', 'Put your work into "solution.py".'],
])('of %j the way to %s is told', (paths, entry, next) => {
  expect(() => checkEntry(submissionOf(...paths), [entry])).toThrow(
    expect.objectContaining({ code: 'submission.missing-entry', message: expect.stringContaining(`"${paths[0]}"`), next }),
  );
});

test('a long list of files is cut', () => {
  const submission = submissionOf(...Array.from({ length: 20 }, (_, index) => `f${index}.txt`));

  expect(() => checkEntry(submission, ['solution.py'])).toThrow('and 14 more.');
});

test('the modules of a submission are what import finds in it', () => {
  const submission = submissionOf('solution.py', 'shop/cart.py', 'shop/data/x.csv', 'notes/todo.md', 'README.md');

  expect(topLevelModules(submission)).toEqual(new Set(['solution', 'shop']));
});
