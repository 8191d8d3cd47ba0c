/**
 * `node bench/document.ts <results.json>` writes what was measured into docs/performance.md, and the plots into docs/images/.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { packageRoot } from '../src/engine/package-root.ts';
import { measuredText, withMeasured } from './render/document.ts';
import { drawPlots } from './render/plots.ts';
import type { Results } from './results.ts';

const [file] = process.argv.slice(2);
if (file === undefined) {
  console.error('Say which file: node bench/document.ts results.json (made by "npm run bench -- --json results.json").');
  process.exit(2);
}
const docs = join(packageRoot(), 'docs');
const page = join(docs, 'performance.md');
const results = JSON.parse(await readFile(file, 'utf8')) as Results;
const plots = await drawPlots(results, join(docs, 'images'));
const measured = measuredText(
  results,
  plots.map((plot) => `images/${basename(plot)}`),
);
await writeFile(page, withMeasured(await readFile(page, 'utf8'), measured));
