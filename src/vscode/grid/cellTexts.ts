import { type Cell, type CellFormat, type GridColumn } from '../../protocol';

/** Selected cells, row by row. */
export interface CellTable {
  readonly columns: readonly Pick<GridColumn, 'name' | 'storageType'>[];
  readonly rows: readonly (readonly Cell[])[];
}

/**
 * Cells as text. TSV and CSV quote a cell only where it must be, as spreadsheets do, and leave a missing one empty; in JSON
 * numbers and truth values are such, and a missing cell is null.
 *
 * @param header whether a TSV begins with the column names; the other formats always carry them
 */
export function cellsAsText(table: CellTable, format: CellFormat, header: boolean): string {
  switch (format) {
    case 'tsv':
      return separated(table, '\t', header);
    case 'csv':
      return separated(table, ',', true);
    case 'json':
      return asJson(table);
    case 'markdown':
      return asMarkdown(table);
  }
}

function separated({ columns, rows }: CellTable, separator: string, header: boolean): string {
  const lines: (readonly Cell[])[] = header
    ? [columns.map(({ name }) => name), ...rows]
    : [...rows];
  return lines
    .map((cells) => cells.map((cell) => quoted(cell ?? '', separator)).join(separator))
    .join('\n');
}

function quoted(cell: string, separator: string): string {
  const plain = !cell.includes(separator) && !/["\r\n]/.test(cell);
  return plain ? cell : `"${cell.replaceAll('"', '""')}"`;
}

function asJson({ columns, rows }: CellTable): string {
  const records = rows.map((cells) =>
    Object.fromEntries(
      columns.map(({ name, storageType }, j) => [name, jsonValue(cells[j] ?? null, storageType)]),
    ),
  );
  return JSON.stringify(records, null, 2);
}

function jsonValue(cell: Cell, storageType: string): string | number | boolean | null {
  if (cell === null) return null;
  if (storageType === 'BOOLEAN') return cell === 'true';
  if (storageType === 'BIGINT' || storageType === 'DOUBLE') {
    const value = Number(cell);
    return Number.isFinite(value) ? value : cell;
  }
  return cell;
}

function asMarkdown({ columns, rows }: CellTable): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const rule = columns.map(({ storageType }) =>
    storageType === 'BIGINT' || storageType === 'DOUBLE' ? '---:' : '---',
  );
  return [
    line(columns.map(({ name }) => markdownCell(name))),
    line(rule),
    ...rows.map((cells) => line(cells.map((cell) => markdownCell(cell ?? '')))),
  ].join('\n');
}

function markdownCell(text: string): string {
  return text.replace(/[\\|<>`*_[\]]/g, '\\$&').replace(/\r\n|\r|\n/g, '<br>');
}
