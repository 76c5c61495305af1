import { parameterError } from '../../protocol';

/**
 * Levels of a column against classes. Levels with the same counts may be given once, with how many of them there are, so that
 * a column of a million levels stays a short table.
 */
export interface ClassTable {
  /** Counts per level and class, finite and ≥ 0; shape (levels, classes). */
  readonly counts: readonly (readonly number[])[];
  /** How many levels have these counts; 1 each when absent. */
  readonly repeats?: readonly number[];
}

/** Margins of a {@link ClassTable}. */
export interface ClassMargins {
  /** Rows of one level of each kind. */
  readonly levelTotals: readonly number[];
  /** Levels of each kind. */
  readonly repeats: readonly number[];
  readonly classTotals: readonly number[];
  readonly n: number;
}

/**
 * The margins of a table of levels and classes.
 *
 * @param table its rows must be equally long
 * @param owner function that is named in an error
 * @throws {CuvetteError} PARAMETER_INVALID when the table is ragged, holds anything but finite counts ≥ 0, or has not one
 *   whole number of repeats ≥ 0 per level.
 */
export function classMargins(table: ClassTable, owner: string): ClassMargins {
  const { counts } = table;
  const width = counts[0]?.length ?? 0;
  const repeats = table.repeats ?? counts.map(() => 1);
  if (repeats.length !== counts.length) {
    throw parameterError(
      'repeats',
      owner,
      `one number per level (${counts.length})`,
      repeats.length,
    );
  }
  const odd = repeats.find((times) => !(Number.isInteger(times) && times >= 0));
  if (odd !== undefined) throw parameterError('repeats', owner, 'whole numbers ≥ 0', odd);
  const classTotals = Array.from({ length: width }, () => 0);
  const levelTotals = counts.map((level, i) => {
    if (level.length !== width) {
      throw parameterError('counts', owner, 'a table whose levels are equally long', level.length);
    }
    let total = 0;
    level.forEach((count, j) => {
      if (!(count >= 0 && count < Infinity)) {
        throw parameterError('counts', owner, 'a table of finite counts ≥ 0', count);
      }
      total += count;
      classTotals[j]! += count * repeats[i]!;
    });
    return total;
  });
  return {
    levelTotals,
    repeats,
    classTotals,
    n: classTotals.reduce((sum, count) => sum + count, 0),
  };
}
