import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import type { CliStream } from '../../src/cli/cli-context.ts';
import { createProgress } from '../../src/cli/create-progress.ts';

function written(stream: PassThrough): string {
  const chunk: unknown = stream.read();
  return chunk === null ? '' : String(chunk);
}

function tell(stream: CliStream, options: Parameters<typeof createProgress>[1]): void {
  using display = createProgress(stream, options);
  display.progress({ step: 'Build judge', state: 'start' });
  display.progress({ step: 'Build judge', state: 'update', detail: 'Step 3/9 \u001b[31mRUN\u001b[0m' });
  display.progress({ step: 'Build judge', state: 'done', detail: 'waymark/judge:1a2b' });
  display.progress({ step: 'Test', state: 'start' });
  display.progress({ step: 'Test', state: 'done' });
}

test('in a log each step is a line, and details between are left out', () => {
  const stream = new PassThrough();

  tell(stream, { quiet: false });

  expect(written(stream)).toBe('Build judge\nBuild judge: waymark/judge:1a2b\nTest\n');
});

test('on a terminal one line is written over, fits, is safe, and is gone at the end', () => {
  const stream = Object.assign(new PassThrough(), { columns: 20 });

  tell(stream, { quiet: false, inPlace: true });

  const lines = written(stream).split('\r\u001b[2K');
  expect(lines).toEqual(['', 'Build judge', 'Build judge: Step 3', '', 'Test', '', '']);
});

test('quiet says nothing', () => {
  const stream = new PassThrough();

  tell(stream, { quiet: true });

  expect(written(stream)).toBe('');
});
