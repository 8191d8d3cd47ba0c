/** The kinds of exercise there are skeletons of. Each has a folder of that name in `templates/`. */
export const kindNames = [
  'function',
  'class',
  'async',
  'web',
  'database',
  'program',
  'tests',
  'style',
  'growth',
  'clock',
] as const;

export type ExerciseKind = (typeof kindNames)[number];

/** What each kind grades. */
export const exerciseKinds: Readonly<Record<ExerciseKind, string>> = {
  function: 'a function: values in, values out',
  class: 'a class: objects that keep something',
  async: 'coroutines, by a clock of the test',
  web: 'a web app of FastAPI, over HTTP',
  database: 'work with PostgreSQL',
  program: 'a program: arguments, files, exit codes',
  tests: 'tests that the learner writes',
  style: 'source, by linters and a type checker',
  growth: 'work that may grow only so fast',
  clock: 'waiting and time, by a clock of the test',
};
