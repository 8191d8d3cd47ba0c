import { expect, test } from 'vitest';
import type { SandboxAnswer, WorkerEnd } from '../../src/bridge/sandbox-answer.ts';
import { interruptionOf } from '../../src/grading/interruption.ts';
import { defaultLimits } from '../../src/model/limits.ts';

const overTime = { limit: 'testTimeMs', ceiling: 1000 };
const end: WorkerEnd = { ranOutOfMemory: false, ranOutOfProcesses: false, printedTooMuch: false, spoilt: false };
const died = (rest: Partial<WorkerEnd>): SandboxAnswer => ({ kind: 'died', end: { ...end, ...rest } });
const ended = (rest: Partial<WorkerEnd>): SandboxAnswer => ({ kind: 'ended', end: { ...end, ...rest }, stdout: '', stderr: '' });
const lost = (cause: 'ended' | 'out-of-memory' | 'protocol' | 'unresponsive'): SandboxAnswer => ({
  kind: 'lost',
  cause,
  detail: '',
});
const memory = { status: 'memory-limit', limit: { limit: 'memoryBytes', ceiling: defaultLimits.memoryBytes } };
const processes = { status: 'process-limit', limit: { limit: 'processes', ceiling: defaultLimits.processes } };
const output = { status: 'output-limit', limit: { limit: 'outputBytes', ceiling: defaultLimits.outputBytes } };
const timeout = { status: 'timeout', limit: overTime };

test.each<[string, SandboxAnswer, unknown]>([
  ['a proper answer is none', { kind: 'answer', re: 'value', body: Buffer.from('{}') }, undefined],
  ['a proper end is none', ended({}), undefined],
  ['a child killed for memory beside a living worker is none', ended({ ranOutOfMemory: true }), undefined],
  ['output that was found too large at the end is one', ended({ printedTooMuch: true }), output],
  ['a signal has its name', died({ signal: 11 }), { status: 'crashed', signal: 'SIGSEGV' }],
  ['a signal is Linux’ whatever the host is', died({ signal: 7 }), { status: 'crashed', signal: 'SIGBUS' }],
  ['a signal without a name has its number', died({ signal: 63 }), { status: 'crashed', signal: 'signal 63' }],
  ['an early exit has its code', died({ exitCode: 0 }), { status: 'crashed', exitCode: 0 }],
  ['a code after half a frame is not told', died({ exitCode: 0, spoilt: true }), { status: 'crashed' }],
  ['an end nobody saw is a crash', died({}), { status: 'crashed' }],
  ['killed for memory', died({ signal: 9, ranOutOfMemory: true }), memory],
  ['out of processes', died({ exitCode: 1, ranOutOfProcesses: true }), processes],
  ['memory before processes', died({ signal: 9, ranOutOfMemory: true, ranOutOfProcesses: true }), memory],
  ['killed for output', died({ signal: 9, printedTooMuch: true }), output],
  ['output before memory', died({ signal: 9, printedTooMuch: true, ranOutOfMemory: true }), output],
  ['killed for time is not also killed', { kind: 'died', end: { ...end, signal: 9, ranOutOfMemory: true }, overTime }, timeout],
  ['a sandbox lost for memory', lost('out-of-memory'), memory],
  ['a sandbox that ended', lost('ended'), { status: 'crashed' }],
  ['a sandbox that lied', lost('protocol'), { status: 'crashed' }],
  ['a sandbox that did not react', { kind: 'lost', cause: 'unresponsive', detail: '', overTime }, timeout],
  ['a sandbox that died over time', { kind: 'lost', cause: 'out-of-memory', detail: '', overTime }, timeout],
])('%s', (_, answer, interruption) => {
  expect(interruptionOf(answer, defaultLimits)).toEqual(interruption);
});
