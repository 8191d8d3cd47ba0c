import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageRoot } from '../engine/package-root.ts';
import { walkFolder } from '../files/walk-folder.ts';
import type { SourceFile } from '../model/submission.ts';
import type { SchemaTypes } from '../schema/generated/schemas.ts';
import { parseDocument } from '../schema/parse-document.ts';
import type { ExerciseKind } from './exercise-kinds.ts';

/** The skeleton of one kind: an exercise that works as it lies there. */
export interface Template {
  /** All files, exercise.json among them. */
  readonly files: readonly SourceFile[];
  /** What its exercise.json says. */
  readonly exercise: SchemaTypes['exercise'];
}

export async function readTemplate(kind: ExerciseKind): Promise<Template> {
  const folder = join(packageRoot(), 'templates', kind);
  const files: SourceFile[] = [];
  for await (const { path, hostPath } of walkFolder(folder)) {
    files.push({ path, content: await readFile(hostPath) });
  }
  const document = files.find(({ path }) => path === 'exercise.json');
  return { files, exercise: parseDocument('exercise', document?.content ?? new Uint8Array(), `templates/${kind}/exercise.json`) };
}
