import { lstat, readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Submission } from '../model/submission.ts';
import { importedModules, moduleOf } from './suite-imports.ts';

/**
 * Which file a bare suite takes the submission for, where the submission is one file with a name of its own: `test_clock.py` and
 * `clock_test.py` that import `clock` are about `clock.py`, whatever the file is called that was handed in.
 * @returns undefined where the names do not tell.
 */
export async function inferEntry(suitePath: string, submission: Submission): Promise<string | undefined> {
  const [file, ...others] = submission.files;
  if (file === undefined || others.length > 0 || file.path !== submission.name || !file.path.endsWith('.py')) {
    return undefined;
  }
  const suite = basename(suitePath);
  const about = /^(?:test[_-]?(?<after>.+)|(?<before>.+?)[_-]?tests?)\.py$/i.exec(suite)?.groups;
  const module = (about?.['after'] ?? about?.['before'])?.replaceAll('-', '_');
  if (module === undefined || !(await isFile(suitePath))) {
    return undefined;
  }
  const imported = importedModules({ path: suite, content: await readFile(suitePath) });
  return imported.has(module) && !imported.has(moduleOf(file.path)) ? `${module}.py` : undefined;
}

async function isFile(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => undefined))?.isFile() === true;
}
