import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { ReportInvalidError } from './report-errors.ts';

let validate: ValidateFunction | undefined;

/** @throws {ReportInvalidError} when the report does not fit `schemas/report.schema.json` or is larger than it may be. */
export function checkReport(report: unknown): void {
  validate ??= new Ajv2020({ allErrors: false, strict: true }).compile(
    JSON.parse(readFileSync(new URL('../../schemas/report.schema.json', import.meta.url), 'utf8')),
  );
  if (!validate(report)) {
    const [error] = validate.errors ?? [];
    throw new ReportInvalidError(`${error?.instancePath ?? ''} ${error?.message ?? ''}`);
  }
}
