import { parameterError, throwIfCancelled, type Reasons } from '../../protocol';
import type { RandomGenerator } from '../base/randomGenerator';
import { contingencyTable, expectedCounts } from './contingencyTable';
import { hypergeometric } from './hypergeometric';

/** Result of {@link chiSquareMonteCarlo}. */
export interface ChiSquareMonteCarloResult extends Reasons {
  /** χ² of the observed table, without continuity correction. */
  readonly statistic: number | null;
  /** (b + 1) / (replicates + 1), b the number of simulated tables whose χ² is at least the observed one. */
  readonly pValue: number | null;
  /** Binomial standard error of `pValue`. */
  readonly standardError: number | null;
  readonly replicates: number;
  /** Sum of all counts. */
  readonly n: number;
}

/**
 * The χ² test of independence by simulation: p from random tables with the observed margins, drawn from their distribution
 * under independence (as by permuting one variable). Valid however small the expected counts are. There is no continuity
 * correction and there are no degrees of freedom.
 *
 * @param observed whole counts, shape (r, c); empty rows and columns are removed
 * @param random draws one number per cell of the table without its last row and column, for each replicate
 * @param replicates number of simulated tables, ≥ 1; default 9999, so that p has a resolution of 0.0001
 * @param signal cancels between two replicates
 * @throws {CuvetteError} PARAMETER_INVALID when the table is ragged or holds anything but whole counts, or `replicates` is no
 *   integer ≥ 1; CANCELLED when the signal is aborted.
 *
 * **Randomness:** same generator, same answer. **Cost:** replicates · r·c draws, each of about the count's standard deviation.
 *
 * **Agrees with** `scipy.stats.chi2_contingency(method=MonteCarloMethod())` and the exact permutation distribution, within the
 * simulation error. A table tied with the observed one counts as at least as extreme, also when rounding disagrees (1e-10 relative).
 *
 * **Reference:** Patefield (1981), Algorithm AS 159, Applied Statistics 30, 91–97; Phipson and Smyth (2010), Statistical
 * Applications in Genetics and Molecular Biology 9, for the added 1.
 *
 * @example
 * chiSquareMonteCarlo([[3, 0], [0, 3]], createRandomGenerator(1)).pValue; // 0.1049; the exact p is 0.1
 */
export function chiSquareMonteCarlo(
  observed: readonly (readonly number[])[],
  random: RandomGenerator,
  replicates = 9999,
  signal?: AbortSignal,
): ChiSquareMonteCarloResult {
  const owner = 'chiSquareMonteCarlo';
  if (!Number.isInteger(replicates) || replicates < 1) {
    throw parameterError('replicates', owner, 'an integer ≥ 1', replicates);
  }
  const table = contingencyTable(observed, owner);
  const fraction = table.counts.flat().find((count) => !Number.isInteger(count));
  if (fraction !== undefined) {
    throw parameterError('observed', owner, 'a table of whole counts', fraction);
  }
  if (table.rowTotals.length < 2 || table.columnTotals.length < 2) {
    const reason = 'A test of independence needs at least two non-empty rows and columns.';
    const reasons = { statistic: reason, pValue: reason, standardError: reason };
    return { statistic: null, pValue: null, standardError: null, replicates, n: table.n, reasons };
  }
  const expected = Float64Array.from(expectedCounts(table).flat());
  const statistic = chiSquare(Float64Array.from(table.counts.flat()), expected);
  const threshold = statistic * (1 - 1e-10);
  const simulated = new Float64Array(expected.length);
  let atLeast = 0;
  for (let replicate = 0; replicate < replicates; replicate++) {
    throwIfCancelled(signal);
    fillRandomTable(simulated, table.rowTotals, table.columnTotals, random);
    if (chiSquare(simulated, expected) >= threshold) atLeast++;
  }
  const pValue = (atLeast + 1) / (replicates + 1);
  const standardError = Math.sqrt((pValue * (1 - pValue)) / (replicates + 1));
  return { statistic, pValue, standardError, replicates, n: table.n };
}

/** Cell after cell from its hypergeometric distribution given the cells before it. */
function fillRandomTable(
  cells: Float64Array,
  rowTotals: readonly number[],
  columnTotals: readonly number[],
  random: RandomGenerator,
): void {
  const columns = columnTotals.length;
  const left = Float64Array.from(columnTotals);
  rowTotals.forEach((rowTotal, i) => {
    let toPlace = rowTotal;
    let population = left.reduce((total, count) => total + count, 0);
    for (let j = 0; j < columns; j++) {
      const available = left[j]!;
      const count =
        j === columns - 1 || i === rowTotals.length - 1
          ? Math.min(available, toPlace)
          : hypergeometric(population, available, toPlace, random);
      cells[i * columns + j] = count;
      left[j]! -= count;
      toPlace -= count;
      population -= available;
    }
  });
}

function chiSquare(cells: Float64Array, expected: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < cells.length; i++) {
    const difference = cells[i]! - expected[i]!;
    sum += (difference * difference) / expected[i]!;
  }
  return sum;
}
