import { parameterError } from '../../protocol';
import { classMargins, type ClassTable } from './classTable';

/**
 * Information value of a column for a binary target: Σ (share of positives − share of negatives) · ln(share of positives / share of
 * negatives) over the levels, where a level's share is its part of all positives (negatives). An empty cell counts as 0.5 rows.
 *
 * It is the symmetric Kullback–Leibler divergence of the two classes' distributions over the levels. Under independence it is
 * about (levels − 1)·(1/positives + 1/negatives), so a column of many small levels has a high one by chance.
 *
 * @param table counts per level, two classes
 * @returns ≥ 0; `null` when a class is empty
 * @throws {CuvetteError} PARAMETER_INVALID when the table has not two classes, and as {@link classMargins}.
 *
 * **Missing values:** the caller makes them a level of their own. **Cost:** one pass over the levels.
 *
 * **Agrees with** the sum of `scipy.special.rel_entr` both ways, rel 1e-12, where no cell is empty.
 *
 * **Reference:** Siddiqi (2006), Credit Risk Scorecards, chapter 6.
 *
 * @example
 * informationValue({ counts: [[30, 10], [10, 30]] }); // 1.0986122886681096
 */
export function informationValue(table: ClassTable): number | null {
  const owner = 'informationValue';
  const { classTotals, levelTotals, repeats } = classMargins(table, owner);
  if (table.counts.length > 0 && classTotals.length !== 2) {
    throw parameterError(
      'counts',
      owner,
      'a table of two classes',
      `${classTotals.length} classes`,
    );
  }
  const [a = 0, b = 0] = classTotals;
  if (a === 0 || b === 0) return null;
  let sum = 0;
  table.counts.forEach((level, i) => {
    if (levelTotals[i] === 0) return;
    const shareA = (level[0]! || 0.5) / a;
    const shareB = (level[1]! || 0.5) / b;
    sum += repeats[i]! * (shareA - shareB) * Math.log(shareA / shareB);
  });
  return sum;
}
