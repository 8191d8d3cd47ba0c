import { checkBody } from './check-body.ts';
import { type Frame, MalformedFrameError } from './frame.ts';
import type { SandboxAnswer, WorkerEnd } from './sandbox-answer.ts';

const workerAnswers = new Set(['value', 'raise', 'callback', 'import-failed', 'unsendable']);

/**
 * What a frame of the sandbox says, once its id is known to be right. Numbers out of range are left out: they are claims for texts.
 * @throws {MalformedFrameError} for what our agent never sends.
 */
export function readAnswer(header: Frame['header'], body: Buffer): SandboxAnswer {
  switch (header['t']) {
    case 'answer': {
      const re = header['re'];
      if (typeof re !== 'string' || !workerAnswers.has(re)) {
        throw new MalformedFrameError('an answer of no kind');
      }
      const fault = checkBody(body);
      if (fault !== undefined) {
        throw new MalformedFrameError(`an answer ${fault}`);
      }
      return { kind: 'answer', re, body };
    }
    case 'died':
      return { kind: 'died', end: readEnd(header) };
    case 'ended': {
      const output = readOutput(body);
      const cpuTimeMs = whole(header['cpuMs'], 1e9);
      const peakMemoryBytes = whole(header['peakBytes'], 1e15);
      return {
        kind: 'ended',
        end: readEnd(header),
        ...(cpuTimeMs === undefined ? {} : { cpuTimeMs }),
        ...(peakMemoryBytes === undefined ? {} : { peakMemoryBytes }),
        ...output,
      };
    }
    default:
      throw new MalformedFrameError('a frame of no kind');
  }
}

function readEnd(header: Frame['header']): WorkerEnd {
  const signal = whole(header['signal'], 64);
  const exitCode = whole(header['exit'], 255);
  return {
    ...(signal === undefined ? {} : { signal }),
    ...(exitCode === undefined ? {} : { exitCode }),
    ranOutOfMemory: header['oom'] === true,
    ranOutOfProcesses: header['forks'] === true,
    printedTooMuch: header['output'] === true,
    spoilt: header['spoilt'] === true,
  };
}

function readOutput(body: Buffer): { readonly stdout: string; readonly stderr: string } {
  if (body.length === 0) {
    return { stdout: '', stderr: '' };
  }
  if (checkBody(body) !== undefined) {
    throw new MalformedFrameError('printed text in no shape');
  }
  let value: unknown;
  try {
    value = JSON.parse(body.toString('latin1'));
  } catch (error) {
    throw new MalformedFrameError('printed text in no shape', { cause: error });
  }
  const text = (key: string): string => {
    const found: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
    return typeof found === 'string' ? found : '';
  };
  return { stdout: text('stdout'), stderr: text('stderr') };
}

function whole(value: unknown, most: number): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && value <= most ? value : undefined;
}
