import { type CorrelationMeasure, type Correlations } from '../../src/protocol';

/** A pair of columns by name. */
export interface NamedPair {
  readonly a: string;
  readonly b: string;
  readonly value: number | null;
  readonly n: number;
  readonly reason: string | undefined;
}

/** Pairs by falling strength, whatever the sign; pairs without a value last. */
export function strongestPairs(
  correlations: Correlations,
  measure: Pick<CorrelationMeasure, 'pairs'>,
  most: number,
): readonly NamedPair[] {
  return measure.pairs
    .toSorted((a, b) => strength(b.value) - strength(a.value))
    .slice(0, most)
    .map(({ i, j, value, n, reason }) => ({
      a: correlations.columns[i]!,
      b: correlations.columns[j]!,
      value,
      n,
      reason,
    }));
}

/** The measure with only those pairs in which a column's name holds the text, whatever its case. */
export function searchedPairs(
  correlations: Correlations,
  measure: CorrelationMeasure,
  search: string,
): CorrelationMeasure {
  const wanted = search.trim().toLocaleLowerCase();
  if (wanted === '') return measure;
  const matches = correlations.columns.map((name) => name.toLocaleLowerCase().includes(wanted));
  return { ...measure, pairs: measure.pairs.filter(({ i, j }) => matches[i]! || matches[j]!) };
}

/** The mixed matrix stands first: it is the one to start from. */
export function orderedMeasures(
  measures: readonly CorrelationMeasure[],
): readonly CorrelationMeasure[] {
  return measures
    .filter(({ pairs }) => pairs.length > 0)
    .toSorted((a, b) => Number(b.name === 'mixed') - Number(a.name === 'mixed'));
}

/**
 * The columns that a heat map of at most `most` columns shows, in file order: those with any pair, and of too many those
 * with the strongest.
 */
export function heatMapColumns(
  correlations: Correlations,
  measure: Pick<CorrelationMeasure, 'pairs'>,
  most: number,
): { readonly columns: readonly number[]; readonly left: number } {
  const best = new Map<number, number>();
  for (const { i, j, value } of measure.pairs) {
    for (const index of [i, j]) best.set(index, Math.max(best.get(index) ?? -1, strength(value)));
  }
  const ranked = [...best].toSorted((a, b) => b[1] - a[1] || a[0] - b[0]);
  return {
    columns: ranked
      .slice(0, most)
      .map(([index]) => index)
      .toSorted((a, b) => a - b),
    left: Math.max(0, correlations.columns.length === 0 ? 0 : ranked.length - most),
  };
}

function strength(value: number | null): number {
  return value === null ? -1 : Math.abs(value);
}
