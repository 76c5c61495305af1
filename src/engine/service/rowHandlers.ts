import { parameterError, type RowsParams, type RowsResult, type Service } from '../../protocol';
import type { Dataset } from '../data/dataset';
import { positionOf, readCell, readGridRows, toGridColumn } from '../data/gridRows';
import { firstRows, previewFile } from '../data/previewFile';
import { createRowsViews, requireColumn, type RowsViews } from '../data/rowsView';
import type { DatasetCache } from './datasetCache';
import type { Reporting, Stage } from './stagedProgress';

const defaultPreviewRows = 1000;
const mostPreviewRows = 10_000;
const mostRows = 1000;

/** Handlers of `dataset/preview`, `dataset/rows` and `dataset/cell`. */
export function createRowHandlers(
  datasets: DatasetCache,
): Pick<Service, 'dataset/preview' | 'dataset/rows' | 'dataset/cell'> {
  const viewsOf = new WeakMap<Dataset, RowsViews>();
  const views = (dataset: Dataset): RowsViews => {
    const known = viewsOf.get(dataset) ?? createRowsViews(dataset);
    viewsOf.set(dataset, known);
    return known;
  };

  return {
    'dataset/preview': async ({ dataset: request, rows = defaultPreviewRows }, context) => {
      checkInteger('rows', 'dataset/preview', rows, 1, mostPreviewRows);
      const { signal } = context;
      const head = await previewFile(request, rows, { signal });
      if (head !== null) return head;
      return datasets.use(request, whole(context), (dataset) => firstRows(dataset, rows, signal));
    },

    'dataset/rows': (params, context) => {
      const { dataset: request, memory, threads, view } = params;
      checkInteger('limit', 'dataset/rows', params.limit, 0, mostRows);
      checkInteger('offset', 'dataset/rows', params.offset, 0, Number.MAX_SAFE_INTEGER);
      return datasets.use(request, { memory, threads, ...whole(context) }, (dataset) =>
        views(dataset).use(view, context.signal, (computed) =>
          readPage(dataset, computed, params, context.signal),
        ),
      );
    },

    'dataset/cell': ({ dataset: request, row, column, memory, threads }, context) =>
      datasets.use(request, { memory, threads, ...whole(context) }, async (dataset) => ({
        text: await readCell(dataset, row, requireColumn(dataset.columns, column), context.signal),
      })),
  };
}

async function readPage(
  dataset: Dataset,
  view: Parameters<typeof readGridRows>[1],
  { offset, atRow, limit, columns: names, wholeTexts }: RowsParams,
  signal: AbortSignal,
): Promise<RowsResult> {
  const columns = names?.map((name) => requireColumn(dataset.columns, name)) ?? dataset.columns;
  const start = atRow === undefined ? offset : await positionOf(dataset, view, atRow, signal);
  const page = await readGridRows(
    dataset,
    view,
    { offset: start, limit, columns, wholeTexts },
    signal,
  );
  return {
    columns: columns.map(toGridColumn),
    viewRows: view.rows,
    totalRows: dataset.info.sampledRows,
    offset: start,
    ...page,
    issues: dataset.issues,
  };
}

/** Reading the file is all the work whose progress is known. */
function whole({ signal, report }: Reporting): Stage {
  return { signal, onProgress: (message, fraction) => report({ message, fraction }) };
}

function checkInteger(
  name: string,
  owner: string,
  value: number,
  least: number,
  most: number,
): void {
  if (Number.isInteger(value) && value >= least && value <= most) return;
  throw parameterError(name, owner, `an integer from ${least} to ${most}`, value);
}
