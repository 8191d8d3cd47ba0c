// Written by scripts/generate-types.mjs from schemas/; change the schema and run it again.
import type { ExerciseFile } from './exercise.ts';
import type { MutantsFile } from './mutants.ts';
import type { ProofsFile } from './proofs.ts';
import type { Report } from './report.ts';
import type { TestsFile } from './tests.ts';
import type { TopicsFile } from './topics.ts';

/** The type behind each schema, by the name of its file. */
export interface SchemaTypes {
  readonly exercise: ExerciseFile;
  readonly mutants: MutantsFile;
  readonly proofs: ProofsFile;
  readonly report: Report;
  readonly tests: TestsFile;
  readonly topics: TopicsFile;
}
