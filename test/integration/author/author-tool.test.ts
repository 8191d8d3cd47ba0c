import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AuthorToolFailedError, SourceFaultError } from '../../../src/author/author-errors.ts';
import { AuthorTool, type SourceText } from '../../../src/author/author-tool.ts';
import { packageRoot } from '../../../src/engine/package-root.ts';
import { type Bench, engineHere, openBench, titled } from '../grading/grading-bench.ts';

const limiter = `class Limiter:
    """At most so many."""

    def take(self, count: int = 1) -> bool:
        if self.left < count:
            return False
        self.left -= count
        return True
`;

const files: readonly SourceText[] = [{ path: 'solution.py', text: limiter }];

describe.skipIf(engineHere === undefined)(titled('the author tool'), () => {
  let bench: Bench;
  let image: string;
  let tool: AuthorTool;

  beforeAll(async () => {
    bench = await openBench();
    image = await bench.images.reference('author');
    tool = await AuthorTool.open(bench.engine, image);
  });

  afterAll(async () => {
    await tool?.[Symbol.asyncDispose]();
    await bench?.[Symbol.asyncDispose]();
  });

  test('makes mutants that say what changed, in order, and the same ones again', async () => {
    const mutants = await tool.mutants(files);

    expect(mutants[0]).toMatchObject({ path: 'solution.py', operator: 'number', scope: 'Limiter.take', line: 4 });
    expect(mutants.find(({ operator }) => operator === 'comparison boundary')).toEqual({
      path: 'solution.py',
      operator: 'comparison boundary',
      scope: 'Limiter.take',
      line: 5,
      before: 'if self.left < count:',
      after: 'if self.left <= count:',
      text: limiter.replace('left < count', 'left <= count'),
    });
    expect(new Set(mutants.map(({ text }) => text)).size).toBe(mutants.length);
    expect(mutants.map(({ line }) => line)).toEqual(mutants.map(({ line }) => line).sort((a, b) => a - b));
    expect(await tool.mutants(files)).toEqual(mutants);
  });

  test('makes submissions that know one answer', async () => {
    const answers = await tool.constants([...files, { path: 'rules.json', text: '[1]' }]);

    expect(answers.map(({ answer }) => answer)).toEqual(
      expect.arrayContaining(['True', '""', 'the first argument', 'raise KeyError']),
    );
    const [first] = answers;
    expect(first?.files[0]?.text).toContain('def take(self, /, *args, **kwargs):\n        return True');
    expect(first?.files[1]).toEqual({ path: 'rules.json', text: '[1]' });
  });

  test('plants a canary in a suite', async () => {
    const suite = { path: 'test_slugs.py', text: 'def test_a():\n    assert slug("a b") == "a-b"\n' };

    expect(await tool.plant([suite], 'kiwi')).toEqual([
      { path: 'test_slugs_kiwi.py', text: '# kiwi\ndef test_a_kiwi():\n    assert slug("a b") == "a-bkiwi"\n' },
    ]);
  });

  test('says which blocks of Python do not parse', async () => {
    expect(await tool.syntaxFaults(['x = 1', '>>> f(\n', 'def f(): ...'])).toEqual([
      { block: 1, line: 1, message: expect.stringContaining('never closed') },
    ]);
  });

  test.each([
    ['mutants', () => tool.mutants([{ path: 'shop/cart.py', text: 'x = 1\ny = = 2\n' }])],
    ['constants', () => tool.constants([{ path: 'shop/cart.py', text: 'x = 1\ny = = 2\n' }])],
  ])('names file and line of what does not parse, for %s', async (_, ask) => {
    const error = await ask().catch((reason: unknown) => reason);

    expect(error).toBeInstanceOf(SourceFaultError);
    expect(error).toMatchObject({ file: 'shop/cart.py', line: 2, next: 'Mend line 2 of "shop/cart.py".' });
    expect(String(error)).toContain('shop/cart.py, line 2: invalid syntax');
    expect(await tool.syntaxFaults([])).toEqual([]);
  });

  test('answers calls made at the same time, each its own', async () => {
    const [first, broken, blocks, second] = await Promise.allSettled([
      tool.mutants(files),
      tool.mutants([{ path: 'a.py', text: 'def' }]),
      tool.syntaxFaults(['1 +']),
      tool.mutants([{ path: 'b.py', text: 'x = a < b\n' }]),
    ]);

    expect(first).toMatchObject({ status: 'fulfilled' });
    expect(broken).toMatchObject({ status: 'rejected', reason: { file: 'a.py' } });
    expect(blocks).toMatchObject({ status: 'fulfilled', value: [{ block: 0, line: 1 }] });
    expect(second).toMatchObject({ status: 'fulfilled', value: [{ path: 'b.py' }, { path: 'b.py' }] });
  });

  test('makes mutants of every reference there is', { timeout: 600_000 }, async () => {
    const counts = new Map<string, number>();
    for (const [name, sources] of await references()) {
      counts.set(name, (await tool.mutants(sources)).length);
      expect(await tool.constants(sources), name).toHaveLength(17);
    }

    expect(counts.size).toBeGreaterThan(30);
    expect([...counts].filter(([, count]) => count < 10 || count > 500)).toEqual([]);
  });

  test('is nobody’s fault but ours when its container ends', async () => {
    await using other = await AuthorTool.open(bench.engine, image);
    const ids = await bench.containers();
    await other.syntaxFaults([]);
    const asked = other.mutants(files).catch(() => undefined);
    const own = (await Promise.all(ids.map((id) => bench.docker.getContainer(id).inspect()))).sort((a, b) =>
      b.Created.localeCompare(a.Created),
    )[0];
    await bench.docker.getContainer(own?.Id ?? '').kill();

    // It may have answered before it was killed; the next question finds it gone.
    await asked;
    await expect(other.mutants(files)).rejects.toBeInstanceOf(AuthorToolFailedError);
  });

  test('stops waiting when it is told to', async () => {
    const controller = new AbortController();
    await using other = await AuthorTool.open(bench.engine, image, controller.signal);
    const asked = other.mutants(files);

    controller.abort(new Error('Stopped.'));

    await expect(asked).rejects.toThrow('Stopped.');
    await expect(other.syntaxFaults([])).rejects.toThrow('Stopped.');
  });
});

/** Python and data of each solution, by exercise. */
async function references(): Promise<readonly (readonly [string, readonly SourceText[]])[]> {
  const root = join(packageRoot(), 'exercises');
  const paths = (await readdir(root, { recursive: true })).filter((path) => /\/solution\/.*\.py$/u.test(path)).sort();
  const found = new Map<string, SourceText[]>();
  for (const path of paths) {
    const [exercise = '', file = ''] = path.split('/solution/');
    const sources = found.get(exercise) ?? [];
    sources.push({ path: file, text: await readFile(join(root, path), 'utf8') });
    found.set(exercise, sources);
  }
  return [...found];
}
