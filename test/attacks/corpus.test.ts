import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { handIns } from '../integration/attacks/hand-ins.ts';
import { aims, corpus, readAttacks } from './attack.ts';

const attacks = readAttacks();
const readmePath = join(corpus, 'README.md');
const heading = '## The attacks\n';

test.each(aims.map((aim) => [aim, attacks.filter((attack) => attack.aim === aim).length] as const))(
  'of the class %s there are %d attacks, several at least',
  (_, count) => {
    expect(count).toBeGreaterThan(5);
  },
);

/** `npx vitest run test/attacks -u` writes the table anew. */
test('README.md has each attack in its table, and how many there are of each class', async () => {
  const [prose = ''] = readFileSync(readmePath, 'utf8').split(heading);

  await expect(`${prose}${heading}\n${counts()}\n\n${table()}\n`).toMatchFileSnapshot(readmePath);
});

test('every attack has something to hand in, and an exercise with an honest solution to attack', () => {
  const lacking = attacks.filter(({ id, built, exercise = '_exercise' }) => {
    const files = readdirSync(join(corpus, id)).filter((name) => name !== 'attack.json');
    const hasHandIn = built === undefined ? files.length > 0 : files.length === 0 && handIns[built] !== undefined;
    return !hasHandIn || !existsSync(join(corpus, exercise, 'honest_solution.py'));
  });

  expect(lacking.map(({ id }) => id)).toEqual([]);
  expect(Object.keys(handIns).filter((name) => !attacks.some(({ built }) => built === name))).toEqual([]);
});

test('attacks that follow another one name one that there is', () => {
  const ids = new Set(attacks.map(({ id }) => id));

  expect(attacks.filter(({ after }) => after !== undefined && !ids.has(after))).toEqual([]);
});

test('addresses outside are those that README.md allows', () => {
  const allowed = ['127.0.0.1', '169.254.169.254', '10.255.255.1', '192.0.2.1', '0.0.0.0'];
  const sources = readdirSync(corpus, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.py'));

  const found = sources.flatMap((path) => readFileSync(join(corpus, path), 'utf8').match(/\b\d{1,3}(?:\.\d{1,3}){3}\b/gu) ?? []);

  expect([...new Set(found)].filter((address) => !allowed.includes(address))).toEqual([]);
});

function counts(): string {
  const each = aims.map((aim) => `${attacks.filter((attack) => attack.aim === aim).length} ${aim}`);
  return `${attacks.length} attacks: ${each.join(', ')}.`;
}

function table(): string {
  const rows = attacks.map(({ id, aim, expect: { status }, summary }) => `| ${id} | ${aim} | ${status.join('/')} | ${summary} |`);
  return ['| id | aim | status | what it does |', '| --- | --- | --- | --- |', ...rows].join('\n');
}
