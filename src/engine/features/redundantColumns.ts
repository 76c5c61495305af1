import { zeros, type DenseMatrix } from '../base/denseMatrix';
import { selectColumns, type Frame } from '../base/frame';
import { pearsonMatrix, varianceInflationFromCorrelation } from '../statistics';
import { createMedianImputer } from './medianImputer';
import { compareLinks, type TargetLink } from './targetLink';

/** A column of the training rows with its link to the target. */
export interface LinkedColumn {
  readonly name: string;
  readonly kind: 'numeric' | 'categorical';
  /** Place in the training frame. */
  readonly position: number;
  readonly link: TargetLink;
}

/** Limits of {@link redundantColumns}. */
export interface RedundancyLimits {
  readonly maxCorrelation: number;
  readonly maxVif: number;
}

/**
 * The numeric columns that others make superfluous, in the order in which they go, each with the reason: first the weaker
 * of each pair above the correlation limit, from the largest |r| down, then the largest variance inflation above its limit,
 * one at a time.
 *
 * @param frame training rows
 * @param columns numeric columns of `frame`, in its order
 * @param limits largest |r| and variance inflation that may stay
 */
export function redundantColumns(
  frame: Frame,
  columns: readonly LinkedColumn[],
  limits: RedundancyLimits,
): { column: string; reason: string }[] {
  const names = columns.map(({ name }) => name);
  const filled = createMedianImputer().fit(selectColumns(frame, names)).transform(frame);
  const values = filled.columns.flatMap((each) => (each.kind === 'numeric' ? [each.values] : []));
  const { r } = pearsonMatrix(values);
  const remaining = new Set(columns.keys());
  return [
    ...dropCorrelated(columns, r, remaining, limits.maxCorrelation),
    ...dropInflated(columns, r, remaining, limits.maxVif),
  ];
}

/** Whether of columns `a` and `b` the first is the weaker: the later one when their links are equal. */
function isWeaker(a: LinkedColumn, b: LinkedColumn): boolean {
  return (compareLinks(a.link, b.link) || a.position - b.position) > 0;
}

function dropCorrelated(
  columns: readonly LinkedColumn[],
  r: DenseMatrix,
  remaining: Set<number>,
  limit: number,
): { column: string; reason: string }[] {
  const pairs: { i: number; j: number; size: number }[] = [];
  for (let i = 0; i < columns.length; i++) {
    for (let j = i + 1; j < columns.length; j++) {
      const size = Math.abs(r.values[i * r.columns + j]!);
      if (size > limit) pairs.push({ i, j, size });
    }
  }
  pairs.sort((a, b) => b.size - a.size);

  const dropped: { column: string; reason: string }[] = [];
  for (const { i, j, size } of pairs) {
    if (!remaining.has(i) || !remaining.has(j)) continue;
    const [weak, strong] = isWeaker(columns[i]!, columns[j]!) ? [i, j] : [j, i];
    remaining.delete(weak);
    dropped.push({
      column: columns[weak]!.name,
      reason: `Correlated with "${columns[strong]!.name}" (|r| = ${size.toFixed(3)} > ${limit}), which is linked at least as closely with the target.`,
    });
  }
  return dropped;
}

function dropInflated(
  columns: readonly LinkedColumn[],
  r: DenseMatrix,
  remaining: Set<number>,
  limit: number,
): { column: string; reason: string }[] {
  const dropped: { column: string; reason: string }[] = [];
  for (;;) {
    const members = [...remaining];
    const inflation = varianceInflationFromCorrelation(submatrix(r, members));
    let worst = -1;
    members.forEach((_, at) => {
      const vif = inflation[at] ?? 0;
      if (vif <= limit) return;
      const highest = worst < 0 ? -1 : inflation[worst]!;
      const weaker = worst >= 0 && isWeaker(columns[members[at]!]!, columns[members[worst]!]!);
      if (vif > highest || (vif === highest && weaker)) worst = at;
    });
    if (worst < 0) return dropped;
    const vif = inflation[worst]!;
    remaining.delete(members[worst]!);
    dropped.push({
      column: columns[members[worst]!]!.name,
      reason: Number.isFinite(vif)
        ? `The other numeric columns nearly determine it (variance inflation ${vif.toFixed(1)} > ${limit}).`
        : 'The other numeric columns determine it exactly (infinite variance inflation).',
    });
  }
}

function submatrix(matrix: DenseMatrix, members: readonly number[]): DenseMatrix {
  const size = members.length;
  const part = zeros(size, size);
  members.forEach((row, i) => {
    members.forEach((column, j) => {
      part.values[i * size + j] = matrix.values[row * matrix.columns + column]!;
    });
  });
  return part;
}
