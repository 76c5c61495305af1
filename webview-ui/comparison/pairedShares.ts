import { type ColumnComparison } from '../../src/protocol';
import { formatCount, formatQuantity } from '../shared/format';
import { t } from '../shared/translate';

/** Two distributions over the same bins or levels. */
export interface PairedShares {
  readonly labels: readonly string[];
  /** Where bins begin and end; `null` for levels. */
  readonly edges: readonly string[] | null;
  readonly counts: { readonly reference: readonly number[]; readonly current: readonly number[] };
  /** Shares in [0, 1]. */
  readonly reference: readonly number[];
  readonly current: readonly number[];
}

/** The distributions of a compared column; `null` when there are none. */
export function pairedShares({ histogram, levels }: ColumnComparison): PairedShares | null {
  if (histogram !== undefined) {
    const { edges: ends, reference, current } = histogram;
    const whole = wholeNumbers(ends);
    const edges =
      whole ?? ends.map((edge) => (typeof edge === 'number' ? formatQuantity(edge) : edge));
    const labels = whole ?? edges.slice(0, -1).map((from, i) => `${from} – ${edges[i + 1]!}`);
    return withShares(labels, edges, reference, current);
  }
  if (levels === undefined || levels.values.length === 0) return null;
  const rest = levels.other.reference + levels.other.current > 0;
  return withShares(
    [...levels.values, ...(rest ? [t('other values')] : [])],
    null,
    [...levels.reference, ...(rest ? [levels.other.reference] : [])],
    [...levels.current, ...(rest ? [levels.other.current] : [])],
  );
}

/** The numbers that bins stand for which hold one whole number each; `null` for other bins. */
function wholeNumbers(edges: readonly (number | string)[]): readonly string[] | null {
  const numbers = edges.slice(0, -1).map((edge) => (typeof edge === 'number' ? edge + 0.5 : NaN));
  const single = numbers.every(
    (number, i) => Number.isInteger(number) && Number(edges[i + 1]) === number + 0.5,
  );
  return single ? numbers.map(formatCount) : null;
}

function withShares(
  labels: readonly string[],
  edges: readonly string[] | null,
  reference: readonly number[],
  current: readonly number[],
): PairedShares {
  return {
    labels,
    edges,
    counts: { reference, current },
    reference: shares(reference),
    current: shares(current),
  };
}

function shares(counts: readonly number[]): readonly number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => (total === 0 ? 0 : count / total));
}
