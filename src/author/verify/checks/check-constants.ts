import pMap from 'p-map';
import type { Limits } from '../../../model/limits.ts';
import type { Submission } from '../../../model/submission.ts';
import type { ConstantAnswer } from '../../author-tool.ts';
import { bars, type Finding, type Proof } from '../proof.ts';
import type { ProofGrader } from '../proof-grader.ts';
import { variant } from '../variant.ts';

/** The lazy adversary: what share of the points does it win to answer every call with one constant? */
export async function checkConstants(
  grader: ProofGrader,
  reference: Submission,
  options: { readonly answers: readonly ConstantAnswer[]; readonly limits: Limits; readonly lanes: number },
): Promise<{ readonly constants: Proof['constants']; readonly findings: readonly Finding[] }> {
  const graded = await pMap(
    options.answers,
    async ({ answer, files }) => ({
      answer,
      outcome: await grader.outcome(variant(reference, files), { limits: options.limits }),
    }),
    { concurrency: options.lanes },
  );
  const sorted = graded.toSorted((a, b) => b.outcome.fraction - a.outcome.fraction);
  return {
    constants: sorted.map(({ answer, outcome }) => ({ answer, fraction: outcome.fraction })),
    findings: sorted
      .filter(({ outcome }) => outcome.fraction > bars.constantFraction)
      .map(({ answer, outcome }): Finding => {
        const won = outcome.cases.filter(({ points }) => points > 0).map(({ id, points }) => `${id} (${points})`);
        return {
          check: 'constants',
          level: 'error',
          message: `Answering every call with "${answer}" wins ${Math.round(outcome.fraction * 100)} % of the points: ${won.join(', ')}.`,
          file: 'hidden/',
          next: `Let these tests also ask for what a constant cannot answer, or be worth less; it takes at most ${bars.constantFraction * 100} %.`,
        };
      }),
  };
}
