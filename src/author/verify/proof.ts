import type { SchemaTypes } from '../../schema/generated/schemas.ts';

export type ProofsFile = SchemaTypes['proofs'];
/** What was found out about one exercise; the schema says what each part means. */
export type Proof = ProofsFile['exercises'][number];
export type Finding = Proof['findings'][number];
export type MutantsProof = NonNullable<Proof['mutants']>;
export type Survivor = MutantsProof['survivors'][number];

/** What an exercise has to reach to count as proven. */
export const bars: ProofsFile['bars'] = { mutationScore: 0.9, constantFraction: 0.15, runs: 5, gradingTimeMs: 10_000 };

/** Raised when a check changes what it finds, so that nothing found by the old one is believed. */
export const rulesVersion = 1;

export function isProven(findings: readonly Finding[]): boolean {
  return findings.every(({ level }) => level !== 'error');
}

/** A draft whose reference, starter and wrong solutions are as they should be. */
export function isDraftInOrder({ isDraft, findings }: Proof): boolean {
  return isDraft && isProven(findings);
}
