import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runWaymark } from '../../cli/run-waymark.ts';
import { engineHere, titled } from '../grading/grading-bench.ts';

const own = fileURLToPath(new URL('../../cli/fixtures/catalog', import.meta.url));
let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'waymark-preview-'));
  await cp(own, join(root, 'catalogue'), { recursive: true });
});
afterEach(() => rm(root, { recursive: true }));

const preview = (...args: readonly string[]) =>
  runWaymark(['preview', 'make-slugs', '--catalog', 'catalogue', ...args], { cwd: root });

describe.skipIf(engineHere === undefined)(titled('waymark preview'), () => {
  test('shows the task, then what learners read: the starter, and the first wrong solution at every level', async () => {
    await addWrong('returns-nothing', 'def slugify(text):\n    return None\n');

    const run = await preview();

    expect(run.exitCode).toBe(0);
    expect(run.stdout.startsWith('Make slugs\nmake-slugs · ')).toBe(true);
    expect(rules(run.stdout)).toEqual([
      "starter · feedback full (the exercise's)",
      "wrong/keeps-doubles · feedback full (the exercise's)",
      'wrong/keeps-doubles · feedback hints',
      'wrong/keeps-doubles · feedback titles',
      'wrong/keeps-doubles · feedback score',
      "wrong/returns-nothing · feedback full (the exercise's)",
    ]);
    expect(run.stdout).toContain('Replaces each space, so several become several dashes.');
    const [, , full = '', hints = '', titles = '', score = ''] = run.stdout.split('━━ ');
    expect(full).toMatch(/expected {3}'a-b'\n\s+came back {2}'a--b'/u);
    expect(hints).toContain('Hint: How many dashes');
    expect(hints).not.toContain("'a--b'");
    expect(titles).not.toContain('Hint:');
    expect(score).not.toContain('Spaces become one dash');
    expect(run.stderr).toContain('wrong/keeps-doubles (2 of 3): Running tests: ');
  });

  test.each<readonly [args: readonly string[], expected: readonly string[]]>([
    [
      ['--feedback', 'titles'],
      ['starter titles', 'wrong/keeps-doubles titles'],
    ],
    [['--wrong', 'keeps-doubles'], ['full', 'hints', 'titles', 'score'].map((level) => `wrong/keeps-doubles ${level}`)],
    [['--wrong', 'keeps-doubles', '--feedback', 'score'], ['wrong/keeps-doubles score']],
  ])('%j with --json prints reports, each submission graded once', async (args, expected) => {
    const run = await preview('--json', '--quiet', ...args);

    expect(run).toMatchObject({ exitCode: 0, stderr: '' });
    const rows: readonly { submission: string; feedback: string; report: { feedback: string; run: { id: string } } }[] =
      JSON.parse(run.stdout);
    expect(rows.map(({ submission, feedback }) => `${submission} ${feedback}`)).toEqual(expected);
    expect(rows.map(({ report }) => report.feedback)).toEqual(rows.map(({ feedback }) => feedback));
    const submissions = new Set(rows.map(({ submission }) => submission));
    expect(new Set(rows.map(({ report }) => report.run.id)).size).toBe(submissions.size);
  });

  test('a submission that is refused is shown as its learner would see it', async () => {
    await addWrong('another-name', 'x = 1\n', 'other.py');

    const run = await preview('--wrong', 'another-name', '--feedback', 'full');

    expect(run.exitCode).toBe(0);
    expect(run.stdout).toContain('The file "solution.py" is missing.');
    expect(run.stdout).toContain('The submission was refused before any of it ran.');
  });
});

describe('what cannot be previewed', () => {
  test('a wrong solution that there is not is wrong usage, and the nearest is named', async () => {
    const run = await preview('--wrong', 'keeps-double');

    expect(run).toMatchObject({ exitCode: 2, stdout: '' });
    expect(run.stderr).toContain('Did you mean "keeps-doubles"?');
    expect(run.stderr).toContain('WAYMARK_UNKNOWN_WRONG_SOLUTION');
  });

  test('a wrong solution without its folder is the fault of the exercise', async () => {
    await rm(join(root, 'catalogue/text/make-slugs/wrong/keeps-doubles'), { recursive: true });

    const run = await preview();

    expect(run).toMatchObject({ exitCode: 4, stdout: '' });
    expect(run.stderr).toContain('lacks the folder wrong/keeps-doubles/');
  });

  test('a minimal exercise has a task and nothing else, and no engine is asked', async () => {
    await rm(join(root, 'catalogue/text/make-slugs/starter'), { recursive: true });
    await change((exercise) => ({ ...exercise, wrongSolutions: [] }));

    const run = await runWaymark(['preview', 'make-slugs', '--catalog', 'catalogue'], {
      cwd: root,
      env: { DOCKER_HOST: 'unix:///nowhere/engine.sock' },
    });

    expect(run.exitCode).toBe(0);
    expect(run.stdout).toContain('Make slugs');
    expect(run.stderr).toContain('There are no wrong solutions to preview');
  });
});

const rules = (text: string): readonly string[] => [...text.matchAll(/^━━ (.+?) ━+$/gmu)].map(([, rule = '']) => rule);

async function addWrong(name: string, source: string, file = 'solution.py'): Promise<void> {
  const folder = join(root, 'catalogue/text/make-slugs/wrong', name);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, file), source);
  const wrong = { name, misconception: 'Another one.', failingTests: ['test_slugs.py::test_spaces_become_one_dash'] };
  await change((exercise) => ({ ...exercise, wrongSolutions: [...exercise.wrongSolutions, wrong] }));
}

interface ExerciseFile {
  readonly wrongSolutions: readonly unknown[];
}

async function change(how: (exercise: ExerciseFile) => ExerciseFile): Promise<void> {
  const path = join(root, 'catalogue/text/make-slugs/exercise.json');
  const exercise: ExerciseFile = JSON.parse(await readFile(path, 'utf8'));
  await writeFile(path, JSON.stringify(how(exercise)));
}
