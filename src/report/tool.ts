import { readFileSync } from 'node:fs';
import type { Tool } from './report.ts';

/** This program's name and version, from its package.json: the same two folders up from `src/report` and from `dist/report`. */
export function readTool(): Tool {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  const version = typeof manifest === 'object' && manifest !== null && 'version' in manifest ? manifest.version : undefined;
  return { name: 'waymark', version: typeof version === 'string' ? version : 'unknown' };
}
