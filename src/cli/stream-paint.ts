import { styleText } from 'node:util';
import type { Paint } from '../report/paint.ts';
import { plain } from '../report/paint.ts';
import type { CliStream } from './cli-context.ts';

/** Colours where the stream is a terminal that has them; `NO_COLOR`, `FORCE_COLOR` and `TERM=dumb` are honoured by Node itself. */
export function streamPaint(stream: CliStream): Paint {
  return isNodeStream(stream) ? (style, text) => styleText(style, text, { stream }) : plain;
}

function isNodeStream(stream: CliStream): stream is CliStream & NodeJS.WriteStream {
  return 'isTTY' in stream && stream.isTTY === true;
}
