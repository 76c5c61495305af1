/**
 * The names most like `name`, best first: at most three, by edit distance (insert, delete, replace, swap neighbours) without
 * regard to case, white space, `_` and `-`; none when all are further than a third of the length.
 *
 * @example
 * nearestNames('atrition', ['Age', 'Attrition']); // ['Attrition']
 */
export function nearestNames(name: string, names: readonly string[]): string[] {
  const wanted = folded(name);
  const limit = Math.max(1, Math.floor(wanted.length / 3));
  return names
    .map((candidate) => ({ candidate, distance: editDistance(wanted, folded(candidate)) }))
    .filter(({ distance }) => distance <= limit)
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map(({ candidate }) => candidate);
}

function folded(name: string): string {
  return name.toLowerCase().replace(/[\s_-]/g, '');
}

/** Damerau–Levenshtein distance, restricted form. */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const replace = last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      let best = Math.min(replace, last[j]! + 1, current[j - 1]! + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        best = Math.min(best, beforeLast[j - 2]! + 1);
      }
      current.push(best);
    }
    beforeLast = last;
    last = current;
  }
  return last[b.length]!;
}
