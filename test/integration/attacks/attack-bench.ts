import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { Writable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { type Logger, pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { suiteExercise } from '../../../src/catalog/suite-exercise.ts';
import { currentOwner } from '../../../src/engine/docker/owner.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { type Grading, gradeSubmission } from '../../../src/grading/grade-submission.ts';
import type { Exercise } from '../../../src/model/exercise.ts';
import { defaultLimits, type Limits } from '../../../src/model/limits.ts';
import type { Submission } from '../../../src/model/submission.ts';
import type { DeclaredCase, FeedbackLevel, Verdict } from '../../../src/model/verdict.ts';
import { WaymarkError } from '../../../src/model/waymark-error.ts';
import { buildReport } from '../../../src/report/build-report.ts';
import { renderTerminal } from '../../../src/report/render-terminal.ts';
import type { Report } from '../../../src/report/report.ts';
import { ungradedRun, ungradedVerdict } from '../../../src/report/ungraded.ts';
import { serializeReport } from '../../../src/report/write-report.ts';
import { compileSchema } from '../../../src/schema/compile-schema.ts';
import { asEntry } from '../../../src/submission/check-entry.ts';
import { readSubmission } from '../../../src/submission/read-submission.ts';
import { type Aim, type Attack, corpus, readAttacks } from '../../attacks/attack.ts';
import { type Bench, engineHere, openBench, titled } from '../grading/grading-bench.ts';
import { handIns } from './hand-ins.ts';

const MiB = 1024 * 1024;

/** Small enough that an attack on time or space meets them in a moment. Whoever is honest is graded with the usual ones. */
const attackLimits: Limits = {
  ...defaultLimits,
  testTimeMs: 1000,
  loadTimeMs: 2000,
  gradingTimeMs: 3000,
  memoryBytes: 96 * MiB,
  processes: 32,
  outputBytes: MiB / 4,
  diskBytes: 8 * MiB,
  fileBytes: 4 * MiB,
};

/** What the judge may take beyond the submission's own time, on a machine that is busy with other tests. */
const graceMs = 90_000;
const reportBytes = 2 * MiB;
/** How much the memory of this process may have grown at the end of a file; a report or a flood kept for each attack would be more. */
const heapGrowthBytes = 32 * MiB;

/** Runs every attack of these aims against the engine, as tests of their own. */
export function attackWith(wanted: readonly Aim[]): void {
  const attacks = readAttacks().filter(({ aim }) => wanted.includes(aim));

  describe.skipIf(engineHere === undefined)(titled(`attacks: ${wanted.join(', ')}`), () => {
    let field: Field;
    let heapBefore = 0;
    beforeAll(async () => {
      field = await openField();
    });
    afterAll(() => field[Symbol.asyncDispose]());

    test.each([...new Set(attacks.map(exerciseOf))])('%s: who is honest earns everything before them', async (name) => {
      await field.expectHonest(name);
      heapBefore = heapBytes();
    });

    test.each(attacks.map((attack) => [attack.id, attack.summary, attack] as const))('%s: %s', async (_, __, attack) => {
      await field.attack(attack);
    });

    test.each([...new Set(attacks.map(exerciseOf))])('%s: who is honest earns everything after them', async (name) => {
      await field.expectHonest(name);
    });

    test('leave the memory of the orchestrator as it was', () => {
      expect(heapBytes() - heapBefore).toBeLessThan(heapGrowthBytes);
    });
  });
}

function exerciseOf({ exercise = '_exercise' }: Attack): string {
  return exercise;
}

interface Field extends AsyncDisposable {
  attack(attack: Attack): Promise<void>;
  expectHonest(exercise: string): Promise<void>;
}

async function openField(): Promise<Field> {
  const bench = await openBench();
  const opened: string[] = [];
  const engine = noting(bench.engine, opened);

  async function grade(exercise: Exercise, submission: Submission, logger: Logger, onCase?: () => void): Promise<Grading> {
    const { images } = bench;
    return gradeSubmission({ exercise, submission, engine, images, logger, ...(onCase === undefined ? {} : { onCase }) });
  }

  async function expectHonest(name: string): Promise<void> {
    const exercise = await readExercise(name, { ...defaultLimits, testTimeMs: 30_000 });
    await using folder = await temporaryFolder();
    const path = join(folder.path, 'solution.py');
    await cp(join(corpus, name, 'honest_solution.py'), path);
    const first = opened.length;
    let alive: readonly number[] | undefined;

    const submission = await readSubmission(path, { entry: exercise.entry });
    const { verdict } = await grade(exercise, submission, pino({ level: 'silent' }), () => {
      alive ??= processesOf(opened.slice(first));
    });

    expect(verdict.cases.filter(({ status }) => status !== 'passed')).toEqual([]);
    expect(verdict).toMatchObject({ status: 'graded', score: { fraction: 1, passed: true } });
    if (seesProcesses()) {
      // Or the search for what an attack has left behind would find nothing whatever there was.
      expect(alive).not.toEqual([]);
    }
    await expectNothingLeft(bench, opened.splice(0));
  }

  async function attackOnce(attack: Attack): Promise<void> {
    const limits = { ...attackLimits, ...attack.limits };
    const exercise = await readExercise(exerciseOf(attack), limits);
    await using folder = await temporaryFolder();
    const path = await handIn(attack, folder.path);
    const log = collectLog();
    const startedAt = new Date();
    const began = performance.now();
    let submission: Submission | null = null;
    let verdict: Verdict;
    let run = ungradedRun({ startedAt, wallTimeMs: 0, limits });
    try {
      submission = await readSubmission(path, { entry: exercise.entry });
      submission = asEntry(submission, exercise.entry);
      ({ verdict, run } = await grade(exercise, submission, log.logger));
    } catch (error) {
      // A bug of ours in the shape of a TypeError is no refusal.
      if (!(error instanceof WaymarkError)) throw error;
      verdict = ungradedVerdict(error);
    }
    const tookMs = performance.now() - began;

    expect({ status: verdict.status, problem: verdict.problem }).toEqual({
      status: expect.toBeOneOf([...attack.expect.status]),
      problem: verdict.problem,
    });
    expect(verdict.score?.fraction ?? 0).toBeLessThanOrEqual(attack.expect.maxScoreFraction);
    expect(tookMs).toBeLessThan(limits.gradingTimeMs + graceMs);
    expectSilent(attack, 'what was captured', verdict.cases.map(({ stdout = '', stderr = '' }) => stdout + stderr).join('\n'));
    expectSilent(attack, 'the log', log.text());
    for (const feedback of ['full', 'hints', 'titles', 'score'] as const) {
      expectReport(attack, feedback, buildReport({ exercise, submission, verdict, feedback, run }));
    }
  }

  async function attack(one: Attack): Promise<void> {
    const before = one.after === undefined ? undefined : readAttacks().find(({ id }) => id === one.after);
    if (before !== undefined) {
      await attackOnce(before);
    }
    await Promise.all(Array.from({ length: one.parallel ?? 1 }, () => attackOnce(one)));
    await expectNothingLeft(bench, opened.splice(0));
    if (one.aim === 'persist' || one.after !== undefined) {
      await expectHonest(exerciseOf(one));
    }
  }

  return { attack, expectHonest, [Symbol.asyncDispose]: () => bench[Symbol.asyncDispose]() };
}

/** The engine, with the ids of the containers it opens written down. */
function noting(engine: Engine, opened: string[]): Engine {
  return {
    images: engine.images,
    runtime: engine.runtime,
    open: async (spec, options) => {
      const container = await engine.open(spec, options);
      opened.push(container.id);
      return container;
    },
    later: (work) => engine.later(work),
    info: () => engine.info(),
    ping: () => engine.ping(),
    sweep: () => engine.sweep(),
    close: () => engine.close(),
    [Symbol.asyncDispose]: () => engine[Symbol.asyncDispose](),
  };
}

/** The exercise in a folder of the corpus, at feedback `titles`. `setting.json` says which image and services it needs, beyond the usual. */
async function readExercise(name: string, limits: Limits): Promise<Exercise> {
  const from = join(corpus, name);
  await using folder = await temporaryFolder();
  await cp(from, folder.path, { recursive: true, filter: (source) => !notOfTheSuite.has(basename(source)) });
  const settingPath = join(from, 'setting.json');
  const { image = 'python', services = [] }: { image?: string; services?: string[] } = existsSync(settingPath)
    ? JSON.parse(readFileSync(settingPath, 'utf8'))
    : {};
  const entry = ['solution.py'];
  const exercise = await suiteExercise({ suitePath: folder.path, entry, image, limits, feedback: 'titles' });
  const testsPath = join(from, 'tests.json');
  // What is collected beside a submission has to be declared.
  const declared: readonly DeclaredCase[] | undefined = existsSync(testsPath)
    ? JSON.parse(readFileSync(testsPath, 'utf8'))
    : undefined;
  return { ...exercise, services, ...(declared === undefined ? {} : { declared }) };
}

const notOfTheSuite: ReadonlySet<string> = new Set(['honest_solution.py', 'setting.json', 'tests.json', '__pycache__']);

/** Puts down what the attacker hands in, and says where. */
async function handIn(attack: Attack, folder: string): Promise<string> {
  if (attack.built !== undefined) {
    const build = handIns[attack.built];
    if (build === undefined) throw new Error(`${attack.id} wants "${attack.built}" built, and hand-ins.ts has no such entry.`);
    return build(folder);
  }
  const path = join(folder, attack.id);
  await cp(join(corpus, attack.id), path, {
    recursive: true,
    filter: (source) => basename(source) !== 'attack.json' && basename(source) !== '__pycache__',
  });
  return path;
}

async function temporaryFolder(): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'waymark-attack-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

function expectReport(attack: Attack, feedback: FeedbackLevel, report: Report): void {
  const said = textsOf(report).join('\n');
  const shown = renderTerminal(report);

  expect(compileSchema('report')(report)).toMatchObject({ isValid: true });
  expect(Buffer.byteLength(serializeReport(report))).toBeLessThanOrEqual(reportBytes);
  expect(said.match(unprintable), `unprintable in the report at ${feedback}`).toBeNull();
  expect(shown.match(unprintable), `unprintable on the terminal at ${feedback}`).toBeNull();
  if (feedback !== 'full') {
    expectSilent(attack, `the report at ${feedback}`, said);
    expectSilent(attack, `the terminal at ${feedback}`, shown);
  }
}

/** Controls but newline and tab, what reorders or hides its neighbours, lone surrogates. */
const unprintable =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff\ud800-\udfff]/u;

function expectSilent(attack: Attack, where: string, text: string): void {
  const found = [...attack.expect.mustNotContain, 'LEAK-', 'SECRET-7f3a'].flatMap((word) => {
    const at = text.indexOf(word);
    return at < 0 ? [] : [text.slice(Math.max(0, at - 80), at + 200)];
  });
  expect(found, where).toEqual([]);
}

/** Every text in a value, names of members among them. */
function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Array.isArray(value) ? value.flatMap(textsOf) : [...Object.keys(value), ...Object.values(value).flatMap(textsOf)];
}

function collectLog(): { readonly logger: Logger; text(): string } {
  const lines: string[] = [];
  const into = new Writable({
    write: (chunk, _encoding, done) => {
      lines.push(String(chunk));
      done();
    },
  });
  return { logger: pino({ level: 'trace' }, into), text: () => lines.join('') };
}

/** No container, network or volume of ours, and no process of the containers that were opened. Removal is given a moment. */
async function expectNothingLeft(bench: Bench, opened: readonly string[]): Promise<void> {
  const deadline = performance.now() + 30_000;
  for (;;) {
    const [containers, { Volumes: volumes }, networks] = await Promise.all([
      bench.containers(),
      bench.docker.listVolumes(),
      bench.docker.listNetworks(),
    ]);
    const isOurs = ({ Labels: labels }: { Labels?: Record<string, string> | null | undefined }): boolean =>
      Object.values(labels ?? {}).includes(currentOwner());
    const left = [
      ...containers,
      ...(volumes ?? []).filter(isOurs).map(({ Name: name }) => name),
      ...networks.filter(isOurs).map(({ Name: name }) => name),
      ...processesOf(opened),
    ];
    if (left.length === 0) return;
    if (performance.now() > deadline) throw new Error(`Left behind: ${left.join(', ')}`);
    await pause(50);
  }
}

/** Processes of this host that belong to one of these containers, zombies included. None where the host has no /proc of Linux. */
function processesOf(containers: readonly string[]): readonly number[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => Number.isInteger(pid) && belongsTo(pid, containers));
}

function belongsTo(pid: number, containers: readonly string[]): boolean {
  try {
    const groups = readFileSync(`/proc/${pid}/cgroup`, 'utf8');
    return containers.some((id) => groups.includes(id));
  } catch {
    // It has ended since it was listed.
    return false;
  }
}

/** An engine in a machine of its own has its processes there. */
function seesProcesses(): boolean {
  return process.platform === 'linux' && engineHere?.kind === 'socket';
}

function heapBytes(): number {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect === 'function') collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
