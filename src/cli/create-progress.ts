import type { Progress } from '../model/progress.ts';
import { noProgress } from '../model/progress.ts';
import { columnsOf } from '../report/text-layout.ts';
import { safeLine } from '../report/text-safety.ts';
import { type CliStream, columnsOfStream } from './cli-context.ts';

export interface ProgressDisplay extends Disposable {
  readonly progress: Progress;
}

/**
 * News of long work on stderr: one line that is written over on a terminal, a plain line a step elsewhere, nothing when quiet.
 * Disposing takes the line away again.
 */
export function createProgress(
  stream: CliStream,
  options: { readonly quiet: boolean; readonly inPlace?: boolean },
): ProgressDisplay {
  if (options.quiet) {
    return { progress: noProgress, [Symbol.dispose]: () => {} };
  }
  return (options.inPlace ?? stream.isTTY === true) ? inPlace(stream) : lineByLine(stream);
}

const CLEAR_LINE = '\r\u001b[2K';

function inPlace(stream: CliStream): ProgressDisplay {
  return {
    progress: (event) => {
      const text =
        event.state === 'done' || event.state === 'skipped' ? '' : fitted(describe(event), columnsOfStream(stream) - 1);
      stream.write(`${CLEAR_LINE}${text}`);
    },
    [Symbol.dispose]: () => stream.write(CLEAR_LINE),
  };
}

/** Where lines stay, as in a CI log: the start of each step, and its end when that says something. Build logs would drown the rest. */
function lineByLine(stream: CliStream): ProgressDisplay {
  return {
    progress: (event) => {
      if (event.state === 'start' || (event.state === 'done' && event.detail !== undefined)) {
        stream.write(`${describe(event)}\n`);
      }
    },
    [Symbol.dispose]: () => {},
  };
}

function describe(event: Parameters<Progress>[0]): string {
  return safeLine(event.detail === undefined ? event.step : `${event.step}: ${event.detail}`, 400);
}

function fitted(text: string, columns: number): string {
  let fitting = '';
  for (const character of text) {
    if (columnsOf(fitting + character) > columns) {
      return fitting;
    }
    fitting += character;
  }
  return fitting;
}
