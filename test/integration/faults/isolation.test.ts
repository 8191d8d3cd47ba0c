import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { release, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runWaymark } from '../../cli/run-waymark.ts';
import { containersOn, expectGraded, grade, imagesHere, right, wrong } from './fault-bench.ts';
import {
  type OwnEngine,
  type OwnEngineOptions,
  programHere,
  skippedBecause,
  startOwnEngine,
  whyNoOwnEngine,
} from './own-engine.ts';

/** Each a way to put more between submission and host than an engine does by itself. */
interface Isolation {
  readonly name: string;
  readonly obstacle: string | undefined;
  readonly engine: OwnEngineOptions;
  readonly args: readonly string[];
  readonly runtime: string;
  /** A Python expression about the sandbox that holds where it is in force, and not elsewhere. */
  readonly proof: string;
  /** What `waymark doctor` says of it. */
  readonly doctor: RegExp;
  /** Hostile ones that here can look as if somebody else had ended their sandbox: nothing is graded then. */
  readonly voiding: readonly string[];
}

const runsc = programHere('runsc');
const firstId = 200_000;
const isolations: readonly Isolation[] = [
  {
    name: 'gVisor',
    obstacle: whyNoOwnEngine ?? (runsc === undefined ? 'not installed: runsc' : undefined),
    // It need not make a network where there is none.
    engine: { config: { runtimes: { runsc: { path: runsc, runtimeArgs: ['--network=none'] } } } },
    args: ['--runtime', 'runsc'],
    runtime: 'runsc',
    proof: `__import__("platform").release() != "${release()}"`,
    doctor: /gVisor: there for those who grade with --runtime runsc/,
    // Its process 1 can be killed from inside, and it may be gone before the engine has heard of its memory.
    voiding: ['407-memory-bomb', '423-kill-everything'],
  },
  {
    name: 'user namespaces',
    obstacle: whyNoOwnEngine,
    engine: { remapTo: firstId },
    args: [],
    runtime: 'runc',
    proof: `open("/proc/self/uid_map").read().split()[:2] == ["0", "${firstId}"]`,
    doctor: /user namespaces: root of a container is nobody on this host/,
    voiding: [],
  },
];

const attacks = fileOf('attacks');
/** Hostile ones of each kind that need no time limit to be ended, each with what it may not have said anywhere. */
const hostile = [
  '022-fd-forge-frames',
  '050-eq-always-true',
  '103-gc-objects',
  '207-mount',
  '405-fork-bomb',
  '407-memory-bomb',
  '423-kill-everything',
];

function fileOf(path: string): string {
  return join(import.meta.dirname, '..', '..', path);
}

describe.each(isolations)('$name', ({ name, obstacle, engine: options, args, runtime, proof, doctor, voiding }) => {
  describe.skipIf(obstacle !== undefined)(`as it is on an engine of its own${skippedBecause(obstacle)}`, () => {
    let engine: OwnEngine | undefined;
    /** What the engine says where this kernel does not let it work. */
    let refusal: string | undefined;
    let digest: string;

    beforeAll(async () => {
      digest = (await grade(right)).report.digest;
      const tags = await imagesHere('judge', 'python');
      try {
        engine = await startOwnEngine(options);
        await engine.take(tags);
        await tryOut(engine, tags[1] ?? '');
      } catch (error) {
        refusal = `${name} cannot work here: ${error instanceof Error ? error.message : error}`;
      }
    });
    afterAll(() => engine?.[Symbol.asyncDispose]());

    async function tryOut({ docker }: OwnEngine, image: string): Promise<void> {
      const container = await docker.createContainer({
        Image: image,
        Entrypoint: ['true'],
        NetworkDisabled: true,
        HostConfig: { Runtime: runtime, NetworkMode: 'none' },
      });
      await container.start();
      await container.wait();
      await container.remove();
    }

    const testThere = (title: string, body: (there: OwnEngine) => Promise<void>): void =>
      test(title, async ({ skip }) => {
        if (refusal !== undefined || engine === undefined) return skip(refusal);
        await body(engine);
        expect(await containersOn(engine.docker)).toEqual([]);
      });

    testThere('is in force', async ({ host }) => {
      const folder = await mkdtemp(join(tmpdir(), 'waymark-proof-'));
      await writeFile(join(folder, 'solution.py'), `def is_there():\n    return ${proof}\n`);
      await writeFile(join(folder, 'test_proof.py'), 'from solution import is_there\n\ndef test():\n    assert is_there()\n');
      const submission = ['--suite', join(folder, 'test_proof.py'), join(folder, 'solution.py')];

      const [there, elsewhere] = [await grade([...args, ...submission], { host }), await grade(submission)];

      await rm(folder, { recursive: true });
      expect([there.report.score.points, elsewhere.report.score.points]).toEqual([1, 0]);
      expect(there.report.run.runtime).toBe(runtime);
    });

    testThere('is named by waymark doctor', async ({ host }) => {
      const { exitCode, stdout } = await runWaymark(['doctor', '--json'], { env: { DOCKER_HOST: host } });

      expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: expect.stringMatching(doctor) });
    });

    testThere('changes no grade', async ({ host }) => {
      const [one, other] = [await grade([...args, ...right], { host }), await grade([...args, ...wrong], { host })];

      expectGraded(one, { digest, attempts: 1 });
      expect(other).toMatchObject({ exitCode: 1, report: { status: 'graded', score: { points: 4, maximum: 11 } } });
    });

    for (const id of hostile) {
      testThere(`gives nothing to ${id}`, async ({ host }) => {
        const suite = [
          '--suite',
          join(attacks, '_exercise', 'test_slugify.py'),
          '--entry',
          'solution.py',
          '--feedback',
          'titles',
        ];

        const { report, stdout, stderr } = await grade([...args, ...suite, join(attacks, id)], { host });

        expect(report.status).toBeOneOf(['graded', 'import-failed', ...(voiding.includes(id) ? ['infrastructure-error'] : [])]);
        expect(report.score?.points ?? 0).toBe(0);
        expect(stdout + stderr).not.toMatch(/LEAK-|SECRET-7f3a/);
      });
    }
  });
});
