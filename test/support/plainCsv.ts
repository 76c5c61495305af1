import { readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * The columns of a CSV file without quoted fields, by name, as texts. For tests that need real data but not the engine's reader.
 *
 * @param file path from the root of the repository
 */
export function plainCsv(file: string, delimiter = ','): ReadonlyMap<string, readonly string[]> {
  const text = readFileSync(path.join(import.meta.dirname, '../..', file), 'utf8');
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const rows = lines.filter((line) => line !== '').map((line) => line.split(delimiter));
  const [header = [], ...records] = rows;
  return new Map(header.map((name, i) => [name, records.map((record) => record[i] ?? '')]));
}

/** Counts of the rows of `a` (rows of the table) against `b` (columns), levels in order of first occurrence. */
export function crossTable(a: readonly string[], b: readonly string[]): number[][] {
  const aLevels = [...new Set(a)];
  const bLevels = [...new Set(b)];
  const counts = aLevels.map(() => bLevels.map(() => 0));
  a.forEach((level, row) => {
    counts[aLevels.indexOf(level)]![bLevels.indexOf(b[row]!)]!++;
  });
  return counts;
}
