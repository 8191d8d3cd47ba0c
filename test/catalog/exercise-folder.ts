import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Writes files (text, bytes, or anything else as JSON) below a folder. */
export async function writeFiles(folder: string, files: Readonly<Record<string, unknown>>): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    const full = join(folder, path);
    await mkdir(dirname(full), { recursive: true });
    await writeFile(full, typeof content === 'string' || content instanceof Uint8Array ? content : JSON.stringify(content));
  }
}

/** The smallest exercise there is. */
export function minimalExercise(slug: string): Readonly<Record<string, unknown>> {
  return {
    [`${slug}/exercise.json`]: { slug, title: slug },
    [`${slug}/hidden/test_${slug.replaceAll('-', '_')}.py`]: 'def test_it(): assert True\n',
  };
}
