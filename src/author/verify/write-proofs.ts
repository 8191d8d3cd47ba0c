import { replaceFile } from '../../files/replace-file.ts';
import { ReportInvalidError, ReportWriteError } from '../../report/report-errors.ts';
import { writeFault } from '../../report/write-fault.ts';
import { compileSchema } from '../../schema/compile-schema.ts';
import { renderFault } from '../../schema/schema-fault.ts';
import type { ProofsFile } from './proof.ts';

/**
 * Writes what was found as JSON, checked against `schemas/proofs.schema.json`.
 * @throws {ReportInvalidError} when it does not fit, which is a fault of ours.
 * @throws {ReportWriteError} when it cannot be written.
 */
export async function writeProofs(proofs: ProofsFile, path: string): Promise<void> {
  const checked = compileSchema('proofs')(proofs);
  if (!checked.isValid) {
    throw new ReportInvalidError(checked.faults.slice(0, 3).map(renderFault).join(' '));
  }
  try {
    await replaceFile(path, `${JSON.stringify(proofs, null, 2)}\n`);
  } catch (error) {
    throw new ReportWriteError(path, writeFault(error), { cause: error });
  }
}
