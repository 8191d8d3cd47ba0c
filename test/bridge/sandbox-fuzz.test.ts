import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SandboxFailedError } from '../../src/bridge/bridge-errors.ts';
import { encodeFrame } from '../../src/bridge/frame.ts';
import { Sandbox } from '../../src/bridge/sandbox.ts';
import { defaultLimits } from '../../src/model/limits.ts';
import type { Submission } from '../../src/model/submission.ts';
import { FakeContainer } from '../fakes/fake-container.ts';

const submission: Submission = { name: 'work', digest: 'sha256:0', files: [] };
const kinds = ['answer', 'died', 'ended', 'lost'];

const word = fc.constantFrom('answer', 'died', 'ended', 'ready', 'kill', 'submission', '__proto__', '', 'value', 'raise');
const value = fc.oneof(word, fc.integer(), fc.double(), fc.boolean(), fc.constant(null), fc.string({ maxLength: 8 }));
const header = fc.record(
  {
    t: word,
    id: fc.constantFrom('the id', 'another', 7, null),
    re: fc.oneof(word, value),
    exit: value,
    signal: value,
    oom: value,
    cpuMs: value,
    peakBytes: value,
  },
  { requiredKeys: ['t'] },
);
const body = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }).map((one) => Buffer.from(JSON.stringify(one))),
  fc.uint8Array({ maxLength: 32 }).map((bytes) => Buffer.from(bytes)),
  fc
    .constantFrom('[', '['.repeat(500), '{"stdout": 5}', '"\\ud800"', '{"stdout": "x", "stderr": "y"}')
    .map((text) => Buffer.from(text)),
);
const frame = fc.tuple(header, body).map(([head, rest]) => encodeFrame(head, rest));
const chunk = fc.oneof(
  { weight: 5, arbitrary: frame },
  { weight: 1, arbitrary: fc.tuple(frame, fc.nat(40)).map(([bytes, cut]) => bytes.subarray(0, Math.max(1, bytes.length - cut))) },
  { weight: 1, arbitrary: fc.uint8Array({ minLength: 1, maxLength: 48 }).map((bytes) => Buffer.from(bytes)) },
  {
    weight: 1,
    arbitrary: fc.constantFrom([255, 255, 255, 255], [0, 0, 0, 0], [0, 255, 255, 255]).map((bytes) => Buffer.from(bytes)),
  },
);

// Deadlines pass when the test says so; nobody waits for them.
beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
afterEach(() => void vi.useRealTimers());

/** Frames that were tried, for whoever wants to know. */
let tried = 0;

/** What a promise comes to while time passes; never, where it hangs. */
async function settled(promise: Promise<unknown>): Promise<unknown> {
  let result: { readonly value: unknown } | undefined;
  void promise.then((value) => {
    result = { value };
  });
  for (let second = 0; second < 120 && result === undefined; second += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    await vi.advanceTimersByTimeAsync(1000);
  }
  return result?.value;
}

test('a sandbox that says anything, in any order and any pieces, gets an answer of a known kind, and is lost', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(chunk, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 5 }),
      async (script) => {
        let asked = 0;
        const container = new FakeContainer({
          hear: (heard, self) => {
            if (heard.header['t'] === 'submission') {
              self.say({ t: 'ready' });
            } else if (heard.header['t'] === 'ask') {
              const chunks = script[asked] ?? [];
              asked += 1;
              tried += chunks.length;
              for (const bytes of chunks) {
                self.sayBytes(bytes);
              }
              if (asked === script.length) {
                self.die({ exitCode: 0, oomKilled: false });
              }
            }
          },
        });
        await using sandbox = Sandbox.start(container);
        await sandbox.load(submission, defaultLimits);
        for (const _ of script) {
          const evidence = (): { limit: string; ceiling: number } => ({ limit: 'testTimeMs', ceiling: 1 });
          const ask = sandbox.ask({ id: 'the id', op: 'use', body: Buffer.from('{}'), timeMs: 1000, evidence });
          const said = await settled(ask.catch((error: unknown) => error));
          expect(
            said instanceof SandboxFailedError || kinds.includes((said as { kind: string } | undefined)?.kind ?? 'never'),
          ).toBe(true);
          if (sandbox.isLost) {
            break;
          }
          // Whatever is on its way arrives before the next one is asked.
          await new Promise((resolve) => setImmediate(resolve));
        }
      },
    ),
    { numRuns: 20_000, seed: 20_261_126 },
  );
  console.info(`${tried} chunks of a hostile sandbox`);
  expect(tried).toBeGreaterThan(60_000);
});
