import { type PreviewResult } from '../../src/protocol';
import { type RowSource } from './rowSource';

/** The first rows of a file, before the file is read; none before they have come. */
export function previewSource(preview: PreviewResult | undefined): RowSource {
  const rows = preview?.rows ?? [];
  return {
    rows: rows.length,
    cell: (row, column) => rows[row]?.[column],
    rowNumber: (row) => (row < rows.length ? row + 1 : undefined),
  };
}
