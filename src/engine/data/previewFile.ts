import type { DatasetRequest, PreviewResult } from '../../protocol';
import type { Dataset } from './dataset';
import { readGridRows, toGridColumn } from './gridRows';
import { openHead, type OpenHeadOptions } from './openHead';

/** Cells of a preview at most, whatever the number of its columns. */
const mostCells = 100_000;
/** Rows that a wide file shows all the same. */
const fewRows = 50;
const headBytes = 400_000;

/**
 * The first rows of a file, read from its beginning alone: 400 kB of text, or the first rows of a Parquet file. At most
 * `rows` of them; files of many columns give fewer.
 *
 * @returns `null` when the beginning is the whole file, or cannot be read alone: then open the file itself
 * @throws {CuvetteError} as `openDataset`.
 */
export async function previewFile(
  request: DatasetRequest,
  rows: number,
  options: OpenHeadOptions = {},
): Promise<PreviewResult | null> {
  const head = await openHead(request, { bytes: headBytes, rows: rows + 1, ...options });
  if (head === null) return null;
  try {
    return { ...(await firstRows(head, rows, options.signal)), complete: false };
  } finally {
    await head.close();
  }
}

/** The first rows of an opened data set as a preview. */
export async function firstRows(
  dataset: Dataset,
  rows: number,
  signal?: AbortSignal,
): Promise<PreviewResult> {
  const { columns, issues, info } = dataset;
  const limit = Math.min(rows, Math.max(fewRows, Math.floor(mostCells / columns.length)));
  const view = { rows: info.sampledRows, positions: null };
  const page = await readGridRows(dataset, view, { offset: 0, limit, columns }, signal);
  return {
    columns: columns.map(toGridColumn),
    rows: page.rows,
    complete: page.rows.length === info.sampledRows,
    issues,
  };
}
