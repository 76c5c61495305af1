import type {
  ColumnProfile,
  ColumnRole,
  ProfileResult,
  TargetInfo,
  TargetView,
} from '../../protocol';
import { countDuplicateRows } from '../data/countDuplicateRows';
import type { Dataset, DatasetColumn } from '../data/dataset';
import { findAlerts } from './alerts/alerts';
import { countColumns, readsAsNumbers, type ColumnCounts } from './columns/columnCounts';
import { correlate } from './relations/correlations';
import { describeDateTimes } from './columns/dateTimeSummary';
import { findDuplicateColumns } from './columns/duplicateColumns';
import { missingPatterns } from './relations/missingPatterns';
import { describeNumeric, type NumericDescription } from './columns/numericSummary';
import { findColumn, resolveTarget } from './target/resolveTarget';
import { findSentinels } from './alerts/sentinels';
import { presentValue } from './sqlExpressions';
import { linkToTarget } from './target/targetLinks';
import { targetViews } from './target/targetViews';
import { missingTargetIssues } from './target/testAgainstTarget';
import { describeText } from './columns/textSummary';
import { describeValues, type ValueDescription } from './columns/valueCounts';

/** Options of {@link profileDataset}. */
export interface ProfileOptions {
  /** Column that the others are shown against. */
  readonly target?: string;
  /** Label of the positive class of a binary target. */
  readonly positive?: string;
  readonly signal?: AbortSignal;
  readonly onProgress?: (message: string, fraction: number | null) => void;
  /** Receives the columns once they are described, before relations, target and alerts are looked at. */
  readonly onColumns?: (columns: readonly ColumnProfile[]) => void;
}

/**
 * Profiles a data set: counts, moments, quantiles, histograms, top values, missing patterns, duplicates, association between
 * columns and with the target, and alerts. Everything is an aggregate computed by the SQL engine over all its rows; no row is
 * held in memory.
 *
 * @throws {CuvetteError} what `resolveTarget` throws when there is a target; CANCELLED; OUT_OF_MEMORY and DISK_FULL from the
 *   SQL engine.
 */
export async function profileDataset(
  dataset: Dataset,
  options: ProfileOptions = {},
): Promise<ProfileResult> {
  const { signal, onProgress } = options;
  const report = (message: string, fraction: number): void => onProgress?.(message, fraction);

  report('Counting', 0);
  const target = await targetOf(dataset, options);
  const counted = await countColumns(dataset, signal);
  const patterns = await missingPatterns(dataset, counted, signal);

  report('Describing numbers', 0.1);
  const classLabel =
    target === null || target.info.task === 'regression' ? undefined : presentValue(target.column);
  const numeric = await mapOf(
    counted.filter(({ column }) => readsAsNumbers(column)),
    (columns) => describeNumeric(dataset, columns, classLabel, signal),
  );
  report('Counting values', 0.4);
  const values = await mapOf(
    counted.filter((counts) => listsValues(counts)),
    (columns) =>
      describeValues(
        dataset,
        columns.map(({ column }) => column),
        signal,
      ),
  );
  const text = await mapOf(
    counted.filter(({ column }) => column.type === 'text'),
    (columns) => describeText(dataset, columns, signal),
  );
  const dateTimes = await mapOf(
    counted.filter(({ column }) => column.type === 'dateTime'),
    (columns) =>
      describeDateTimes(
        dataset,
        columns.map(({ column }) => column),
        signal,
      ),
  );

  const distinct = counted.map((counts) => ({
    ...counts,
    distinct:
      dateTimes.get(counts.column.index)?.distinct ??
      distinctOf(counts, numeric.get(counts.column.index), values.get(counts.column.index)),
  }));
  const columnsWith = (views: ReadonlyMap<number, TargetView> | null): ColumnProfile[] =>
    distinct.map(({ column, rows, present, distinct: count }) => {
      const { name, index, type, typeReason, storageType } = column;
      const summaries = {
        numeric: numeric.get(index)?.summary,
        categorical: values.get(index)?.summary,
        text: text.get(index),
        dateTime: dateTimes.get(index)?.summary,
        target: views?.get(index),
      };
      return {
        name,
        index,
        type,
        typeReason,
        role: roleOf(column, target?.column),
        storageType,
        missing: { count: rows - present, rate: rows === 0 ? 0 : (rows - present) / rows },
        distinct: { count, exact: dataset.info.exact },
        ...defined(summaries),
      };
    });
  options.onColumns?.(columnsWith(null));

  report('Relating columns', 0.55);
  const correlations = await correlate(dataset, distinct, patterns.maskOf, signal);

  report('Relating columns to the target', 0.8);
  const views = target === null ? null : await viewsOf(dataset, target, numeric, signal);

  report('Looking for duplicates', 0.9);
  const duplicateRows = dataset.info.duplicateRows ?? (await countDuplicateRows(dataset, signal));
  const columns = columnsWith(views);
  const numbers = counted.filter(({ column }) => column.type === 'numeric');
  const codes = await findSentinels(dataset, numbers, signal);
  const info = { ...dataset.info, duplicateRows };
  const alerts = findAlerts({
    dataset: info,
    columns,
    target: target?.info ?? null,
    correlations,
    sentinels: new Map(
      numbers.flatMap(({ column }, i) => (codes[i] ? [[column.name, codes[i]] as const] : [])),
    ),
    placeholders: new Map(
      counted.map(
        ({ column }) => [column.name, values.get(column.index)?.placeholders ?? []] as const,
      ),
    ),
    duplicateColumns: await findDuplicateColumns(dataset, columns, signal),
  });
  report('Done', 1);
  const targetCounts = counted.find(({ column }) => column === target?.column);
  return {
    dataset: info,
    columns,
    target: target?.info ?? null,
    correlations,
    missing: {
      byColumn: columns
        .filter(({ missing }) => missing.count > 0)
        .map(({ name, missing }) => ({ column: name, ...missing }))
        .sort((a, b) => b.count - a.count),
      patterns: patterns.patterns,
    },
    alerts,
    issues: [
      ...dataset.issues,
      ...(targetCounts === undefined ? [] : missingTargetIssues(targetCounts)),
    ],
  };
}

interface ResolvedTarget {
  readonly column: DatasetColumn;
  readonly info: TargetInfo;
}

async function targetOf(dataset: Dataset, options: ProfileOptions): Promise<ResolvedTarget | null> {
  const { target, positive, signal } = options;
  if (target === undefined) return null;
  const info = await resolveTarget(dataset, target, {
    ...(positive === undefined ? {} : { positive }),
    ...(signal === undefined ? {} : { signal }),
  });
  return { column: findColumn(dataset, target), info };
}

async function viewsOf(
  dataset: Dataset,
  { column: target, info }: ResolvedTarget,
  numeric: ReadonlyMap<number, NumericDescription>,
  signal: AbortSignal | undefined,
): Promise<Map<number, TargetView>> {
  const columns = dataset.columns.filter((column) => column !== target);
  const links = await linkToTarget(dataset, columns, target, info, signal);
  const viewed = columns.map((column, i) => ({
    column,
    link: links[i]!,
    numeric: numeric.get(column.index) ?? null,
  }));
  const views = await targetViews(dataset, viewed, target, info, signal);
  return new Map(columns.map((column, i) => [column.index, views[i]!]));
}

/** Columns whose most frequent values are listed: all but continuous numbers and dates. */
function listsValues({ column }: ColumnCounts): boolean {
  return column.type !== 'dateTime' && column.type !== 'numeric';
}

function distinctOf(
  counts: ColumnCounts,
  numeric: NumericDescription | undefined,
  values: ValueDescription | undefined,
): number {
  if (values !== undefined) return values.distinct;
  if (numeric !== undefined) return numeric.distinct + counts.numeric!.infiniteKinds;
  return 0;
}

function roleOf(column: DatasetColumn, target: DatasetColumn | undefined): ColumnRole {
  if (column === target) return 'target';
  return column.type === 'identifier' || column.type === 'constant' ? 'ignored' : 'feature';
}

/** Computes for some columns and keeps the answers by the column's position in the file. */
async function mapOf<Answer>(
  columns: readonly ColumnCounts[],
  compute: (columns: readonly ColumnCounts[]) => Promise<readonly Answer[]>,
): Promise<Map<number, Answer>> {
  const answers = columns.length === 0 ? [] : await compute(columns);
  return new Map(columns.map(({ column }, i) => [column.index, answers[i]!]));
}

function defined<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const kept = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(kept) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
