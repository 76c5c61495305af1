import { isNumberText, matchingDateFormats, type DateFormat } from './valueFormats';

/** What a sample shows about a column of a delimited file. */
export interface ColumnGuess {
  /** Values that are there. */
  readonly present: number;
  /** Share of them that are numbers. */
  readonly numberShare: number;
  /** True when all of them are written as whole numbers. */
  readonly whole: boolean;
  /** True when some of them is a number that is not whole. */
  readonly fractional: boolean;
  /** Formats that all of them have, likeliest first. */
  readonly dateFormats: readonly DateFormat[];
  /** True when some cells hold white space alone. */
  readonly blanks: boolean;
  /** Texts for "missing" that occur. */
  readonly missing: ReadonlySet<string>;
}

/**
 * Guesses what the columns hold from a sample of the rows. Only a guess: what is decided on it is checked on all rows.
 *
 * @param rows records without the header; cells that a record lacks count as missing
 */
export function guessColumns(
  rows: readonly (readonly string[])[],
  width: number,
  decimal: '.' | ',',
  missingValues: ReadonlySet<string>,
): ColumnGuess[] {
  return Array.from({ length: width }, (_, j) => {
    const missing = new Set<string>();
    const present: string[] = [];
    let blanks = false;
    for (const row of rows) {
      const cell = row[j] ?? '';
      if (missingValues.has(cell)) missing.add(cell);
      else if (cell.trim() !== '') present.push(cell);
      else blanks ||= cell !== '';
    }
    const numbers = present.filter((cell) => isNumberText(cell, decimal)).length;
    return {
      present: present.length,
      numberShare: present.length === 0 ? 0 : numbers / present.length,
      whole: present.every((cell) => /^\s*[+-]?\d+\s*$/.test(cell)),
      fractional: present.some((cell) =>
        isFraction(decimal === '.' ? cell : cell.replace(',', '.')),
      ),
      dateFormats: matchingDateFormats(present),
      blanks,
      missing,
    };
  });
}

function isFraction(cell: string): boolean {
  const value = Number(cell);
  return Number.isFinite(value) && !Number.isInteger(value);
}
