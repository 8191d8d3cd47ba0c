import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder with package.json and runner-images/, the same whether we run from src/ or from dist/. */
export function packageRoot(): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'runner-images')) || !existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder)
      throw new Error(`The folder runner-images is missing above ${import.meta.dirname}: the installation is incomplete.`);
    folder = parent;
  }
  return folder;
}
