import { worstDeviation } from './oracleFixture';

/** How far two numbers may be apart: |actual − expected| ≤ atol + rtol·|expected|. */
export interface Tolerance {
  readonly rtol: number;
  readonly atol: number;
}

/**
 * What differs between `actual` and `expected`, one line each; an empty list when they agree. A number that is not finite, and
 * `null`, must be met exactly.
 */
export function disagreements(
  label: string,
  actual: ArrayLike<number | null>,
  expected: ArrayLike<number | null>,
  tolerance: Tolerance,
): string[] {
  if (actual.length !== expected.length) {
    return [`${label}: ${actual.length} values, expected ${expected.length}`];
  }
  return Array.from(expected, (wanted, i) => {
    const got = actual[i] ?? null;
    const agrees =
      wanted === null || got === null
        ? wanted === got
        : wanted === got || worstDeviation([got], [wanted], tolerance) <= 1;
    return agrees ? null : `${label} [${i}]: got ${got}, expected ${wanted}`;
  }).filter((line) => line !== null);
}
