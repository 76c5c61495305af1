import type { DataIssue } from '../../protocol';
import { isNumberText, matchingDateFormats } from './valueFormats';

/**
 * Whether the first record names the columns. It does unless it looks like the rows below it: every column whose rows are
 * numbers or dates has one in the first record too. Years and other ascending integers may be names.
 *
 * @param table records of a sample, the possible header first
 */
export function hasHeader(table: readonly (readonly string[])[], decimal: '.' | ','): boolean {
  const [first, ...body] = table;
  if (first === undefined || body.length === 0) return true;
  const typed = first.map((cell, j) => {
    const below = body.map((record) => record[j] ?? '').filter((value) => value !== '');
    return isTyped(below, decimal) ? isTyped([cell], decimal) : undefined;
  });
  const judged = typed.filter((likeRows) => likeRows !== undefined);
  if (judged.length === 0 || judged.includes(false)) return true;
  return judged.length > 2 && areAscendingYears(first.filter((_, j) => typed[j] === true));
}

function isTyped(values: readonly string[], decimal: '.' | ','): boolean {
  if (values.length === 0) return false;
  return (
    values.every((value) => isNumberText(value, decimal)) || matchingDateFormats(values).length > 0
  );
}

function areAscendingYears(cells: readonly string[]): boolean {
  const years = cells.map(Number);
  return years.every(
    (year, i) =>
      Number.isInteger(year) && year > 1500 && year < 2200 && (i === 0 || year > years[i - 1]!),
  );
}

/** Column names and what was done to make them usable. */
export interface ColumnNames {
  readonly names: readonly string[];
  readonly issues: readonly DataIssue[];
}

/**
 * Names for the cells of a header: an empty cell becomes `column_3` (its position, counted from 1), a repeated name gets
 * the suffix `_1`, `_2`, …. Names that differ only in case are different names.
 * `reportEmpty` is false for a file without header, whose columns have no names to miss.
 */
export function uniqueColumnNames(cells: readonly string[], reportEmpty = true): ColumnNames {
  const issues: DataIssue[] = [];
  const taken = new Set(cells);
  const used = new Set<string>();
  const free = (wanted: string): string => {
    if (!used.has(wanted)) return wanted;
    let suffix = 1;
    while (taken.has(`${wanted}_${suffix}`) || used.has(`${wanted}_${suffix}`)) suffix++;
    return `${wanted}_${suffix}`;
  };
  const names = cells.map((cell, j) => {
    const empty = cell.trim() === '';
    const name = free(empty ? `column_${j + 1}` : cell);
    used.add(name);
    if (empty && reportEmpty) {
      const message = `Column ${j + 1} has no name; it is called "${name}".`;
      issues.push({ code: 'EMPTY_COLUMN_NAME', message, row: null, column: name });
    } else if (!empty && name !== cell) {
      const message = `The name "${cell}" occurs more than once; column ${j + 1} is called "${name}".`;
      issues.push({ code: 'DUPLICATE_COLUMN_NAME', message, row: null, column: name });
    }
    return name;
  });
  return { names, issues };
}
