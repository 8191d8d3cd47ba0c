import { type Paint, plain } from '../../report/paint.ts';
import { formatFraction } from '../../report/quantities.ts';
import { columnsOf, hang, wrapText } from '../../report/text-layout.ts';
import { safeText } from '../../report/text-safety.ts';
import { textTable } from '../../report/text-table.ts';
import { bars, type Finding, isDraftInOrder, type MutantsProof, type Proof, type ProofsFile, type Survivor } from './proof.ts';

export interface RenderProofsOptions {
  /** Columns. Default 100. */
  readonly width?: number;
  /** Default: no colour. */
  readonly paint?: Paint;
}

const headings = ['exercise', 'reference', 'starter', 'wrong', 'mutants', 'constant', 'leaks', 'unneeded', 'time', ''];

/** One table of all exercises, then what is to be mended, exercise by exercise. Ends with a newline. */
export function renderProofs(proofs: ProofsFile, options: RenderProofsOptions = {}): string {
  const { width = 100, paint = plain } = options;
  const details = proofs.exercises.flatMap((proof) => detailLines(proof, width, paint));
  const proven = proofs.exercises.filter(({ isProven }) => isProven).length;
  const drafts = proofs.exercises.filter((proof) => !proof.isProven && isDraftInOrder(proof)).length;
  const count = proofs.exercises.length;
  const took = `${(proofs.wallTimeMs / 1000).toFixed(1)} s`;
  const result =
    proven === count
      ? paint('green', `${count === 1 ? 'The exercise is' : `All ${count} exercises are`} proven (${took}).`)
      : proofs.isProven
        ? paint(
            'yellow',
            `${proven} of ${count} proven, ${drafts} ${drafts === 1 ? 'is a draft' : 'are drafts'} (${took}). Name a draft to see what it lacks.`,
          )
        : paint('red', `${proven} of ${count} proven (${took}). Mend what is marked ✗.`);
  return `${textTable([headings, ...proofs.exercises.map((proof) => row(proof))])}\n${details.length === 0 ? '' : `${details.join('\n')}\n\n`}${result}\n`;
}

function row(proof: Proof): readonly string[] {
  const { slug, reference, starter, wrongSolutions, mutants, constants, leaks, tests, time, isProven, isFromCache } = proof;
  const [constant] = constants;
  const caught = wrongSolutions.filter(({ failed }) => failed.length > 0).length;
  return [
    slug,
    reference === null ? '–' : `${reference.passedRuns}/${reference.runs}${reference.flaky.length === 0 ? '' : ' flaky'}`,
    starter === null ? '–' : starter.status === 'graded' ? formatFraction(starter.fraction) : starter.status,
    `${caught}/${wrongSolutions.length}`,
    mutants === null || mutants.made === 0 ? '–' : mutantsCell(mutants),
    constant === undefined ? '–' : `${formatFraction(constant.fraction)}${constant.fraction === 0 ? '' : ` ${constant.answer}`}`,
    leaks === null ? '–' : leaks.found.length === 0 ? 'none' : String(leaks.found.length),
    tests === null ? '–' : tests.unneeded.length === 0 ? 'none' : String(tests.unneeded.length),
    time === null ? '–' : `${(time.medianMs / 1000).toFixed(1)} s`,
    `${isProven ? 'proven' : isDraftInOrder(proof) ? 'draft' : 'not proven'}${isFromCache ? ', unchanged' : ''}`,
  ];
}

function mutantsCell({ killed, made, left, equivalent, score }: MutantsProof): string {
  return `${killed}/${made - equivalent}${left === 0 ? '' : ` of ${made + left}`} ${formatFraction(score)}`;
}

function detailLines(proof: Proof, width: number, paint: Paint): readonly string[] {
  const survivors = proof.mutants?.survivors ?? [];
  if (proof.findings.length === 0 && survivors.length === 0) {
    return [];
  }
  return [
    '',
    paint('bold', proof.slug),
    ...proof.findings.flatMap((finding) => findingLines(finding, width, paint)),
    ...survivors.flatMap((survivor) => survivorLines(survivor, paint)),
    ...(survivors.length === 0 || (proof.mutants?.score ?? 1) < bars.mutationScore
      ? []
      : hang('  ', wrapText('A survivor that no test could catch belongs into mutants.json, with the reason.', width - 2))),
  ];
}

function findingLines({ level, message, file, line, next }: Finding, width: number, paint: Paint): readonly string[] {
  const sign = level === 'error' ? paint('red', '✗ ') : paint('yellow', '! ');
  const place = file === undefined ? '' : `${file}${line === undefined ? '' : `:${line}`}: `;
  const told = safeText(`${place}${message}`, 8000)
    .split('\n')
    .flatMap((one) => (columnsOf(one) <= width - 4 ? [one] : wrapText(one, width - 4)));
  return [
    ...hang(`  ${sign}`, told),
    ...(next === undefined ? [] : hang('    ', wrapText(safeText(next, 2000), width - 4)).map((one) => paint('dim', one))),
  ];
}

function survivorLines({ file, line, scope, operator, diff }: Survivor, paint: Paint): readonly string[] {
  const where = `${file}:${line}${scope === '' ? '' : `, in ${scope}`}`;
  return [
    `  ${paint('yellow', 'survived')} ${where} (${operator})`,
    ...safeText(diff, 4000)
      .split('\n')
      .filter((one) => one !== '' && !one.startsWith('@@'))
      .map((one) => `      ${one.startsWith('+') ? paint('green', one) : one.startsWith('-') ? paint('red', one) : one}`),
  ];
}
