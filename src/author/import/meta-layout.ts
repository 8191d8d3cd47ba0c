import { basename, extname } from 'node:path/posix';
import { isTestFile } from '../../catalog/read-suite-folder.ts';
import type { SourceFile } from '../../model/submission.ts';
import { ImportLayoutError } from './import-errors.ts';
import type { Leftover } from './leftover.ts';
import { type Facts, isPython, neededBy, type Parts } from './parts.ts';
import type { ImportSource } from './read-source.ts';

const configPath = '.meta/config.json';

/** Whether a folder keeps its metadata and its example in a hidden folder `.meta`. */
export function hasMetaFolder({ files }: Pick<ImportSource, 'files'>): boolean {
  return files.some(({ path }) => path === configPath || /^\.meta\/(?:example|exemplar)[^/]*\.py$/.test(path));
}

/**
 * A folder whose `.meta/config.json` says which file is what; where it does not, the usual names do.
 * @throws {ImportLayoutError}
 */
export function readMetaLayout({ name, files }: ImportSource): Parts {
  const config = readConfig(name, files);
  const notes: Leftover[] = [];
  const named = (key: string): readonly SourceFile[] =>
    textsAt(at(config, 'files'), key).flatMap((path) => {
      const found = files.find((file) => file.path === path);
      if (found === undefined) notes.push({ what: path, why: `is named under files.${key} of ${configPath}, and is not there` });
      return found === undefined ? [] : [found];
    });
  const tests = orElse(
    named('test'),
    files.filter(({ path }) => isTestFile(path) && !path.startsWith('.')),
  );
  const examples = orElse(
    [...named('example'), ...named('exemplar')],
    files.filter(({ path }) => /^\.meta\/(?:example|exemplar)[^/]*\.py$/.test(path)),
  );
  const editor = named('editor');
  const stubs = orElse(
    named('solution'),
    files.filter(
      (file) => /^[^/.]+\.py$/.test(file.path) && ![...tests, ...editor].includes(file) && file.path !== 'conftest.py',
    ),
  );
  if (tests.length === 0) throw noTests(name);
  if (examples.length === 0) throw noExample(name);
  if (stubs.length === 0) {
    throw new ImportLayoutError(name, `has no file for the learner's work`, `Name it under files.solution in ${configPath}.`);
  }
  const solution = solutionOf(name, stubs, examples, notes);

  const texts = docs.flatMap((path) => files.filter((file) => file.path === path));
  const known = new Set([...tests, ...examples, ...stubs, ...texts]);
  const rest = files.filter((file) => !known.has(file));
  const beside = rest.filter(({ path }) => !path.startsWith('.'));
  const suiteFiles = [...tests, ...rest.filter(({ path }) => path === 'conftest.py' || path === 'pytest.ini')];
  const ofSuite = neededBy(
    suiteFiles,
    beside.filter((file) => !suiteFiles.includes(file)),
  );
  // What a learner may look at and not change lies beside their work.
  const ofLearner = [...new Set([...editor, ...neededBy([...stubs, ...solution], beside)])].filter(
    (file) => !suiteFiles.includes(file) && (!ofSuite.includes(file) || neededBy([...stubs, ...solution], [file]).length > 0),
  );
  const used = new Set([...suiteFiles, ...ofSuite, ...ofLearner]);
  return {
    entry: stubs.map(({ path }) => path),
    starter: [...stubs, ...ofLearner],
    solution: [...solution, ...ofLearner],
    hidden: [...suiteFiles, ...ofSuite],
    texts,
    others: rest.filter((file) => !used.has(file)),
    notes,
    facts: factsOf(config),
  };
}

const docs = [
  '.docs/introduction.md',
  '.docs/introduction.append.md',
  '.docs/instructions.md',
  '.docs/instructions.append.md',
] as const;

/** The example's files under the names of the learner's: by name, else in their order. */
function solutionOf(
  name: string,
  stubs: readonly SourceFile[],
  examples: readonly SourceFile[],
  notes: Leftover[],
): readonly SourceFile[] {
  if (examples.length > stubs.length) {
    throw new ImportLayoutError(
      name,
      `has ${examples.length} example files (${examples.map(({ path }) => path).join(', ')}) for ${stubs.length} of the learner's`,
      `Name under files.example in ${configPath} one file for each of files.solution.`,
    );
  }
  const left = [...examples];
  const take = (stub: SourceFile): SourceFile | undefined => {
    const place = left.findIndex(({ path }) => basename(path) === basename(stub.path));
    return place < 0 ? undefined : left.splice(place, 1)[0];
  };
  const byName = new Map(stubs.map((stub) => [stub, take(stub)]));
  return stubs.map((stub) => {
    const example =
      byName.get(stub) ??
      left.splice(
        Math.max(
          0,
          left.findIndex(({ path }) => extname(path) === extname(stub.path)),
        ),
        1,
      )[0];
    if (example === undefined)
      notes.push({ what: stub.path, why: 'has no example of its own, so the solution has it as the learner does' });
    return { path: stub.path, content: (example ?? stub).content };
  });
}

function readConfig(name: string, files: readonly SourceFile[]): unknown {
  const file = files.find(({ path }) => path === configPath);
  if (file === undefined) return {};
  try {
    return JSON.parse(Buffer.from(file.content).toString('utf8'));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ImportLayoutError(name, `has a ${configPath} that is no JSON: ${reason}`, 'Mend it.', { cause: error });
  }
}

function factsOf(config: unknown): Facts {
  const title = textAt(config, 'title');
  const blurb = textAt(config, 'blurb');
  const difficulty = at(config, 'difficulty');
  const [authors, contributors] = [textsAt(config, 'authors'), textsAt(config, 'contributors')];
  const [source, address] = [textAt(config, 'source'), textAt(config, 'source_url')];
  return {
    ...(title === undefined ? {} : { title }),
    ...(blurb === undefined ? {} : { blurb }),
    ...(typeof difficulty === 'number' ? { difficulty } : {}),
    credits: [
      ...(authors.length === 0 ? [] : [`Authors: ${authors.join(', ')}`]),
      ...(contributors.length === 0 ? [] : [`Contributors: ${contributors.join(', ')}`]),
      ...(source === undefined && address === undefined
        ? []
        : [`Source: ${[source, address].filter((part) => part !== undefined).join(', ')}`]),
    ],
  };
}

export function noTests(name: string): ImportLayoutError {
  return new ImportLayoutError(
    name,
    'has no tests',
    'Tests are files called test_*.py or *_test.py, in the folder itself or in tests/; --all imports every exercise below a folder.',
  );
}

export function noExample(name: string): ImportLayoutError {
  return new ImportLayoutError(
    name,
    'has no example solution',
    'Call it solution.py or <name>_solution.py, or put it into solution/; without one nobody can say that the tests can be passed.',
  );
}

function orElse(first: readonly SourceFile[], second: readonly SourceFile[]): readonly SourceFile[] {
  return first.some(({ path }) => isPython(path)) ? first : second;
}

export function at(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.entries(value).find(([name]) => name === key)?.[1]
    : undefined;
}

function textAt(value: unknown, key: string): string | undefined {
  const found = at(value, key);
  return typeof found === 'string' && found.trim() !== '' ? found.trim() : undefined;
}

export function textsAt(value: unknown, key: string): readonly string[] {
  const found = at(value, key);
  return Array.isArray(found) ? found.filter((one) => typeof one === 'string') : [];
}
