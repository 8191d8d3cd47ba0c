import type { Command } from 'commander';
import type { Paint } from '../report/paint.ts';
import { hang, wrapText } from '../report/text-layout.ts';
import { safeLine } from '../report/text-safety.ts';
import { type CliContext, columnsOfStream, print, printJson } from './cli-context.ts';
import { type Check, type Examination, examineHost } from './examine-host.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { streamPaint } from './stream-paint.ts';

export function addDoctor(program: Command, context: CliContext, done: (code: ExitCode) => void): void {
  program
    .command('doctor')
    .description('Say whether grading can work here, and what is missing. Exit code 0 when it can, 4 when not.')
    .option('--prove', 'also run probes in a real sandbox on this host, to see that each barrier and limit bites')
    .option('--json', 'print JSON')
    .action(async (flags: { readonly json?: true; readonly prove?: true }) => {
      const examined = await examineHost(context);
      const examination = flags.prove === true && examined.ok ? await withProof(examined, context) : examined;
      await (flags.json === true ? printJson(context, examination) : print(context, asText(examination, context)));
      done(examination.ok ? exitCodes.passed : exitCodes.infrastructure);
    });
}

/** The same, with what the probes found; a barrier that is not in force is no reason to believe the others. */
async function withProof(examination: Examination, context: CliContext): Promise<Examination> {
  const [{ proveBarriers }, { openEngine }, { imageNames }, { createProgress }] = await Promise.all([
    import('./prove-barriers.ts'),
    import('./ask-engine.ts'),
    import('./open-images.ts'),
    import('./create-progress.ts'),
  ]);
  using display = createProgress(context.stderr, { quiet: false });
  await using engine = await openEngine(context);
  const { signal } = context;
  const { progress } = display;
  const images = imageNames(engine, context, progress);
  const proof = await proveBarriers({ engine, images, signal, progress });
  return { ...examination, ok: proof.every(({ state }) => state !== 'failed'), checks: [...examination.checks, ...proof] };
}

function asText(examination: Examination, context: CliContext): string {
  const paint = streamPaint(context.stdout);
  const width = Math.min(120, columnsOfStream(context.stdout, 100));
  const lines = examination.checks.flatMap((check) => checkLines(check, width, paint));
  const result = examination.ok
    ? paint('green', 'Grading can work here.')
    : paint('red', 'Grading cannot work here yet, or not safely: mend what is marked ✗.');
  return `${[...lines, '', result].join('\n')}\n`;
}

const SIGNS = { ok: '✓ ok     ', warning: '! warning', failed: '✗ failed ' } as const;
const COLOURS = { ok: 'green', warning: 'yellow', failed: 'red' } as const;

function checkLines({ name, state, message, next }: Check, width: number, paint: Paint): readonly string[] {
  const start = `${paint(COLOURS[state], SIGNS[state])}  `;
  const text = wrapText(`${name}: ${safeLine(message, 2000)}`, width - 11);
  return [...hang(start, text), ...(next === undefined ? [] : hang(' '.repeat(11), wrapText(safeLine(next, 2000), width - 11)))];
}
