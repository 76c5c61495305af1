import { html, type Child } from './dom';
import { toCsv } from './toCsv';

/** A cell: plain text or number, or drawn content with the text it stands for. */
export type Cell =
  | string
  | number
  | null
  | {
      readonly content: Child;
      /** Text for CSV and for sorting by eye; the exact value. */
      readonly text: string;
      readonly title?: string;
      readonly className?: string;
    };

export interface TableColumn {
  readonly label: string;
  readonly title?: string;
  /** Numbers stand right-aligned with figures of equal width. */
  readonly numeric?: boolean;
  readonly className?: string;
}

export interface Table {
  readonly caption: string;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly Cell[])[];
}

/** A plain table; its first column names the row. */
export function dataTable(table: Table, className = ''): HTMLElement {
  return html(
    'div',
    { class: 'table-scroll', tabindex: 0, role: 'region', 'aria-label': table.caption },
    html(
      'table',
      { class: `data-table ${className}` },
      html('caption', { class: 'visually-hidden' }, table.caption),
      html(
        'thead',
        {},
        html(
          'tr',
          {},
          table.columns.map((column) =>
            html(
              'th',
              { scope: 'col', class: columnClass(column), title: column.title },
              column.label,
            ),
          ),
        ),
      ),
      html(
        'tbody',
        {},
        table.rows.map((cells) =>
          html(
            'tr',
            {},
            cells.map((cell, index) => tableCell(cell, table.columns[index]!, index)),
          ),
        ),
      ),
    ),
  );
}

/** The table as CSV with a header line; drawn cells by the text they stand for. */
export function tableAsCsv(table: Table): string {
  return toCsv([
    table.columns.map(({ label }) => label),
    ...table.rows.map((cells) => cells.map(cellText)),
  ]);
}

function tableCell(cell: Cell, column: TableColumn, index: number): HTMLElement {
  const drawn = typeof cell === 'object' && cell !== null;
  const attributes = {
    class: `${columnClass(column)} ${drawn ? (cell.className ?? '') : ''}`.trim(),
    title: drawn ? cell.title : undefined,
  };
  const content = drawn ? cell.content : cell;
  return index === 0
    ? html('th', { scope: 'row', ...attributes }, content)
    : html('td', attributes, content);
}

function columnClass(column: TableColumn): string {
  return [column.numeric === true ? 'numeric' : '', column.className ?? ''].join(' ').trim();
}

function cellText(cell: Cell): string {
  if (cell === null) return '';
  return typeof cell === 'object' ? cell.text : String(cell);
}
