import { compileSchema } from '../schema/compile-schema.ts';
import { renderFault } from '../schema/schema-fault.ts';
import { ReportInvalidError } from './report-errors.ts';

/** @throws {ReportInvalidError} when the report does not fit `schemas/report.schema.json`. */
export function checkReport(report: unknown): void {
  const checked = compileSchema('report')(report);
  if (!checked.isValid) {
    throw new ReportInvalidError(checked.faults.slice(0, 3).map(renderFault).join(' '));
  }
}

/** Compiles the schema ahead of time. The first check takes tens of milliseconds, which a caller may have to spare while it waits for something else. */
export function prepareReportCheck(): void {
  compileSchema('report');
}
