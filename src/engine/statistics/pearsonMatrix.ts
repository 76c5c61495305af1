import { parameterError } from '../../protocol';
import { zeros, type DenseMatrix } from '../base/denseMatrix';
import { normalized, pairwiseCorrelation, variesBeyondRounding } from './pearson';

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
  const centred = columns.map(centre);
  for (let i = 0; i < p; i++) {
    for (let j = 0; j <= i; j++) {
      const pair = correlate(columns[i]!, centred[i]!, columns[j]!, centred[j]!);
      r.values[i * p + j] = r.values[j * p + i] = pair.r ?? NaN;
      n.values[i * p + j] = n.values[j * p + i] = pair.n;
    }
  }
  return { r, n };
}

/** The deviations of a column from its mean and their sum of squares, or why there are none. */
type Centred =
  { readonly deviations: Float64Array; readonly squares: number } | 'incomplete' | 'constant';

function correlate(
  x: Float64Array,
  centredX: Centred,
  y: Float64Array,
  centredY: Centred,
): { readonly r: number | null; readonly n: number } {
  if (centredX === 'incomplete' || centredY === 'incomplete') return pairwiseCorrelation(x, y);
  if (centredX === 'constant' || centredY === 'constant') return { r: null, n: x.length };
  const a = centredX.deviations;
  const b = centredY.deviations;
  let dot = 0;
  for (let i = 0; i < a.length; i++) dot += a[i]! * b[i]!;
  return { r: normalized(dot, centredX.squares, centredY.squares), n: x.length };
}

function centre(column: Float64Array): Centred {
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
  return n < 2 || !variesBeyondRounding(squares, n, mean) ? 'constant' : { deviations, squares };
}
