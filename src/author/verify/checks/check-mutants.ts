import { createPatch } from 'diff';
import pMap from 'p-map';
import type { Limits } from '../../../model/limits.ts';
import type { Submission } from '../../../model/submission.ts';
import type { SchemaTypes } from '../../../schema/generated/schemas.ts';
import type { Mutant } from '../../author-tool.ts';
import { failedIds, type Outcome, ranOut } from '../outcome.ts';
import { bars, type Finding, type MutantsProof, type Survivor } from '../proof.ts';
import type { ProofGrader } from '../proof-grader.ts';
import { pythonTexts, variant } from '../variant.ts';

type MutantsFile = SchemaTypes['mutants'];
export type EquivalentMutant = NonNullable<MutantsFile['equivalent']>[number];

export interface MutantsCheck {
  readonly mutants: MutantsProof;
  readonly findings: readonly Finding[];
}

/** Grades every mutant of the reference: the suite has to tell each from it, unless the author says why none can. */
export async function checkMutants(options: {
  readonly grader: ProofGrader;
  readonly reference: Submission;
  readonly mutants: readonly Mutant[];
  /** At most so many of them, spread evenly; default: all. */
  readonly most: number | undefined;
  readonly equivalent: readonly EquivalentMutant[];
  readonly limits: Limits;
  /** Ids of tests that something has failed already; those that mutants fail are added. */
  readonly needed: Set<string>;
  readonly lanes: number;
  readonly onGraded: (graded: number, of: number) => void;
}): Promise<MutantsCheck> {
  const { grader, reference, equivalent, limits, needed, lanes, onGraded } = options;
  const mutants = spread(options.mutants, options.most);
  const all = (await grader.outcome(reference)).cases.map(({ id }) => id);
  const isAllNeeded = (): boolean => all.every((id) => needed.has(id));
  let graded = 0;
  const grade = async (mutant: Mutant, mode: string): Promise<Outcome> => {
    let isKilled = false;
    const outcome = await grader.outcome(variant(reference, [mutant]), {
      limits,
      mode,
      // Once it is killed, only tests that nothing has failed yet have something to tell; one that hangs would hang in all of them.
      isEnough: ({ status }) => {
        isKilled ||= status !== 'passed';
        return mode === 'mutant' ? (isKilled && isAllNeeded()) || status === 'timeout' : isAllNeeded();
      },
    });
    for (const id of failedIds(outcome)) {
      if (outcome.status === 'graded') {
        needed.add(id);
      }
    }
    return outcome;
  };
  const outcomes = await pMap(
    mutants,
    async (mutant) => {
      const outcome = await grade(mutant, 'mutant');
      graded += 1;
      onGraded(graded, mutants.length);
      return outcome;
    },
    { concurrency: lanes },
  );
  if (!isAllNeeded()) {
    // Tests that nothing has failed so far: what was cut short, and what was not asked for, may still do.
    const partial = mutants.filter((_, place) => outcomes[place]?.isWhole === false && !ranOut(outcomes[place] as Outcome));
    const rest = [...partial, ...options.mutants.filter((mutant) => !mutants.includes(mutant))];
    await pMap(rest, async (mutant) => (isAllNeeded() ? undefined : grade(mutant, 'rest')), { concurrency: lanes });
  }
  return weigh({ reference, mutants, left: options.mutants.length - mutants.length, outcomes, equivalent, all: options.mutants });
}

/** Every so-manyeth of them, the same each time. */
function spread(mutants: readonly Mutant[], most = mutants.length): readonly Mutant[] {
  const step = Math.max(1, mutants.length / most);
  return mutants.filter((_, place) => Math.floor(place / step) !== Math.floor((place - 1) / step));
}

function weigh(graded: {
  readonly reference: Submission;
  readonly mutants: readonly Mutant[];
  readonly left: number;
  readonly outcomes: readonly Outcome[];
  readonly equivalent: readonly EquivalentMutant[];
  /** Those that were left, too. */
  readonly all: readonly Mutant[];
}): MutantsCheck {
  const { reference, mutants, left, outcomes, equivalent, all } = graded;
  const entryOf = (mutant: Mutant): EquivalentMutant | undefined => equivalent.find((entry) => isMeant(entry, mutant));
  const marked = mutants.filter((mutant) => entryOf(mutant) !== undefined);
  const isKilled = (mutant: Mutant): boolean => {
    const outcome = outcomes[mutants.indexOf(mutant)];
    return outcome !== undefined && (outcome.status !== 'graded' || failedIds(outcome).length > 0);
  };
  const counted = mutants.filter((mutant) => !marked.includes(mutant));
  const killed = counted.filter(isKilled);
  const survivors = counted.filter((mutant) => !isKilled(mutant)).map((mutant) => survivor(reference, mutant));
  const timedOut = killed.filter((mutant) => ranOut(outcomes[mutants.indexOf(mutant)] as Outcome));
  const score = counted.length === 0 ? 1 : killed.length / counted.length;
  const base = { check: 'mutants', level: 'error' } as const;
  return {
    mutants: {
      made: mutants.length,
      left,
      killed: killed.length,
      timedOut: timedOut.length,
      equivalent: marked.length,
      score,
      survivors,
    },
    findings: [
      ...(score >= bars.mutationScore
        ? []
        : [
            {
              ...base,
              message: `The suite kills ${killed.length} of ${counted.length} mutants, ${Math.floor(score * 100)} %; it takes ${bars.mutationScore * 100} %.`,
              file: 'hidden/',
              next: 'Add tests that fail for the survivors, or say in mutants.json why one is equivalent.',
            } satisfies Finding,
          ]),
      ...equivalent
        .filter((entry) => !all.some((mutant) => isMeant(entry, mutant)))
        .map(
          (entry): Finding => ({
            ...base,
            message: `mutants.json marks a mutant that is not made: in ${entry.file}, "${entry.before}" → "${entry.after}".`,
            file: 'mutants.json',
            next: 'Take the entry out, or mend it: "before" and "after" are the changed lines without their indentation.',
          }),
        ),
      ...marked.filter(isKilled).map(
        (mutant): Finding => ({
          ...base,
          message: `mutants.json marks a mutant as equivalent that tests can tell from the reference: "${mutant.before}" → "${mutant.after}".`,
          file: 'mutants.json',
          next: 'Take the entry out.',
        }),
      ),
    ],
  };
}

function isMeant({ file, scope, before, after }: EquivalentMutant, mutant: Mutant): boolean {
  return (
    file === mutant.path && before === mutant.before && after === mutant.after && (scope === undefined || scope === mutant.scope)
  );
}

function survivor(reference: Submission, mutant: Mutant): Survivor {
  const { path, line, scope, operator, before, after, text } = mutant;
  const original = pythonTexts(reference.files).find((file) => file.path === path)?.text ?? '';
  const diff = createPatch(path, original, text, '', '', { context: 2 })
    .split('\n')
    .filter((one) => /^[ +\-@]/.test(one) && !one.startsWith('---') && !one.startsWith('+++'))
    .join('\n');
  return { file: path, line, scope, operator, before, after, diff };
}
