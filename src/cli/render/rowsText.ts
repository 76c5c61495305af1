import type { RowsResult } from '../../protocol';
import { formatCount } from '../../format/numbers';
import type { Terminal } from '../terminal';
import { shorten, textTable } from './textTable';

const widestCell = 32;

export function renderRows(page: RowsResult, { dim }: Terminal['colours']): string {
  const { columns, rows, rowNumbers, viewRows, totalRows, offset } = page;
  const table = textTable(
    [
      { title: 'row', align: 'right' },
      ...columns.map(({ name, storageType }) => ({
        title: shorten(name, widestCell),
        align: isNumber(storageType) ? ('right' as const) : ('left' as const),
      })),
    ],
    rows.map((cells, i) => [
      String(rowNumbers[i]),
      ...cells.map((cell) => (cell === null ? dim('–') : shorten(cell, widestCell))),
    ]),
  );
  const shown =
    rows.length === 0
      ? viewRows === 0
        ? 'No rows'
        : `No rows from row ${formatCount(offset + 1)} on`
      : `Rows ${formatCount(offset + 1)}–${formatCount(offset + rows.length)}`;
  const of =
    viewRows === totalRows
      ? `of ${formatCount(totalRows)}`
      : `of ${formatCount(viewRows)} that the filter keeps, of ${formatCount(totalRows)}`;
  return `${rows.length === 0 ? '' : table}${dim(`${shown} ${of}`)}\n`;
}

function isNumber(storageType: string): boolean {
  return storageType === 'BIGINT' || storageType === 'DOUBLE';
}
