import { type CellFormat } from '../../src/protocol';
import { t } from '../shared/translate';
import { openMenu } from './popup';

/** What can be copied: the selected cells as text, or the filtered and sorted rows as code. */
export function openCopyMenu(
  anchor: DOMRect,
  copyCells: (format: CellFormat, header: boolean) => void,
  copyViewAs: (language: 'sql' | 'pandas' | 'polars') => void,
): void {
  openMenu(anchor, t('Copy'), [
    {
      id: 'copy-tsv',
      label: t('Selected cells'),
      note: 'Ctrl+C',
      run: () => copyCells('tsv', false),
    },
    {
      id: 'copy-header',
      label: t('Selected cells with column names'),
      run: () => copyCells('tsv', true),
    },
    { id: 'copy-csv', label: t('Selected cells as {0}', 'CSV'), run: () => copyCells('csv', true) },
    {
      id: 'copy-json',
      label: t('Selected cells as {0}', 'JSON'),
      run: () => copyCells('json', true),
    },
    {
      id: 'copy-markdown',
      label: t('Selected cells as {0}', 'Markdown'),
      run: () => copyCells('markdown', true),
    },
    null,
    { id: 'copy-sql', label: t('These rows as {0} code', 'SQL'), run: () => copyViewAs('sql') },
    {
      id: 'copy-pandas',
      label: t('These rows as {0} code', 'pandas'),
      run: () => copyViewAs('pandas'),
    },
    {
      id: 'copy-polars',
      label: t('These rows as {0} code', 'polars'),
      run: () => copyViewAs('polars'),
    },
  ]);
}
