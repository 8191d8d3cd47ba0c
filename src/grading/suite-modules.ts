import type { Exercise } from '../model/exercise.ts';
import type { Submission } from '../model/submission.ts';
import { topLevelModules } from '../submission/top-level-modules.ts';
import type { Variation } from './variation.ts';

/** Which module names mean the submission when the suite imports them. */
export interface SuiteModules {
  /** Always the submission's, whatever else has that name. */
  readonly modules: readonly string[];
  /** The submission's where neither the suite nor the judge has a module of that name. */
  readonly others: readonly string[];
}

/**
 * An exercise names its entry files. A bare suite does not; then a submission of one module is that module, and of several
 * each means what only the submission has, so that a `pytest.py` or `json.py` brought along replaces nothing in the judge.
 */
export function suiteModules(exercise: Exercise, submission: Submission): SuiteModules {
  const entry = exercise.entry.flatMap(moduleOf);
  const brought = topLevelModules(submission);
  const suite = new Set(exercise.suite.files.flatMap(({ path }) => moduleOf(path)));
  if (entry.length > 0) {
    return {
      modules: [...new Set(entry)].sort(),
      others: exercise.folder === undefined ? rest(brought, new Set([...entry, ...suite])) : [],
    };
  }
  const own = rest(brought, suite);
  return own.length === 1 && !toolNames.has(own[0] ?? '') ? { modules: own, others: [] } : { modules: [], others: own };
}

function rest(names: ReadonlySet<string>, without: ReadonlySet<string>): readonly string[] {
  return [...names].filter((name) => !without.has(name)).sort();
}

/** `solution` for `solution.py` and for `solution/models.py`; nothing for what is no Python file and no folder. */
function moduleOf(path: string): readonly string[] {
  const [first = '', ...deeper] = path.split('/');
  if (deeper.length > 0) {
    return path.endsWith('.py') || path.endsWith('/') ? [first] : [];
  }
  return first.endsWith('.py') ? [first.slice(0, -3)] : [];
}

/** What a suite itself is made with. */
const toolNames: ReadonlySet<string> = new Set(['pytest', '_pytest', 'unittest', 'hypothesis', 'waymark', 'conftest']);

/**
 * What the judge is told of a suite: its files, and which modules are the submission's. Modules that a bare suite brings lie beside the
 * submission too, as they would without us; an exercise's never do.
 */
export function suiteBody(told: {
  readonly exercise: Exercise;
  readonly modules: SuiteModules;
  readonly variation: Variation | undefined;
  /** Facts of the grading's services, for a suite that is collected beside it. */
  readonly services?: object | undefined;
}): Buffer {
  const { exercise, modules, variation, services } = told;
  const { suite, folder, image, services: drivers } = exercise;
  return Buffer.from(
    JSON.stringify({
      files: suite.files.map(({ path, content }) => [path, Buffer.from(content).toString('base64')]),
      image,
      drivers,
      ...modules,
      shareHelpers: folder === undefined,
      order: variation?.order,
      services,
    }),
  );
}
