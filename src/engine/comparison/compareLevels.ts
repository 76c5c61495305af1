import type { Both } from '../../protocol';
import { chiSquareTest } from '../statistics/chiSquareTest';
import { jensenShannonDistance } from '../statistics/jensenShannonDistance';
import { populationStabilityIndex } from '../statistics/populationStabilityIndex';
import type { Difference } from './compareNumbers';
import { mostLevels, type LevelCounts } from './levelCounts';

/** Levels that are shown. */
const shownLevels = 20;
/** Least expected count of a level in either data set for it to count by itself in the test (Cochran's rule). */
const leastExpected = 5;

/**
 * Compares how often the levels of a column occur: χ² test of homogeneity (without Yates' correction unless there are two levels,
 * as SciPy), Jensen–Shannon distance to base 2, and the population stability index with missing values as a level.
 *
 * All levels beyond the hundred commonest count as one. For the test alone, levels that are expected fewer than five times in one
 * of the data sets do too.
 */
export function compareLevels(counted: LevelCounts, missing: Both<number>): Difference {
  const { top, other, distinct, added, lost } = counted;
  const rest = other.reference + other.current > 0;
  const cells = (side: keyof Both<number>): number[] => [
    ...top.map((level) => level[side]),
    ...(rest ? [other[side]] : []),
  ];
  const [reference, current] = [cells('reference'), cells('current')];
  const table = tested(reference, current);
  const test = chiSquareTest([table.reference, table.current]);
  const distance = jensenShannonDistance(reference, current);
  const shown = top.slice(0, shownLevels);
  const hidden = top.slice(shownLevels);
  const beyond = (side: keyof Both<number>): number =>
    hidden.reduce((sum, level) => sum + level[side], other[side]);
  const reasons = {
    ...(test.statistic === null
      ? { 'test.statistic': 'A test needs two levels with enough rows in both data sets.' }
      : table.merged > 0
        ? {
            test: `${table.merged} rare levels, expected fewer than ${leastExpected} times, count as one.`,
          }
        : {}),
    ...(distance === null ? { 'distance.value': 'One of the data sets has no value.' } : {}),
    ...(rest ? { distance: `Levels beyond the ${mostLevels} commonest count as one.` } : {}),
  };
  return {
    levels: {
      values: shown.map(({ level }) => level),
      reference: shown.map((level) => level.reference),
      current: shown.map((level) => level.current),
      other: { reference: beyond('reference'), current: beyond('current') },
    },
    newLevels: added,
    lostLevels: lost,
    psi: populationStabilityIndex([...reference, missing.reference], [...current, missing.current]),
    distance: { name: 'jensen-shannon', value: distance },
    test: { name: 'chi-square', statistic: test.statistic, pValue: test.pValue, exact: false },
    distinct,
    ...(Object.keys(reasons).length === 0 ? {} : { reasons }),
  };
}

/** The two rows of the test, rare levels in one cell. */
function tested(
  reference: readonly number[],
  current: readonly number[],
): Both<number[]> & { readonly merged: number } {
  const total = (counts: readonly number[]): number => counts.reduce((sum, n) => sum + n, 0);
  const smaller = Math.min(total(reference), total(current));
  const all = total(reference) + total(current);
  const isRare = reference.map(
    (count, i) => ((count + current[i]!) * smaller) / all < leastExpected,
  );
  const merged = isRare.filter(Boolean).length;
  const row = (counts: readonly number[]): number[] => {
    const common = counts.filter((_, i) => !isRare[i]);
    return merged === 0 ? common : [...common, total(counts.filter((_, i) => isRare[i]))];
  };
  return { reference: row(reference), current: row(current), merged: merged > 1 ? merged : 0 };
}
