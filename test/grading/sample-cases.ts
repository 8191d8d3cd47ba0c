import type { CaseFacts } from '../../src/grading/case-facts.ts';
import type { Exercise } from '../../src/model/exercise.ts';
import { defaultLimits } from '../../src/model/limits.ts';
import type { CaseResult, DeclaredCase } from '../../src/model/verdict.ts';

export const declaredCase = (name: string, rest: Partial<DeclaredCase> = {}): DeclaredCase => ({
  id: `test_a.py::${name}`,
  title: `Title of ${name}`,
  points: 1,
  ...rest,
});

export const earned = (points: number, maximum: number): CaseResult => ({
  id: 'test_a.py::test_x',
  title: 'Title',
  status: points === maximum ? 'passed' : 'failed',
  owner: points === maximum ? null : 'learner',
  points,
  maximum,
});

export const facts = (status: CaseFacts['status'], rest: Partial<CaseFacts> = {}): CaseFacts => ({
  id: 'test_a.py::test_x',
  status,
  hasMetSubmission: true,
  parts: [],
  ...rest,
});

export const exercise = (rest: Partial<Exercise> = {}): Exercise => ({
  slug: 'sample',
  title: 'Sample',
  objectives: [],
  outOfScope: [],
  prerequisites: [],
  image: 'python',
  entry: ['solution.py'],
  services: [],
  limits: defaultLimits,
  passFraction: 0.6,
  feedback: 'full',
  wrongSolutions: [],
  suite: { files: [], digest: 'sha256:0' },
  digest: 'sha256:0',
  version: '1.0.0',
  folder: '/exercise',
  ...rest,
});
