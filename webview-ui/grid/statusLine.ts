import { type GridSize, type PreviewResult } from '../../src/protocol';
import { html } from '../shared/dom';
import { formatCount } from '../shared/format';
import { t } from '../shared/translate';
import { selectedRange, type Selection } from './selection';

/** The line below the grid: how many rows there are, and what is selected. */
export interface StatusLine {
  readonly element: HTMLElement;
  showRows(text: string): void;
  showSelection(selection: Selection): void;
}

export function createStatusLine(onGoToRow: () => void): StatusLine {
  const rows = html('span', { id: 'row-count', role: 'status' });
  const selected = html('span', { id: 'selected', class: 'muted' });
  return {
    element: html(
      'footer',
      { class: 'status-line' },
      rows,
      selected,
      html(
        'button',
        {
          id: 'go-to-row',
          type: 'button',
          class: 'button link',
          title: 'Ctrl+G',
          onclick: onGoToRow,
        },
        t('Go to row…'),
      ),
    ),
    showRows: (text) => {
      if (rows.textContent !== text) rows.textContent = text;
    },
    showSelection(selection) {
      const { top, bottom, left, right } = selectedRange(selection);
      const height = bottom - top + 1;
      const width = right - left + 1;
      const several = height > 1 || width > 1;
      selected.textContent = several
        ? t('{0} × {1} cells selected', formatCount(height), formatCount(width))
        : '';
    },
  };
}

/** How many rows a computed view has. */
export function sizeText({ viewRows, totalRows, columns }: GridSize): string {
  const width = t('{0} columns', formatCount(columns.length));
  const rows =
    viewRows === totalRows
      ? t('{0} rows', formatCount(totalRows))
      : t('{0} of {1} rows', formatCount(viewRows), formatCount(totalRows));
  return `${rows} · ${width} · ${t('row numbers are those of the file')}`;
}

/** How much is there before the file has been read. */
export function previewText({ rows, complete }: PreviewResult): string {
  return complete
    ? t('{0} rows', formatCount(rows.length))
    : t('first {0} rows; the file is being read', formatCount(rows.length));
}
