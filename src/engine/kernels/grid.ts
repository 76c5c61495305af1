import type { DenseMatrix } from '../base/denseMatrix';

/** Rows are scaled so that the longest has about this length; then no sum in the kernel leaves 32 bits. */
const longestRow = 30_000;

/** Rows beyond this multiple of the median length are pulled in, so that a few far rows do not make the grid coarse for all. */
const clippedBeyond = 8;

/** How real coordinates become grid coordinates: x ↦ round((x − centre) · scale), pulled in to the ball of `longestRow`. */
export interface Grid {
  readonly centre: Float64Array;
  /** Grid steps per unit of distance. */
  readonly scale: number;
  /**
   * For any two rows, the distance of their grid points is at most their true distance times `scale` plus this: subtracting
   * the centre keeps distances, pulling points in to a ball never lengthens them, and rounding moves each end by at most
   * half a step in each of d columns, √d / 2.
   */
  readonly slack: number;
}

/** Rows on a grid. */
export interface GridRows {
  /** Row-major, `stride` integers per row: the columns, and a 0 where their number is odd. */
  readonly coordinates: Int16Array;
  readonly stride: number;
  /** ⌊|row|² / 2⌋ per row. */
  readonly halfNorms: Int32Array;
}

/**
 * The grid for a search among `points`; `null` when their spread is too small or too large for arithmetic in doubles.
 *
 * @param points finite, at least one row
 */
export function gridFor(points: DenseMatrix): Grid | null {
  const centre = columnMeans(points);
  const lengths = rowLengths(points, centre).sort();
  const longest = lengths[lengths.length - 1]!;
  const typical = lengths[lengths.length >> 1]!;
  const radius = typical > 0 ? Math.min(longest, clippedBeyond * typical) : longest;
  const scale = longestRow / radius;
  // Beyond these, squares in the comparison with measured distances overflow or lose bits.
  if (!(radius > 1e-100 && radius < 1e100)) return null;
  // The hundredth covers the rounding errors of the grid arithmetic, which are below 1e-9 steps.
  return { centre, scale, slack: Math.sqrt(points.columns) + 0.01 };
}

/** The rows of `matrix` on `grid`. */
export function onGrid(matrix: DenseMatrix, { centre, scale }: Grid): GridRows {
  const { rows, columns, values } = matrix;
  const stride = columns + (columns % 2);
  const coordinates = new Int16Array(rows * stride);
  const halfNorms = new Int32Array(rows);
  const lengths = rowLengths(matrix, centre);
  for (let i = 0; i < rows; i++) {
    const pull = Math.min(1, longestRow / (lengths[i]! * scale)) * scale;
    let norm = 0;
    for (let j = 0; j < columns; j++) {
      const coordinate = Math.round((values[i * columns + j]! - centre[j]!) * pull);
      coordinates[i * stride + j] = coordinate;
      norm += coordinate * coordinate;
    }
    halfNorms[i] = Math.floor(norm / 2);
  }
  return { coordinates, stride, halfNorms };
}

function columnMeans({ rows, columns, values }: DenseMatrix): Float64Array {
  const means = new Float64Array(columns);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) means[j]! += values[i * columns + j]! / rows;
  }
  return means;
}

function rowLengths({ rows, columns, values }: DenseMatrix, centre: Float64Array): Float64Array {
  const lengths = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    let squares = 0;
    for (let j = 0; j < columns; j++) {
      const difference = values[i * columns + j]! - centre[j]!;
      squares += difference * difference;
    }
    lengths[i] = Math.sqrt(squares);
  }
  return lengths;
}
