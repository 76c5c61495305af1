import { type Cell } from '../../src/protocol';
import { html } from '../shared/dom';
import { formatCount } from '../shared/format';
import { t } from '../shared/translate';
import { prettyJson } from './prettyJson';

/** The whole text of one cell, below the grid. */
export interface CellDetail {
  readonly element: HTMLElement;
  /** Opens with what is known; the whole text may follow. */
  open(row: number, column: string, known: Cell | undefined): void;
  /** Takes the whole text, unless another cell is open by now. */
  fill(row: number, column: string, text: Cell): void;
  close(): void;
}

/** Texts beyond this are shown in part: a page cannot lay out many megabytes; copying takes them whole. */
const mostShown = 500_000;

/**
 * @param onCopy called with the whole text
 * @param onClose called after the detail was closed
 */
export function createCellDetail(onCopy: (text: string) => void, onClose: () => void): CellDetail {
  let open: { readonly row: number; readonly column: string } | undefined;
  let whole: Cell = null;
  const title = html('span', { class: 'detail-title' });
  const content = html('pre', {
    id: 'cell-text',
    class: 'detail-text',
    tabindex: 0,
    role: 'region',
    'aria-label': t('Text of the cell'),
  });
  const element = html(
    'section',
    { class: 'cell-detail', 'aria-label': t('Cell'), hidden: true },
    html(
      'div',
      { class: 'detail-bar' },
      title,
      html(
        'button',
        { id: 'copy-cell', type: 'button', class: 'button', onclick: () => onCopy(whole ?? '') },
        t('Copy'),
      ),
      html(
        'button',
        {
          id: 'close-cell',
          type: 'button',
          class: 'icon-button',
          'aria-label': t('Close'),
          title: t('Close'),
          onclick: close,
        },
        '×',
      ),
    ),
    content,
  );
  element.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') close();
  });

  function show(text: Cell): void {
    whole = text;
    content.classList.toggle('muted', text === null);
    const pretty = text === null ? t('missing') : prettyJson(text);
    content.textContent = pretty.length > mostShown ? `${pretty.slice(0, mostShown)}…` : pretty;
    const length =
      text === null
        ? ''
        : ` · ${t('{0} characters', formatCount(Array.from(text.slice(0, mostShown)).length + Math.max(0, text.length - mostShown)))}`;
    title.textContent =
      open === undefined ? '' : `${open.column} · ${t('row {0}', formatCount(open.row))}${length}`;
  }

  function close(): void {
    if (element.hidden) return;
    open = undefined;
    element.hidden = true;
    onClose();
  }

  return {
    element,
    open(row, column, known) {
      open = { row, column };
      element.hidden = false;
      show(known ?? null);
      content.focus();
    },
    fill(row, column, text) {
      if (open?.row === row && open.column === column) show(text);
    },
    close,
  };
}
