import { digestFiles, sortFiles } from '../../files/digest-files.ts';
import type { SourceFile, Submission } from '../../model/submission.ts';
import type { SourceText } from '../author-tool.ts';

/** The Python files of a submission or suite as text. */
export function pythonTexts(files: readonly SourceFile[]): readonly SourceText[] {
  return files
    .filter(({ path }) => path.endsWith('.py'))
    .map(({ path, content }) => ({ path, text: new TextDecoder().decode(content) }));
}

/** The files with those in place of others of the same path. */
export function withTexts(files: readonly SourceFile[], texts: readonly SourceText[]): readonly SourceFile[] {
  const replaced = new Set(texts.map(({ path }) => path));
  return sortFiles([
    ...files.filter(({ path }) => !replaced.has(path)),
    ...texts.map(({ path, text }) => ({ path, content: new TextEncoder().encode(text) })),
  ]);
}

/** A submission like this one, but for these files. */
export function variant(submission: Submission, texts: readonly SourceText[]): Submission {
  const files = withTexts(submission.files, texts);
  return { name: submission.name, files, digest: digestFiles(files) };
}
