import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** One claim of the suite, for graders with a language of their own. */
export interface Claim {
  /** Name of the test. */
  readonly name: string;
  /** A Python expression over the submission's names, true where the submission is right. */
  readonly expression: string;
}

/** The claims of a suite that has one in each test, on one line: so that all graders judge by the very same. */
export async function readClaims(folder: string): Promise<readonly Claim[]> {
  const files = (await readdir(folder)).filter((file) => file.startsWith('test_')).sort();
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  return texts.flatMap((text) =>
    [...text.matchAll(/^def test_(\w+)\(\):\n(?: {4}""".*"""\n)? {4}assert (.+)$/gm)].map(([, name = '', expression = '']) => ({
      name,
      expression,
    })),
  );
}
