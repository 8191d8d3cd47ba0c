import { formatDuration } from './quantities.ts';
import type { Report } from './report.ts';

/** What the phases of a report's `run` section are, in the order in which a grading goes through them. */
const phaseNames: Readonly<Record<string, string>> = {
  turn: 'waiting for its turn',
  judge: 'judge',
  collect: 'collecting the suite',
  sandbox: 'sandbox',
  loading: 'loading the submission',
  tests: 'tests',
};

/** Where a grading's wall time went, and what each test took, as far as the report tells. Ends with a newline. */
export function renderTimings({ run }: Report): string {
  const phases = Object.entries(run.phases).map(([name, ms]) => [phaseNames[name] ?? name, ms] as const);
  const tests = run.tests.map(({ id, wallTimeMs }) => [`  ${id}`, wallTimeMs] as const);
  const rows = [...phases, ...tests, ['altogether', run.usage.wallTimeMs] as const].map(
    ([name, ms]) => [name, formatDuration(ms)] as const,
  );
  const width = Math.max(...rows.map(([name]) => name.length));
  const column = Math.max(...rows.map(([, time]) => time.length));
  return `${['Where the time went:', ...rows.map(([name, time]) => `  ${name.padEnd(width)}  ${time.padStart(column)}`)].join('\n')}\n`;
}
