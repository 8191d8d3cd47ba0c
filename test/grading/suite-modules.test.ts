import { expect, test } from 'vitest';
import { suiteBody, suiteModules } from '../../src/grading/suite-modules.ts';
import { exercise } from './sample-cases.ts';

const files = (paths: readonly string[]) => paths.map((path) => ({ path, content: new Uint8Array() }));
const { folder: _, ...bare } = exercise();

interface Sample {
  readonly entry?: readonly string[];
  readonly suite?: readonly string[];
  readonly submission: readonly string[];
  readonly isBare?: boolean;
}

test.each<[string, Sample, { readonly modules: readonly string[]; readonly others: readonly string[] }]>([
  [
    'an exercise means its entry files, and nothing else the submission brings',
    { entry: ['solution.py'], submission: ['json.py', 'solution.py'] },
    { modules: ['solution'], others: [] },
  ],
  [
    'an entry in a folder means the folder’s package, once',
    { entry: ['shop/cart.py', 'shop/', 'main.py'], submission: ['shop/cart.py', 'main.py'] },
    { modules: ['main', 'shop'], others: [] },
  ],
  [
    'an entry that is no Python file means no module',
    { entry: ['solution.py', 'Dockerfile', 'data/rows.csv'], submission: ['solution.py'] },
    { modules: ['solution'], others: [] },
  ],
  [
    'a bare suite with an entry means it, and lets other modules answer where nothing else has the name',
    { entry: ['solution.py'], submission: ['solution.py', 'helpers.py'], isBare: true },
    { modules: ['solution'], others: ['helpers'] },
  ],
  [
    'a bare suite means the one module of the submission',
    { suite: ['test_cart.py'], submission: ['cart.py'], isBare: true },
    { modules: ['cart'], others: [] },
  ],
  [
    'a module that the suite brings is the suite’s',
    { suite: ['test_cart.py', 'helpers.py'], submission: ['cart.py', 'helpers.py'], isBare: true },
    { modules: ['cart'], others: [] },
  ],
  [
    'of several modules each means only what nothing else has',
    { suite: ['test_cart.py'], submission: ['cart.py', 'json.py', 'shop/__init__.py'], isBare: true },
    { modules: [], others: ['cart', 'json', 'shop'] },
  ],
  [
    'a single pytest.py replaces nothing',
    { suite: ['test_cart.py'], submission: ['pytest.py'], isBare: true },
    { modules: [], others: ['pytest'] },
  ],
])('%s', (_name, { entry = [], suite = [], submission, isBare = false }, modules) => {
  const of = { ...(isBare ? bare : exercise()), entry, suite: { files: files(suite), digest: '' } };

  expect(suiteModules(of, { name: 'work', digest: '', files: files(submission) })).toEqual(modules);
});

test.each([
  ['a bare suite, and its modules lie beside the submission too', bare, true],
  ['an exercise, whose suite stays where it is', exercise(), false],
])('the judge gets the files byte for byte of %s', (_name, of, shareHelpers) => {
  const suite = { files: [{ path: 'data/x.bin', content: Uint8Array.of(0, 255, 10) }], digest: '' };

  const body = suiteBody({
    exercise: { ...of, suite, services: ['redis'] },
    modules: { modules: ['solution'], others: ['extra'] },
    variation: undefined,
  });

  expect(JSON.parse(body.toString())).toEqual({
    files: [['data/x.bin', 'AP8K']],
    image: 'python',
    drivers: ['redis'],
    modules: ['solution'],
    others: ['extra'],
    shareHelpers,
  });
});
