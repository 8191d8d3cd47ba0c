import type { Submission } from '../model/submission.ts';

/** What `import` would find in the submission: `shop` for `shop.py` and for a folder `shop/` with Python files in it. */
export function topLevelModules(submission: Submission): ReadonlySet<string> {
  const python = submission.files.filter(({ path }) => path.endsWith('.py'));
  return new Set(python.map(({ path }) => (path.split('/')[0] ?? '').replace(/\.py$/, '')));
}
