import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Limits } from '../../src/model/limits.ts';
import type { SubmissionStatus } from '../../src/model/verdict.ts';

/** What an attacker is after; the classes of the corpus, in the order README.md has them. */
export const aims = ['forge', 'steal', 'escape', 'persist', 'dos', 'malformed', 'names', 'archive'] as const;
export type Aim = (typeof aims)[number];

/** One folder of the corpus: the files a learner hands in, and beside them what has to come of it. */
export interface Attack {
  /** The folder's name: a number and some words. */
  readonly id: string;
  readonly aim: Aim;
  /** What it does, one sentence. */
  readonly summary: string;
  readonly note?: string;
  readonly expect: {
    /** Each of them is right. */
    readonly status: readonly Exclude<SubmissionStatus, 'infrastructure-error'>[];
    /** Share of the points it may earn at most; 0 wherever nothing of the task is solved. */
    readonly maxScoreFraction: number;
    /** Texts that may stand in no report below feedback `full`, in no log and in nothing that was captured. */
    readonly mustNotContain: readonly string[];
  };
  /** Id of an attack that is graded right before this one. */
  readonly after?: string;
  /** Copies graded at the same time. Default 1. */
  readonly parallel?: number;
  /** Folder of the exercise it attacks. Default `_exercise`. */
  readonly exercise?: string;
  /** Ceilings other than those of the driver, where an attack needs them to be reached soon. */
  readonly limits?: Partial<Limits>;
  /** What is handed in is made when the attack is run, by this entry of `hand-ins.ts`: nobody should unpack it by accident. */
  readonly built?: string;
}

export const corpus = import.meta.dirname;

/** Every attack there is, in the order of ids. @throws {Error} when an attack.json is not what it should be. */
export function readAttacks(): readonly Attack[] {
  return readdirSync(corpus, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('_'))
    .map(({ name }) => readAttack(name))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

function readAttack(folder: string): Attack {
  const path = join(corpus, folder, 'attack.json');
  const found: unknown = JSON.parse(readFileSync(path, 'utf8'));
  assertAttack(found, folder);
  return found;
}

const members = 'id aim summary note expect after parallel exercise limits built'.split(' ');
const statuses: readonly unknown[] = ['graded', 'import-failed', 'refused'];

function assertAttack(found: unknown, folder: string): asserts found is Attack {
  const fault = isRecord(found) ? faultOf(found, folder) : 'is no object';
  if (fault !== undefined) throw new Error(`test/attacks/${folder}/attack.json ${fault}.`);
}

function faultOf(attack: Readonly<Record<string, unknown>>, folder: string): string | undefined {
  const { id, aim, summary, expect, parallel, limits, ...rest } = attack;
  const unknown = Object.keys(attack).find((name) => !members.includes(name));
  if (unknown !== undefined) return `has an unknown member "${unknown}"`;
  if (id !== folder || !/^\d{3}-[a-z0-9-]+$/u.test(folder)) return 'has an id that is not its folder';
  if (!aims.some((known) => known === aim)) return `has an unknown aim "${String(aim)}"`;
  if (typeof summary !== 'string' || !summary.endsWith('.')) return 'has no summary that is a sentence';
  if (!isRecord(expect)) return 'does not say what is expected';
  const { status, maxScoreFraction, mustNotContain } = expect;
  if (!isList(status) || status.length === 0 || status.some((one) => !statuses.includes(one))) return 'allows no known status';
  if (typeof maxScoreFraction !== 'number' || maxScoreFraction < 0 || maxScoreFraction > 1) return 'has no maxScoreFraction';
  if (!isList(mustNotContain) || mustNotContain.some((text) => typeof text !== 'string')) return 'has no mustNotContain';
  if (parallel !== undefined && typeof parallel !== 'number') return 'has a parallel that is no number';
  if (limits !== undefined && (!isRecord(limits) || Object.values(limits).some((limit) => typeof limit !== 'number'))) {
    return 'has limits that are no numbers';
  }
  const odd = Object.entries(rest).find(([, value]) => typeof value !== 'string');
  return odd === undefined ? undefined : `has a "${odd[0]}" that is no text`;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}
