import { describe, expect, it } from 'vitest';
import { runTool } from '../../scripts/set-up/run-tool.mjs';
import type { Step } from '../../scripts/set-up/steps.mjs';
import { createPrinter, plain, runSteps, SetUpError } from '../../scripts/set-up/steps.mjs';

const never = new AbortController().signal;

function paper(isTTY: boolean, env: Record<string, string> = {}) {
  const written: string[] = [];
  const printer = createPrinter({ write: (text: string) => written.push(text), isTTY, columns: 80 }, env);
  return { printer, text: () => written.join('') };
}

describe('runSteps', () => {
  it('runs what is missing, skips what is there, and says both', async () => {
    const { printer, text } = paper(false);
    const steps: readonly Step[] = [
      { name: 'one', why: 'never said', done: async () => 'already there', run: async () => 'never run' },
      { name: 'two', why: 'Because it is missing.', done: async () => undefined, run: async () => 'made' },
    ];

    await runSteps(steps, { printer, signal: never });

    expect(text()).toMatch(/✓ one +already there\n.*… two +Because it is missing\.\n.*✓ two +made \(\d+\.\d s\)\n$/s);
    expect(text()).not.toContain('never');
  });

  it('stops at the step that fails', async () => {
    const { printer, text } = paper(false);
    const failing: Step = {
      name: 'bad',
      why: 'Trying.',
      done: async () => undefined,
      run: async () => {
        throw new SetUpError('It broke.');
      },
    };
    const after: Step = { name: 'after', why: '', done: async () => 'reached', run: async () => '' };

    await expect(runSteps([failing, after], { printer, signal: never })).rejects.toThrow('It broke.');

    expect(text()).not.toContain('reached');
  });

  it('begins no step after an interruption', async () => {
    const { printer, text } = paper(false);
    const step: Step = { name: 'late', why: '', done: async () => 'reached', run: async () => '' };

    await expect(runSteps([step], { printer, signal: AbortSignal.abort(new Error('Ctrl-C')) })).rejects.toThrow('Ctrl-C');

    expect(text()).toBe('');
  });
});

describe('the printer', () => {
  it.each([
    ['a pipe', false, {}],
    ['a terminal in CI', true, { CI: 'true' }],
    ['NO_COLOR', true, { NO_COLOR: '1', CI: '1' }],
    ['a dumb terminal', true, { TERM: 'dumb' }],
  ])('writes plain lines on %s', (_, isTTY, env) => {
    const { printer, text } = paper(isTTY, env);

    printer.line(printer.green('good'));
    printer.update('soon');

    expect(text()).toBe('good\n');
  });

  it('shows news in place on a terminal and wipes them before the next line', () => {
    const { printer, text } = paper(true, { NO_COLOR: '1' });

    printer.update(`\u001b[31m${'x'.repeat(200)}`);
    printer.line('done');

    expect(text()).toBe(`\r\u001b[K    ${'x'.repeat(75)}\r\u001b[Kdone\n`);
  });

  it('takes control characters out of what other tools say', () => {
    expect(plain('\u001b[2K\u001b[1;32mok\u001b[0m\u0007 \tthen')).toBe('ok \tthen');
  });
});

describe('runTool', () => {
  it('keeps the first and the last lines of a long output', async () => {
    const script = 'for (let i = 1; i <= 100; i += 1) console.log("line " + i); process.exit(3)';

    const { exitCode, lines } = await runTool(process.execPath, ['-e', script], { signal: never });

    expect(exitCode).toBe(3);
    expect(lines.at(0)).toBe('line 1');
    expect(lines.at(-1)).toBe('line 100');
    expect(lines).toHaveLength(20);
  });

  it('ends the program when it is interrupted', async () => {
    const controller = new AbortController();
    const running = runTool(process.execPath, ['-e', 'console.log("up"); setInterval(() => {}, 1000)'], {
      signal: controller.signal,
      onLine: () => controller.abort(new Error('Ctrl-C')),
    });

    await expect(running).rejects.toThrow('Ctrl-C');
  });

  it('says which program is not there', async () => {
    await expect(runTool('no-such-program-here', [], { signal: never })).rejects.toThrow(
      /"no-such-program-here" could not be started/,
    );
  });
});
