import { isTestFile } from '../../catalog/read-suite-folder.ts';
import { moduleOf } from '../../catalog/suite-imports.ts';
import type { SourceFile } from '../../model/submission.ts';
import { ImportLayoutError } from './import-errors.ts';
import type { Leftover } from './leftover.ts';
import { noExample, noTests } from './meta-layout.ts';
import { importsOf, isPython, neededBy, type Parts } from './parts.ts';
import type { ImportSource } from './read-source.ts';

/**
 * A folder whose files and folders have the usual names: stub.py, solution.py and test_*.py, or starter/, solution/ and tests/, or
 * both mixed.
 * @param options.entry the file the suite imports, where names do not tell.
 * @throws {ImportLayoutError}
 */
export function readPlainLayout(source: ImportSource, options: { readonly entry?: string | undefined } = {}): Parts {
  const { name, files } = source;
  const suite = suiteOf(files);
  if (!suite.some(({ path }) => isTestFile(path))) throw noTests(name);
  const rest = files.filter(({ path }) => roleOf(path) === undefined && !suite.some((file) => file.path === path));
  const given = references(name, files);
  const work = worksOf(source, { suite, rest, given, entry: options.entry });

  const texts = firstText(files);
  const others = rest.filter((file) => !texts.includes(file) && !work.used.has(file));
  const beside = others.filter(({ path }) => !path.startsWith('.'));
  const ofSuite = neededBy(suite, beside);
  const ofLearner = neededBy([...work.starter, ...work.solution], beside);
  const needed = new Set([...ofSuite, ...ofLearner]);
  return {
    entry: work.entry,
    starter: work.starter.length === 0 ? [] : merged(work.starter, ofLearner),
    solution: merged(work.solution, ofLearner),
    hidden: merged(placed(suite, ofSuite), [...ofSuite, ...work.hidden]),
    texts,
    others: others.filter((file) => !needed.has(file)),
    notes: work.notes,
    facts: {},
  };
}

type Role = 'starter' | 'solution' | 'hidden';

const folders: Readonly<Record<string, Role>> = {
  ...Object.fromEntries(['starter', 'stub', 'skeleton', 'template', 'student', 'src'].map((name) => [name, 'starter' as const])),
  ...Object.fromEntries(
    ['solution', 'solutions', 'reference', 'answer', 'exemplar', 'instructor', 'example'].map((name) => [
      name,
      'solution' as const,
    ]),
  ),
  ...Object.fromEntries(['test', 'tests', 'hidden', 'suite'].map((name) => [name, 'hidden' as const])),
};

/** What a file is for, as far as the folder it lies in or its own name says so. */
export function roleOf(path: string): Role | undefined {
  const [first = '', ...deeper] = path.split('/');
  if (deeper.length > 0) return folders[first.toLowerCase()];
  if (isTestFile(path) || /^tests?\.py$/.test(path) || path === 'conftest.py' || path === 'pytest.ini') return 'hidden';
  if (/^(?:(?:.+_)?(?:solution|answer|reference|exemplar)|(?:solution|answer)_.+)\.py$/.test(path)) return 'solution';
  return /^(?:(?:.+_)?(?:stub|starter|template|skeleton)|exercise)\.py$/.test(path) ? 'starter' : undefined;
}

/** Tests as they lie, but for names that pytest would not find. Those of a folder keep it in {@link placed}. */
function suiteOf(files: readonly SourceFile[]): readonly SourceFile[] {
  return files
    .filter(({ path }) => roleOf(path) === 'hidden')
    .map((file) => ({ ...file, path: file.path.replace(/(^|\/)tests?\.py$/, '$1test_all.py') }));
}

/**
 * tests/test_x.py as test_x.py. The folder stays where it is a package, and where the suite needs files from beside it, which it then
 * finds where it looks for them.
 */
function placed(suite: readonly SourceFile[], beside: readonly SourceFile[]): readonly SourceFile[] {
  const isDoubled = new Set(suite.map(({ path }) => withoutFolder(path))).size < suite.length;
  const keeps = isDoubled || beside.length > 0 || suite.some(({ path }) => /^[^/]+\/__init__\.py$/.test(path));
  return keeps ? suite : suite.map((file) => ({ ...file, path: withoutFolder(file.path) }));
}

function withoutFolder(path: string): string {
  return path.includes('/') ? path.slice(path.indexOf('/') + 1) : path;
}

/** The files of the one example solution. @throws {ImportLayoutError} when there is none, or several. */
function references(name: string, files: readonly SourceFile[]): readonly SourceFile[] {
  const found = files.filter(({ path }) => roleOf(path) === 'solution');
  const sources = found.filter(({ path }) => isPython(path));
  if (sources.length === 0) throw noExample(name);
  const places = new Set(
    sources.map(({ path }) => (path.includes('/') ? `${path.split('/')[0]}/` : (targetOf(path) ?? 'solution.py'))),
  );
  const doubled = places.size > 1 && [...places].some((place) => place.endsWith('/') || place === 'solution.py');
  const isTwice =
    sources.filter(({ path }) => !path.includes('/')).length > [...places].filter((place) => !place.endsWith('/')).length;
  if (doubled || isTwice) {
    const shown = [...new Set(sources.map(({ path }) => (path.includes('/') ? `${path.split('/')[0]}/` : path)))].join(', ');
    throw new ImportLayoutError(
      name,
      `has several example solutions: ${shown}`,
      'Keep one; take the others out, and put what is often done wrong into wrong/<name>/ afterwards.',
    );
  }
  return found;
}

/** `bank.py` for `bank_solution.py`, `solution_bank.py` and `bank_stub.py`; undefined for a name that says no more than its role. */
function targetOf(path: string): string | undefined {
  const match =
    /^(?<before>.+)_(?:solution|answer|reference|exemplar|stub|starter|template|skeleton)\.py$/.exec(path) ??
    /^(?:solution|answer)_(?<after>.+)\.py$/.exec(path);
  const word = match?.groups?.['before'] ?? match?.groups?.['after'];
  return word === undefined ? undefined : `${word}.py`;
}

interface Given {
  readonly suite: readonly SourceFile[];
  readonly rest: readonly SourceFile[];
  readonly given: readonly SourceFile[];
  readonly entry: string | undefined;
}

interface Works extends Pick<Parts, 'entry' | 'starter' | 'solution' | 'hidden' | 'notes'> {
  /** Files beside, which turned out to be the stub. */
  readonly used: ReadonlySet<SourceFile>;
}

/** Stub and solution under the names the suite imports. */
function worksOf(source: ImportSource, { suite, rest, given, entry }: Given): Works {
  const wanted = importsOf(suite);
  const named = stubs(source);
  const isFolder = given.some(({ path }) => path.includes('/'));
  const below = isFolder ? given.map((file) => ({ ...file, path: withoutFolder(file.path) })) : given;
  // A stub may have no name but that of what the solution is to become.
  const paths = new Set(isFolder ? below.map(({ path }) => path) : given.flatMap(({ path }) => targetOf(path) ?? []));
  const plain = rest.filter((file) => isPython(file.path) && paths.has(file.path));
  const used = new Set(plain);
  const stub = named.length > 0 ? named : plain;
  return isFolder
    ? { ...ofFolders(source, { wanted, stub, solution: below, entry }), used }
    : ofFiles(source, { wanted, stub, given, suite, rest, entry, used });
}

/** The stub's files: of the first folder that is called like one, below its name; or flat files. */
function stubs({ files }: ImportSource): readonly SourceFile[] {
  const found = files.filter(({ path }) => roleOf(path) === 'starter');
  for (const folder of Object.keys(folders)) {
    const inside = found.filter(({ path }) => path.toLowerCase().startsWith(`${folder}/`));
    if (inside.some(({ path }) => isPython(path))) return inside.map((file) => ({ ...file, path: withoutFolder(file.path) }));
  }
  return found.filter(({ path }) => !path.includes('/'));
}

/** Stub and solution in folders: their files keep their names, but for a lone file that the suite knows by another. */
function ofFolders(
  { name, files }: ImportSource,
  {
    wanted,
    stub,
    solution,
    entry,
  }: Pick<Given, 'entry'> & {
    readonly wanted: ReadonlySet<string>;
    readonly stub: readonly SourceFile[];
    readonly solution: readonly SourceFile[];
  },
): Omit<Works, 'used'> {
  const done = (
    first: readonly string[],
    starter: readonly SourceFile[],
    reference: readonly SourceFile[],
  ): Omit<Works, 'used'> => ({
    entry: first,
    starter,
    solution: reference,
    hidden: [],
    notes: starter.length === 0 ? [noStub] : [],
  });
  if (entry !== undefined) return done([entry], renamed(stub, entry), renamed(solution, entry));
  const found = entriesIn(solution, wanted);
  if (found.length > 0) return done(found, renamed(stub, found[0] ?? ''), solution);
  // `from src.bank import …`: the folder's own name is part of what is imported.
  const folder = files
    .map(({ path }) => path.split('/')[0] ?? '')
    .find((first) => folders[first.toLowerCase()] === 'starter' && wanted.has(first));
  if (folder !== undefined) {
    const inside = (list: readonly SourceFile[]): readonly SourceFile[] =>
      list.map((file) => ({ ...file, path: `${folder}/${file.path}` }));
    return done([`${folder}/`], inside(stub), inside(solution));
  }
  const ofStub = entriesIn(stub, wanted);
  if (ofStub.length === 1 && sourcesIn(solution).length === 1) return done(ofStub, stub, renamed(solution, ofStub[0] ?? ''));
  const same = sourcesIn(solution).filter(({ path }) => stub.some((file) => file.path === path));
  if (same.length > 0)
    return done(
      same.map(({ path }) => path),
      stub,
      solution,
    );
  throw unclear(name, wanted, solution);
}

/** Stub and solution beside each other. */
function ofFiles(
  source: ImportSource,
  {
    wanted,
    stub,
    given,
    suite,
    rest,
    entry,
    used,
  }: Given & {
    readonly wanted: ReadonlySet<string>;
    readonly stub: readonly SourceFile[];
    readonly used: ReadonlySet<SourceFile>;
  },
): Works {
  const [reference, ...more] = given;
  if (reference === undefined) throw noExample(source.name);
  if (more.length > 0) {
    // bank_solution.py and shop_solution.py: each is what its name says.
    const target = (file: SourceFile): SourceFile => ({ ...file, path: targetOf(file.path) ?? file.path });
    const solution = given.map(target);
    const starter = stub.map(target).filter(({ path }) => solution.some((file) => file.path === path));
    return {
      entry: solution.map(({ path }) => path),
      starter,
      solution,
      hidden: [],
      notes: starter.length === 0 ? [noStub] : [],
      used,
    };
  }
  const loose = stub.length > 0 ? undefined : looseStub(rest, wanted, reference, suite);
  const start = stub.find(({ path }) => path === targetOf(reference.path)) ?? stub[0] ?? loose;
  const path = entry ?? nameOf(source, { wanted, stub: start, reference, suite });
  // A suite that compares with the reference needs both.
  const isCompared = path !== reference.path && wanted.has(moduleOf(reference.path));
  return {
    entry: [path],
    starter: start === undefined ? [] : [{ ...start, path }],
    solution: [{ ...reference, path }],
    hidden: isCompared ? [reference] : [],
    notes: [
      ...(start === undefined ? [noStub] : []),
      ...(isCompared ? [{ what: reference.path, why: 'is imported by the suite, so it is a part of the suite too' }] : []),
    ],
    used: loose === undefined ? used : new Set([...used, loose]),
  };
}

/** A module without a telling name that the suite imports, while it does not import the solution: `bank.py` beside `solution.py`. */
function looseStub(
  rest: readonly SourceFile[],
  wanted: ReadonlySet<string>,
  reference: SourceFile,
  suite: readonly SourceFile[],
): SourceFile | undefined {
  if (wanted.has(moduleOf(reference.path))) return undefined;
  const found = rest.filter(({ path }) => /^[^/.]+\.py$/.test(path) && wanted.has(moduleOf(path)));
  return found.find(({ path }) => subjects(suite).has(moduleOf(path))) ?? (found.length === 1 ? found[0] : undefined);
}

/** Under which name the suite imports the submission. */
function nameOf(
  source: ImportSource,
  {
    wanted,
    stub,
    reference,
    suite,
  }: {
    readonly wanted: ReadonlySet<string>;
    readonly stub: SourceFile | undefined;
    readonly reference: SourceFile;
    readonly suite: readonly SourceFile[];
  },
): string {
  const likely = [targetOf(reference.path), stub?.path, stub === undefined ? undefined : targetOf(stub.path), reference.path];
  const guesses = [...subjects(suite), source.name.replaceAll('-', '_'), 'exercise', 'main'].map((module) => `${module}.py`);
  const found = [...likely, ...guesses].find((path) => path !== undefined && wanted.has(moduleOf(path)));
  if (found === undefined) throw unclear(source.name, wanted, [reference]);
  return found;
}

/** `bank` of `test_bank.py` and `bank_test.py`. */
function subjects(suite: readonly SourceFile[]): ReadonlySet<string> {
  return new Set(
    suite
      .flatMap(({ path }) => /(?:^|\/)(?:test_(?<after>[^/]+)|(?<before>[^/]+)_test)\.py$/.exec(path)?.slice(1) ?? [])
      .filter((name) => name !== undefined),
  );
}

function entriesIn(files: readonly SourceFile[], wanted: ReadonlySet<string>): readonly string[] {
  const found = sourcesIn(files)
    .filter(({ path }) => wanted.has(moduleOf(path)))
    .map(({ path }) => (path.includes('/') ? `${path.split('/')[0]}/` : path));
  return [...new Set(found)];
}

function sourcesIn(files: readonly SourceFile[]): readonly SourceFile[] {
  return files.filter(({ path }) => isPython(path));
}

/** A lone file under another name. */
function renamed(files: readonly SourceFile[], path: string): readonly SourceFile[] {
  const [only, ...more] = sourcesIn(files);
  if (only === undefined || more.length > 0 || path.endsWith('/')) return files;
  return files.map((file) => (file === only ? { ...file, path } : file));
}

function merged(files: readonly SourceFile[], more: readonly SourceFile[]): readonly SourceFile[] {
  const known = new Set(files.map(({ path }) => path));
  return [...files, ...more.filter(({ path }) => !known.has(path))];
}

/** The task as the learner reads it: the first there is. */
function firstText(files: readonly SourceFile[]): readonly SourceFile[] {
  for (const name of ['readme', 'instructions', 'instruction', 'problem', 'task', 'description', 'exercise']) {
    const found = files.find(({ path }) => path.toLowerCase() === `${name}.md`);
    if (found !== undefined) return [found];
  }
  return [];
}

const noStub: Leftover = {
  what: 'starter/',
  why: 'is missing, because there is no stub',
  todo: 'Write what the learner begins with; it must fail.',
};

function unclear(name: string, wanted: ReadonlySet<string>, solution: readonly SourceFile[]): ImportLayoutError {
  const imported = wanted.size === 0 ? 'nothing' : [...wanted].sort().join(', ');
  return new ImportLayoutError(
    name,
    `does not show which module of the suite's is the learner's: it imports ${imported}, and the solution is ${solution.map(({ path }) => path).join(', ')}`,
    'Name the file with --entry, as the suite imports it.',
  );
}
