import { spawn } from 'node:child_process';
import { StringDecoder } from 'node:string_decoder';
import { InterruptedError, plain, SetUpError } from './steps.mjs';

/** Of a tool's output the cause is told at the start (npm) or at the end (apt-get, compilers). */
const keptFirst = 8;
const keptLast = 12;
/** A tool that got SIGTERM has this long to put its things away. */
const usualGraceMs = 5000;

/**
 * @typedef {object} ToolOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env] Default: ours.
 * @property {AbortSignal} signal Its abort ends the child, and is then thrown.
 * @property {(line: string) => void} [onLine] Each line of its output.
 * @property {number} [graceMs] How long it may take to end after an abort before it is killed. Default 5 s.
 * @property {'quiet' | 'through'} [output] `quiet` (default) keeps the output for the case of failure, `through` lets it pass.
 */

/**
 * Runs a program to its end.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {ToolOptions} options
 * @returns {Promise<{ exitCode: number, lines: readonly string[] }>} `lines`: the first and last lines of stdout and stderr as they came.
 * @throws {SetUpError} when it cannot be started.
 */
export async function runTool(command, args, { cwd, env, signal, onLine, graceMs = usualGraceMs, output = 'quiet' }) {
  signal.throwIfAborted();
  const child = spawn(command, [...args], {
    cwd,
    env: env ?? process.env,
    stdio: output === 'through' ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
    // npm is a .cmd file on Windows, which only a shell starts.
    shell: process.platform === 'win32' && command.endsWith('.cmd'),
  });
  /** @type {string[]} */
  const lines = [];
  for (const stream of [child.stdout, child.stderr]) {
    if (stream !== null) eachLine(stream, (line) => keep(line));
  }

  /** @param {string} line */
  function keep(line) {
    if (line.trim() === '') return;
    lines.push(plain(line));
    if (lines.length > keptFirst + keptLast) lines.splice(keptFirst, 1);
    onLine?.(line);
  }

  /** @type {NodeJS.Timeout | undefined} */
  let killTimer;
  const onAbort = () => {
    child.kill('SIGTERM');
    killTimer = setTimeout(() => child.kill('SIGKILL'), graceMs);
  };
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    const exitCode = await ended(child, command);
    signal.throwIfAborted();
    return { exitCode, lines };
  } finally {
    clearTimeout(killTimer);
    signal.removeEventListener('abort', onAbort);
  }
}

/**
 * The signal that Ctrl-C and SIGTERM abort, with what was pressed as its reason.
 * @returns {AbortSignal}
 */
export function interruptSignal() {
  const controller = new AbortController();
  for (const name of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(name, () => controller.abort(new InterruptedError(name)));
  }
  return controller.signal;
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {string} command
 * @returns {Promise<number>}
 */
function ended(child, command) {
  return new Promise((resolve, reject) => {
    child.once('error', (cause) => reject(new SetUpError(`"${command}" could not be started: ${cause.message}.`, { cause })));
    // `close` comes after the last output, `exit` does not.
    child.once('close', (code, killedBy) => resolve(code ?? (killedBy === null ? 1 : 128)));
  });
}

/**
 * @param {import('node:stream').Readable} stream
 * @param {(line: string) => void} onLine
 */
function eachLine(stream, onLine) {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  stream.on('data', (chunk) => {
    const parts = (rest + decoder.write(chunk)).split(/\r\n|\n|\r/);
    rest = parts.pop() ?? '';
    for (const part of parts) onLine(part);
  });
  stream.on('end', () => {
    if (rest !== '') onLine(rest);
  });
}
