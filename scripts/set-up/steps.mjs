/**
 * Runs the steps of the set-up one after the other and tells the person watching what happens, why, and how long it took.
 * Everything here is talk, so it goes to stderr; stdout stays free for results.
 */

/**
 * What a step can use while it works.
 * @typedef {object} StepTools
 * @property {(line: string) => void} update News of long work, one line; shown in place on a terminal.
 * @property {(line: string) => void} say A sentence that stays on the screen.
 * @property {AbortSignal} signal Aborted by Ctrl-C and SIGTERM.
 */

/**
 * @typedef {object} Step
 * @property {string} name One or two words.
 * @property {string} why What is about to be done and what for; printed only when there is something to do.
 * @property {() => Promise<string | undefined>} done What is already there, in a few words; absent when the step has work to do.
 * @property {(tools: StepTools) => Promise<string>} run Does the work; gives what is there now, in a few words.
 */

/** A set-up that cannot go on. Exit code 4, no stack trace: `message` says what happened, `next` what to do. */
export class SetUpError extends Error {
  /**
   * @param {string} message
   * @param {{ next?: string, log?: readonly string[], cause?: unknown }} [options] `log`: last lines of the tool that failed.
   */
  constructor(message, options = {}) {
    super(message, { cause: options.cause });
    this.name = 'SetUpError';
    this.next = options.next;
    this.log = options.log ?? [];
  }
}

/** Ended by a signal: not a failure to explain. */
export class InterruptedError extends Error {
  /** @param {NodeJS.Signals} signalName */
  constructor(signalName) {
    super(`Interrupted by ${signalName}.`);
    this.name = 'InterruptedError';
    this.signalName = signalName;
  }
}

/**
 * @param {readonly Step[]} steps
 * @param {{ printer: Printer, signal: AbortSignal }} options
 */
export async function runSteps(steps, { printer, signal }) {
  for (const step of steps) {
    signal.throwIfAborted();
    const startedAt = performance.now();
    const there = await step.done();
    if (there !== undefined) {
      printer.line(`  ${printer.green('✓')} ${step.name.padEnd(9)} ${printer.dim(there)}`);
      continue;
    }
    printer.line(`  ${printer.dim('…')} ${step.name.padEnd(9)} ${step.why}`);
    const result = await step.run({ update: printer.update, say: (line) => printer.line(`    ${line}`), signal });
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    printer.line(`  ${printer.green('✓')} ${step.name.padEnd(9)} ${result} ${printer.dim(`(${seconds} s)`)}`);
  }
}

/**
 * @typedef {object} Printer
 * @property {(line: string) => void} line
 * @property {(line: string) => void} update
 * @property {(text: string) => string} green
 * @property {(text: string) => string} red
 * @property {(text: string) => string} dim
 * @property {(text: string) => string} bold
 */

/**
 * In place only on a terminal outside CI; elsewhere an update becomes a line at most every ten seconds, so that a log stays short
 * and still shows that something moves.
 * @param {{ write: (text: string) => unknown, isTTY?: boolean, columns?: number }} stream
 * @param {Readonly<Record<string, string | undefined>>} env
 * @returns {Printer}
 */
export function createPrinter(stream, env) {
  const inCi = env['CI'] !== undefined && env['CI'] !== '' && env['CI'] !== 'false';
  const isLive = stream.isTTY === true && !inCi && env['TERM'] !== 'dumb';
  const isColoured = isLive && (env['NO_COLOR'] ?? '') === '';
  let hasUpdate = false;
  let updatedAt = performance.now();

  /** @param {string} code */
  const paint = (code) => (/** @type {string} */ text) => (isColoured ? `\u001b[${code}m${text}\u001b[0m` : text);
  const wipe = () => {
    if (hasUpdate) stream.write('\r\u001b[K');
    hasUpdate = false;
  };

  return {
    line: (line) => {
      wipe();
      updatedAt = performance.now();
      stream.write(`${line}\n`);
    },
    update: (line) => {
      const text = `    ${plain(line)}`;
      if (isLive) {
        stream.write(`\r\u001b[K${text.slice(0, Math.max(20, (stream.columns ?? 80) - 1))}`);
        hasUpdate = true;
      } else if (performance.now() - updatedAt > 10_000) {
        updatedAt = performance.now();
        stream.write(`${text}\n`);
      }
    },
    green: paint('32'),
    red: paint('31'),
    dim: paint('2'),
    bold: paint('1'),
  };
}

/**
 * Another tool's output without its colours and cursor movements.
 * @param {string} text
 */
export function plain(text) {
  return text.replace(/\u001b\[[0-9;?]*[A-Za-z]/g, '').replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '');
}
