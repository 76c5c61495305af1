import { parameterError } from '../../protocol';
import { zeros, type DenseMatrix } from '../base/denseMatrix';
import { pairwiseCorrelation, variesBeyondRounding } from './pearson';

/** Correlations of every pair of p columns. */
export interface CorrelationMatrix {
  /** Shape (p, p), symmetric, 1 on the diagonal; NaN where a column does not vary over the pairs used. */
  readonly r: DenseMatrix;
  /** Shape (p, p): pairs used; on the diagonal the finite values of the column. */
  readonly n: DenseMatrix;
}

/**
 * Pearson correlations of every pair of columns, each pair over the rows in which both are finite (pairwise complete).
 *
 * The matrix of columns with different missing rows need not be positive semi-definite.
 *
 * @param columns p columns of equal length
 * @throws {CuvetteError} PARAMETER_INVALID when the lengths differ.
 *
 * **Missing values:** pairs with a NaN or an infinity are left out. **Cost:** p²/2 passes over the rows, one copy of the columns.
 *
 * **Agrees with** `pandas.DataFrame.corr()`, rel 1e-12.
 *
 * @example
 * pearsonMatrix([Float64Array.of(1, 2, 3), Float64Array.of(2, 4, 7)]).r.values[1]; // 0.9933992677987828
 */
export function pearsonMatrix(columns: readonly Float64Array[]): CorrelationMatrix {
  const p = columns.length;
  const rows = columns[0]?.length ?? 0;
  for (const column of columns) {
    if (column.length !== rows) {
      const received = `${column.length} values`;
      throw parameterError('columns', 'pearsonMatrix', `equally long (${rows} values)`, received);
    }
  }
  const r = zeros(p, p);
  const n = zeros(p, p);
  const units = columns.map(unitDeviations);
  for (let i = 0; i < p; i++) {
    for (let j = 0; j <= i; j++) {
      const pair = correlate(columns[i]!, units[i]!, columns[j]!, units[j]!);
      const value = pair.r === null ? NaN : i === j ? 1 : pair.r;
      r.values[i * p + j] = r.values[j * p + i] = value;
      n.values[i * p + j] = n.values[j * p + i] = pair.n;
    }
  }
  return { r, n };
}

function correlate(
  x: Float64Array,
  unitX: UnitDeviations,
  y: Float64Array,
  unitY: UnitDeviations,
): { readonly r: number | null; readonly n: number } {
  if (unitX === 'incomplete' || unitY === 'incomplete') return pairwiseCorrelation(x, y);
  if (unitX === 'constant' || unitY === 'constant') return { r: null, n: x.length };
  let dot = 0;
  for (let i = 0; i < unitX.length; i++) dot += unitX[i]! * unitY[i]!;
  return { r: Math.max(-1, Math.min(1, dot)), n: x.length };
}

/** Deviations from the mean scaled to length 1, or why there are none. */
type UnitDeviations = Float64Array | 'incomplete' | 'constant';

function unitDeviations(column: Float64Array): UnitDeviations {
  const n = column.length;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += column[i]!;
  const mean = sum / n;
  // An overflowing sum of finite values is left to the pairwise form as well.
  if (!Number.isFinite(mean)) return 'incomplete';
  const deviations = new Float64Array(n);
  let rest = 0;
  for (let i = 0; i < n; i++) {
    deviations[i] = column[i]! - mean;
    rest += deviations[i]!;
  }
  const correction = rest / n;
  let squares = 0;
  for (let i = 0; i < n; i++) {
    deviations[i]! -= correction;
    squares += deviations[i]! ** 2;
  }
  if (n < 2 || !variesBeyondRounding(squares, n, mean)) return 'constant';
  const length = Math.sqrt(squares);
  for (let i = 0; i < n; i++) deviations[i]! /= length;
  return deviations;
}
