import type { ExerciseKind } from '../author/exercise-kinds.ts';
import type { ServiceName } from '../services/service-kinds.ts';

/** Options of `waymark new`, as parsed. */
export interface NewFlags {
  readonly kind?: ExerciseKind;
  readonly title?: string;
  readonly topic?: string;
  readonly image?: string;
  readonly difficulty?: 1 | 2 | 3 | 4 | 5;
  readonly minutes?: number;
  readonly services?: readonly ServiceName[];
  readonly catalog: string;
}
