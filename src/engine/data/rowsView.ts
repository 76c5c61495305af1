import {
  CuvetteError,
  parameterError,
  throwIfCancelled,
  type RowsView,
  type SortKey,
} from '../../protocol';
import { nearestNames } from '../base/nearestNames';
import type { Dataset, DatasetColumn } from './dataset';
import { filterError, parseRowFilter } from './rowFilter';

/** The rows of a view, by their positions in it. */
export interface ComputedView {
  /** Rows of the view. */
  readonly rows: number;
  /**
   * A table whose row `i` (its own rowid) holds, in `r`, the rowid of the data's row at position `i`; `null` when the view is
   * the data as it stands.
   */
  readonly positions: string | null;
}

/** The views of one data set that were looked at last. */
export interface RowsViews {
  /**
   * Runs `work` on a view, whose positions stay while it works. They are computed once for each filter and order: 4 bytes a
   * row in a table of the engine, which spills beyond its memory limit.
   *
   * @throws {CuvetteError} FILTER_INVALID; COLUMN_NOT_FOUND; PARAMETER_INVALID; CANCELLED; OUT_OF_MEMORY; DISK_FULL.
   */
  use<Result>(
    view: RowsView,
    signal: AbortSignal | undefined,
    work: (computed: ComputedView) => Promise<Result>,
  ): Promise<Result>;
}

interface Entry {
  readonly computed: Promise<ComputedView>;
  users: number;
}

/** Views kept of a data set; a person goes back and forth between few. */
const mostViews = 4;
const mostSortKeys = 16;

/** No views yet. They go with the data set: closing it drops the tables. */
export function createRowsViews(dataset: Dataset): RowsViews {
  /** Least recently used first. */
  const entries = new Map<string, Entry>();
  let tables = 0;

  async function compute(view: RowsView, signal?: AbortSignal): Promise<ComputedView> {
    const { relation } = dataset;
    const all = dataset.info.sampledRows;
    const where = view.where.trim();
    const order = orderBy(dataset.columns, view.sort);
    if (where === '' && order === '') return { rows: all, positions: null };
    const filter =
      where === '' ? '' : ` WHERE (${(await parseRowFilter(dataset, where, signal)).sql}\n)`;
    const positions = `rows_view_${++tables}`;
    try {
      await dataset.query(
        `CREATE TABLE ${positions} AS SELECT CAST(rowid AS UINTEGER) AS r FROM ${relation}${filter}${order}`,
        signal,
      );
    } catch (thrown) {
      throw where === '' ? CuvetteError.from(thrown) : filterError(thrown, dataset.columns);
    }
    const [counted] = await dataset.query(`SELECT count(*) AS n FROM ${positions}`);
    return { rows: Number(counted?.['n']), positions };
  }

  function begin(key: string, view: RowsView, signal: AbortSignal | undefined): Entry {
    const entry: Entry = { computed: compute(view, signal), users: 0 };
    entry.computed.catch(() => {
      if (entries.get(key) === entry) entries.delete(key);
    });
    return entry;
  }

  async function drop({ computed }: Entry): Promise<void> {
    const { positions } = await computed.catch(() => ({ positions: null }));
    if (positions === null) return;
    // The data set may be closed by now, and its tables with it.
    await dataset.query(`DROP TABLE ${positions}`).catch(() => undefined);
  }

  function makeRoom(): void {
    for (const [key, entry] of [...entries]) {
      if (entries.size <= mostViews) return;
      if (entry.users > 0) continue;
      entries.delete(key);
      void drop(entry);
    }
  }

  async function use<Result>(
    view: RowsView,
    signal: AbortSignal | undefined,
    work: (computed: ComputedView) => Promise<Result>,
  ): Promise<Result> {
    throwIfCancelled(signal);
    const key = JSON.stringify([view.where.trim(), view.sort]);
    const own = entries.get(key) === undefined;
    const entry = entries.get(key) ?? begin(key, view, signal);
    entries.delete(key);
    entries.set(key, entry);
    entry.users++;
    try {
      const computed = await entry.computed;
      return await work(computed);
    } catch (thrown) {
      // Whoever asked for this view first has given it up; who still wants it computes it again.
      const error = CuvetteError.from(thrown);
      if (own || error.code !== 'CANCELLED' || signal?.aborted === true) throw error;
      return await use(view, signal, work);
    } finally {
      entry.users--;
      makeRoom();
    }
  }

  return { use };
}

/** Missing values last, rows that are equal in all keys in the order of the file; texts by their code points. */
function orderBy(columns: readonly DatasetColumn[], sort: readonly SortKey[]): string {
  if (sort.length === 0) return '';
  if (sort.length > mostSortKeys) {
    throw parameterError('sort', 'dataset/rows', `at most ${mostSortKeys} keys`, sort.length);
  }
  const keys = sort.map(({ column, descending }) => {
    const { sql } = requireColumn(columns, column);
    return `${sql} ${descending ? 'DESC' : 'ASC'} NULLS LAST`;
  });
  return ` ORDER BY ${keys.join(', ')}, rowid`;
}

/**
 * The column of this name.
 *
 * @throws {CuvetteError} COLUMN_NOT_FOUND with the nearest names.
 */
export function requireColumn(columns: readonly DatasetColumn[], name: string): DatasetColumn {
  const found = columns.find((column) => column.name === name);
  if (found !== undefined) return found;
  const near = nearestNames(
    name,
    columns.map((column) => column.name),
  );
  throw new CuvetteError('COLUMN_NOT_FOUND', `The data set has no column "${name}".`, {
    hint:
      near.length === 0 ? undefined : `Did you mean ${near.map((one) => `"${one}"`).join(' or ')}?`,
    details: { column: name },
  });
}
