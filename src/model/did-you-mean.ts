/**
 * Up to `count` (default 3) of `candidates` that a hurried hand may have meant by `word`, best first.
 * Empty when nothing is near: a wrong guess is worse than none.
 */
export function didYouMean(word: string, candidates: Iterable<string>, count = 3): readonly string[] {
  const wanted = word.toLowerCase();
  const near: { readonly candidate: string; readonly distance: number }[] = [];
  for (const candidate of new Set(candidates)) {
    const distance = distanceBetween(wanted, candidate.toLowerCase());
    if (distance <= allowance(wanted, candidate)) near.push({ candidate, distance });
  }
  near.sort((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1));
  return near.slice(0, count).map(({ candidate }) => candidate);
}

/** A third of the longer word may differ; a word that begins or ends with the other is near at any length. */
function allowance(wanted: string, candidate: string): number {
  const other = candidate.toLowerCase();
  const [short, long] = wanted.length < other.length ? [wanted, other] : [other, wanted];
  const isPart = short.length >= 3 && (long.startsWith(short) || long.endsWith(short));
  return isPart ? long.length : Math.max(1, Math.floor(long.length / 3));
}

/** Edits from one word to the other: insert, delete, replace, or swap two neighbours (optimal string alignment). */
function distanceBetween(a: string, b: string): number {
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const replaced = at(previous, column - 1) + (a[row - 1] === b[column - 1] ? 0 : 1);
      let best = Math.min(replaced, at(previous, column) + 1, at(current, column - 1) + 1);
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (swapped) best = Math.min(best, at(before, column - 2) + 1);
      current.push(best);
    }
    before = previous;
    previous = current;
  }
  return at(previous, b.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
