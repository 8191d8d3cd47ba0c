import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CliContext } from '../../src/cli/cli-context.ts';
import { runProgram } from '../../src/cli/program.ts';
import { runWaymark } from './run-waymark.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'waymark-cli-new-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('needs a place and a kind, and says what comes next', async () => {
  const run = await runWaymark(['new', 'python-language/greet', '--kind', 'function', '--catalog', '.'], { cwd: folder });

  expect(run).toMatchObject({ exitCode: 0, stderr: '' });
  expect(run.stdout).toContain('Wrote python-language/greet: a working exercise of the kind "function".');
  expect(run.stdout).toMatch(/\n {2}waymark verify greet --catalog \.\n {2}waymark preview greet --catalog \.\n$/u);
});

describe('without a terminal', () => {
  test.each<readonly [args: readonly string[], said: RegExp]>([
    [[], /name of the exercise.*waymark new <area>\/<slug> --kind <kind>/su],
    [['python-language/greet'], /kind of the exercise.*--kind.*function .*clock /su],
    [['greet', '--kind', 'class'], /has no area.*"python-language\/greet"/su],
    [['python-language/Greet Me', '--kind', 'class'], /Say "python-language\/greet-me"/u],
    [['python-langauge/greet', '--kind', 'class'], /Did you mean "python-language"/u],
    [['python-language/greet', '--kind', 'klass'], /Allowed choices are function, class, /u],
    [['python-language/greet', '--kind', 'class', '--topic', 'language.opp'], /Did you mean "language\.oop"/u],
    [['python-language/greet', '--kind', 'class', '--image', 'pyton'], /Did you mean "python"/u],
    [['python-language/greet', '--kind', 'class', '--difficulty', '6'], /number from 1 to 5/u],
    [['python-language/greet', '--kind', 'class', '--minutes', 'ten'], /number from 1 to 2400/u],
    [['python-language/greet', '--kind', 'class', '--title', ' '], /one line of 1 to 120 characters/u],
    [['python-language/greet', '--kind', 'class', '--services', 'postgres,redi'], /no service "redi"; there are postgres/u],
    [['python-language/greet', '--kind', 'class', '--catalog', 'nowhere'], /no folder of exercises/u],
  ])('%j is wrong usage that says the way out', async (args, said) => {
    const run = await runWaymark(['new', '--catalog', folder, ...args], { cwd: folder });

    expect(run).toMatchObject({ exitCode: 2, stdout: '' });
    expect(run.stderr).toMatch(said);
    expect(run.stderr).not.toMatch(/^\s+at /mu);
    expect(await readdir(folder)).toEqual([]);
  });
});

describe('on a terminal', () => {
  const down = '\u001b[B';

  test('asks for everything that was not said', async () => {
    const terminal = openTerminal();
    const ended = runProgram(['new', '--catalog', '.', '--minutes', '25'], terminal.context);

    await terminal.answer('Area and slug', 'python-language/greet\r');
    await terminal.answer('Title:', ' Say hello\r');
    await terminal.answer('What does it grade?', `${down}${down}\r`);
    await terminal.answer('Topic', 'asyncio');
    await terminal.answer('❯ async.asyncio', '\r');
    await terminal.answer('Sandbox image:', '\r');
    await terminal.answer('Difficulty:', `${down}\r`);

    expect(await ended).toBe(0);
    expect(await exercise()).toMatchObject({
      slug: 'greet',
      title: 'Say hello',
      topic: 'async.asyncio',
      image: 'python',
      difficulty: 3,
      minutes: 25,
    });
    expect(terminal.out()).toContain('of the kind "async"');
    expect(terminal.out()).not.toContain('Title:');
  });

  test('says at once what is wrong with an answer, and asks again', async () => {
    await mkdir(join(folder, 'python-language', 'taken'), { recursive: true });
    const terminal = openTerminal();
    const ended = runProgram(['new', '--catalog', '.'], terminal.context);

    await terminal.answer('Area and slug', 'greet\r');
    await terminal.answer('Say "python-language/greet"', '\u0015python-language/taken\r');
    await terminal.answer('nothing is overwritten', '\u0003');

    expect(await ended).toBe(130);
  });

  test.each([
    ['Ctrl-C', '\u0003'],
    ['Ctrl-D', '\u0004'],
  ])('%s writes nothing and ends with 130', async (_key, key) => {
    const terminal = openTerminal();
    const ended = runProgram(['new', 'python-language/greet', '--catalog', '.'], terminal.context);

    await terminal.answer('Title:', '\r');
    await terminal.answer('What does it grade?', key);

    expect(await ended).toBe(130);
    expect(terminal.err()).toContain('Stopped. Nothing was written.');
    expect(await readdir(folder)).toEqual([]);
  });

  const exercise = async (): Promise<unknown> =>
    JSON.parse(await readFile(join(folder, 'python-language', 'greet', 'exercise.json'), 'utf8'));
});

/** A terminal with somebody at it: streams that say they are one, and answers typed when their question is there. */
function openTerminal() {
  const stdin = Object.assign(new PassThrough(), { isTTY: true });
  const [stdout, stderr] = [new PassThrough(), new PassThrough()].map((stream) =>
    Object.assign(stream, { isTTY: true, columns: 100 }),
  );
  let [out, err] = ['', ''];
  stdout?.on('data', (chunk) => (out += String(chunk)));
  stderr?.on('data', (chunk) => (err += stripVTControlCharacters(String(chunk))));
  if (stdout === undefined || stderr === undefined) throw new Error('There are two streams.');
  // As that of a process, it is never closed.
  stderr.end = () => stderr;
  const context: CliContext = {
    stdin,
    stdout,
    stderr,
    env: {},
    cwd: folder,
    platform: process.platform,
    homedir: folder,
    signal: new AbortController().signal,
  };
  let seen = 0;
  return {
    context,
    out: () => out,
    err: () => err,
    answer: async (question: string, keys: string): Promise<void> => {
      await expect.poll(() => err.indexOf(question, seen), { timeout: 20_000 }).toBeGreaterThan(-1);
      seen = err.indexOf(question, seen) + question.length;
      stdin.write(keys);
    },
  };
}
