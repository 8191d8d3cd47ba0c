import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseDocument } from '../../schema/parse-document.ts';
import { ProofsMissingError } from '../author-errors.ts';
import type { ProofsFile } from './proof.ts';

/**
 * What an earlier run found out.
 * @throws {ProofsMissingError} when there is no such file.
 * @throws {InvalidExerciseError} when it is not what its schema says.
 */
export async function readProofs(path: string): Promise<ProofsFile> {
  const content = await readFile(path).catch((error: unknown) => {
    throw new ProofsMissingError(basename(path), { cause: error });
  });
  return parseDocument('proofs', content, basename(path));
}
