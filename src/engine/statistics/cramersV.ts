import { chiSquareTest } from './chiSquareTest';

/**
 * Cramér's V of a contingency table: √(χ² / (n·min(r − 1, c − 1))) with the uncorrected χ², over the non-empty rows and
 * columns.
 *
 * @param observed counts, shape (r, c), finite and ≥ 0
 * @returns a value in [0, 1]; `null` when fewer than two rows or columns hold a count
 * @throws {CuvetteError} PARAMETER_INVALID when the table is ragged or holds a negative or infinite count.
 *
 * **Agrees with** `scipy.stats.contingency.association(method='cramer', correction=False)`, rel 1e-12.
 *
 * **Reference:** Cramér (1946), Mathematical Methods of Statistics, 21.9.
 *
 * @example
 * cramersV([[10, 0], [0, 10]]); // 1
 */
export function cramersV(observed: readonly (readonly number[])[]): number | null {
  const { uncorrected, expected, n } = chiSquareTest(observed);
  if (uncorrected === null) return null;
  const smallerSide = Math.min(expected.length, expected[0]!.length);
  return Math.min(1, Math.sqrt(uncorrected / (n * (smallerSide - 1))));
}

/**
 * Cramér's V corrected for its bias: φ² = max(0, χ²/n − (r − 1)(c − 1)/(n − 1)), each side shrunk to
 * k − (k − 1)²/(n − 1), V = √(φ² / min(r̃ − 1, c̃ − 1)). Under independence it is 0 about half of the time, where plain V grows
 * with the number of levels.
 *
 * @param observed counts, shape (r, c), finite and ≥ 0
 * @returns a value in [0, 1]; `null` when fewer than two rows or columns hold a count, or when n is not above both
 *   their numbers (the shrunk table then has no second row or column)
 * @throws {CuvetteError} PARAMETER_INVALID when the table is ragged or holds a negative or infinite count.
 *
 * **Reference:** Bergsma (2013), J. of the Korean Statistical Society 42, 323–328.
 *
 * @example
 * cramersVBiasCorrected([[10, 10], [10, 10]]); // 0
 */
export function cramersVBiasCorrected(observed: readonly (readonly number[])[]): number | null {
  const { uncorrected, expected, n } = chiSquareTest(observed);
  if (uncorrected === null || n <= 1) return null;
  const rows = expected.length;
  const columns = expected[0]!.length;
  const shrunk = (levels: number): number => levels - (levels - 1) ** 2 / (n - 1);
  const smallerSide = Math.min(shrunk(rows) - 1, shrunk(columns) - 1);
  if (!(smallerSide > 0)) return null;
  const phiSquared = Math.max(0, uncorrected / n - ((rows - 1) * (columns - 1)) / (n - 1));
  return Math.min(1, Math.sqrt(phiSquared / smallerSide));
}
