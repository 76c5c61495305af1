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
import { correlate } from './relations/correlations';
import { describeColumns, type ColumnDescription } from './columns/describeColumns';
import { findDuplicateColumns } from './columns/duplicateColumns';
import { missingMatrix } from './relations/missingMatrix';
import { missingPatterns } from './relations/missingPatterns';
import { findColumn, resolveTarget } from './target/resolveTarget';
import { linkToTarget } from './target/targetLinks';
import { targetViews } from './target/targetViews';
import { missingTargetIssues } from './target/testAgainstTarget';

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

/** Share of the work after which every column is described. */
const describingShare = 0.55;

/**
 * Profiles a data set: counts, moments, quantiles, histograms, top values, missing patterns, duplicates, association between
 * columns and with the target, and alerts. The SQL engine aggregates over all rows; of tables of up to 200,000 rows, where a
 * query for each column would cost more than its data, some columns at a time are held in memory.
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
  const described = await describeColumns(dataset, {
    classes: target === null || target.info.task === 'regression' ? undefined : target.column,
    signal,
    onProgress: (message, fraction) => report(message, fraction * describingShare),
  });
  options.onColumns?.(toProfiles(dataset, described, target?.column));

  report('Relating columns', describingShare);
  const together = await missingPatterns(dataset, described, signal);
  const matrix = await missingMatrix(dataset, described, signal);
  const correlations = await correlate(dataset, described, { signal });

  report('Relating columns to the target', 0.8);
  const views = target === null ? undefined : await viewsOf(dataset, target, described, signal);

  report('Looking for duplicates', 0.9);
  const duplicateRows = dataset.info.duplicateRows ?? (await countDuplicateRows(dataset, signal));
  const columns = toProfiles(dataset, described, target?.column, views);
  const missingCells = columns.reduce((sum, { missing }) => sum + missing.count, 0);
  const info = { ...dataset.info, duplicateRows, missingCells };
  const missing: ProfileResult['missing'] = {
    byColumn: columns
      .filter((column) => column.missing.count > 0)
      .map((column) => ({ column: column.name, ...column.missing }))
      .sort((a, b) => b.count - a.count),
    ...together,
    matrix,
  };
  const findings = { dataset: info, columns, target: target?.info ?? null, correlations, missing };
  const copies = await findDuplicateColumns(dataset, columns, signal);
  const alerts = await findAlerts(dataset, { ...findings, duplicateColumns: copies }, signal);
  report('Done', 1);
  const targetCounts = described.find(({ column }) => column === target?.column);
  return {
    ...findings,
    alerts,
    issues: [
      ...dataset.issues,
      ...(targetCounts === undefined ? [] : missingTargetIssues(targetCounts)),
    ],
  };
}

/** The columns of a profile, with their relation to the target where it is known already. */
export function toProfiles(
  dataset: Dataset,
  described: readonly ColumnDescription[],
  target?: DatasetColumn,
  views?: ReadonlyMap<number, TargetView>,
): ColumnProfile[] {
  return described.map(({ column, rows, present, distinct, summaries }) => {
    const { name, index, type, typeReason, storageType } = column;
    const view = views?.get(index);
    return {
      name,
      index,
      type,
      typeReason,
      role: roleOf(column, target),
      storageType,
      missing: { count: rows - present, rate: rows === 0 ? 0 : (rows - present) / rows },
      distinct: { count: distinct, exact: dataset.info.exact },
      ...summaries,
      ...(view === undefined ? {} : { target: view }),
    };
  });
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
  described: readonly ColumnDescription[],
  signal: AbortSignal | undefined,
): Promise<Map<number, TargetView>> {
  const others = described.filter(({ column }) => column !== target);
  const columns = others.map(({ column }) => column);
  const links = await linkToTarget(dataset, columns, target, info, signal);
  const viewed = others.map(({ column, description }, i) => ({
    column,
    link: links[i]!,
    numeric: description,
  }));
  const views = await targetViews(dataset, viewed, target, info, signal);
  return new Map(columns.map((column, i) => [column.index, views[i]!]));
}

function roleOf(column: DatasetColumn, target: DatasetColumn | undefined): ColumnRole {
  if (column === target) return 'target';
  const ignored =
    column.type === 'identifier' || column.type === 'constant' || column.type === 'nested';
  return ignored ? 'ignored' : 'feature';
}
