import {
  throwIfCancelled,
  type Both,
  type ColumnComparison,
  type DataComparison,
} from '../../protocol';
import { createTemporaryDirectory } from '../data/temporaryDirectory';
import { resolveThresholds } from '../profile/alerts/alertRule';
import { queryAggregates } from '../profile/queryBatch';
import { findColumn } from '../profile/target/resolveTarget';
import { benjaminiHochberg, holm } from '../statistics/multipleTesting';
import { numberSql, dateUnit, isIntegral } from './commonValues';
import { findComparisonAlerts } from './comparisonAlerts';
import { comparisonSentence, type Compared } from './comparisonSentence';
import { compareLevels } from './compareLevels';
import { compareNumbers, type Difference } from './compareNumbers';
import { countLevels } from './levelCounts';
import { decideDrift } from './decideDrift';
import { instantText } from './instantText';
import { readSamples } from './readSamples';
import { matchColumns, type DatasetPair, type SharedColumn } from './sharedColumns';
import { countSharedRows } from './sharedRows';

/** Options of {@link compareDatasets}. */
export interface CompareOptions {
  /** Column whose change is told apart from the others'. */
  readonly target?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((message: string, fraction: number | null) => void) | undefined;
}

/**
 * Compares two data sets: schema, distribution of every column that both have, new and lost levels, rows in common, and alerts.
 * Columns are matched by name; thresholds are those of the current data set over those of the reference.
 *
 * Everything but the hashes of rows and the counts of levels, which go through a temporary file from one SQL engine to the other,
 * is an aggregate or one column at a time. Exact up to two million rows; above it see {@link readSamples}.
 *
 * @throws {CuvetteError} COLUMN_NOT_FOUND when the target is not in both; CANCELLED; OUT_OF_MEMORY; DISK_FULL.
 */
export async function compareDatasets(
  pair: DatasetPair,
  options: CompareOptions = {},
): Promise<DataComparison> {
  const { target = null, signal, onProgress } = options;
  const report = (message: string, fraction: number): void => {
    throwIfCancelled(signal);
    onProgress?.(message, fraction);
  };
  if (target !== null)
    for (const dataset of [pair.reference, pair.current]) findColumn(dataset, target);
  const folder = await createTemporaryDirectory();
  try {
    report('Matching columns', 0);
    const matched = await matchColumns(pair, signal);
    report('Comparing numbers and dates', 0.05);
    const differences = await compareNumberColumns(pair, matched.shared, signal);
    report('Comparing levels', 0.5);
    const leveled = matched.shared.filter(({ kind }) => kind === 'levels');
    const counted = await countLevels(pair, leveled, folder.path, signal);
    leveled.forEach((column, i) => {
      differences.set(column, compareLevels(counted[i]!, missingOf(pair, column)));
    });
    report('Looking for rows in common', 0.75);
    const rows = await countSharedRows(pair, matched.shared, target, folder.path, signal);
    const distinct = await distinctValues(pair, matched.shared, differences, signal);
    const thresholds = resolveThresholds({
      ...pair.reference.thresholds,
      ...pair.current.thresholds,
    });
    const columns = concluded(pair, matched.shared, differences, distinct, thresholds.drift);
    report('Done', 1);
    return {
      reference: pair.reference.info,
      current: pair.current.info,
      target,
      schema: {
        added: matched.added,
        removed: matched.removed,
        retyped: matched.retyped,
        sameOrder: matched.sameOrder,
      },
      columns,
      sharedRows: rows.shared,
      alerts: findComparisonAlerts({
        matched,
        columns,
        target,
        rows,
        currentRows: pair.current.info.sampledRows,
        thresholds,
      }),
      issues: [...pair.reference.issues, ...pair.current.issues],
    };
  } finally {
    await folder.remove();
  }
}

async function compareNumberColumns(
  pair: DatasetPair,
  shared: readonly SharedColumn[],
  signal?: AbortSignal,
): Promise<Map<SharedColumn, Difference>> {
  const measured = shared.flatMap((column) =>
    column.kind === null || column.kind === 'levels' ? [] : [{ column, kind: column.kind }],
  );
  const requests = measured.map(({ column, kind }) => ({
    value: numberSql(column, kind),
    integral: isIntegral(column, kind),
  }));
  const differences = new Map<SharedColumn, Difference>();
  await readSamples(
    pair,
    requests,
    (i, sample) => {
      throwIfCancelled(signal);
      const { column, kind } = measured[i]!;
      const difference = compareNumbers(sample, missingOf(pair, column), requests[i]!.integral);
      differences.set(column, kind === 'dates' ? asDates(difference, column) : difference);
    },
    signal,
  );
  return differences;
}

/** Instants are shown as texts; their moments are not. */
function asDates(difference: Difference, { column }: SharedColumn): Difference {
  const { mean: _mean, std: _std, median: _median, histogram, ...rest } = difference;
  if (histogram === undefined) return rest;
  const unit = dateUnit(column);
  const edges = histogram.edges.map((edge) => instantText(Number(edge), unit));
  return { ...rest, histogram: { ...histogram, edges } };
}

function missingOf(pair: DatasetPair, { present }: SharedColumn): Both<number> {
  return {
    reference: pair.reference.info.sampledRows - present.reference,
    current: pair.current.info.sampledRows - present.current,
  };
}

/** Numbers of distinct values of the columns that are compared by their lengths or not at all; estimates. */
async function distinctValues(
  pair: DatasetPair,
  shared: readonly SharedColumn[],
  differences: ReadonlyMap<SharedColumn, Difference>,
  signal?: AbortSignal,
): Promise<Map<SharedColumn, Both<number>>> {
  const asked = shared.filter((column) => column.kind === 'lengths' || !differences.has(column));
  const count = (side: keyof DatasetPair) =>
    queryAggregates(
      pair[side],
      pair[side].relation,
      asked.map(({ column }) => `approx_count_distinct(${column[side].sql})`),
      signal,
    );
  const reference = await count('reference');
  const current = await count('current');
  return new Map(
    asked.map((column, i) => [column, { reference: reference[i] ?? 0, current: current[i] ?? 0 }]),
  );
}

function concluded(
  pair: DatasetPair,
  shared: readonly SharedColumn[],
  differences: ReadonlyMap<SharedColumn, Difference>,
  distinct: ReadonlyMap<SharedColumn, Both<number>>,
  threshold: number,
): ColumnComparison[] {
  const pValues = shared.map((column) => differences.get(column)?.test.pValue ?? null);
  const corrected = { holm: holm(pValues), bh: benjaminiHochberg(pValues) };
  const rows = {
    reference: pair.reference.info.sampledRows,
    current: pair.current.info.sampledRows,
  };
  const rate = (missing: Both<number>): Both<number> => ({
    reference: missing.reference / Math.max(1, rows.reference),
    current: missing.current / Math.max(1, rows.current),
  });
  return shared.map((column, i) => {
    const { name, kind, reason } = column;
    const missing = missingOf(pair, column);
    const estimated = distinct.get(column);
    const difference = differences.get(column) ?? incomparable(reason ?? '');
    const compared: Compared = {
      column: name,
      type: { reference: column.column.reference.type, current: column.column.current.type },
      missingRate: rate(missing),
      ...difference,
      distinct: estimated ?? difference.distinct,
      ...(estimated === undefined
        ? {}
        : { reasons: { ...difference.reasons, distinct: 'Estimated, to about 2 %.' } }),
      test: {
        ...difference.test,
        pAdjusted: { holm: corrected.holm[i] ?? null, bh: corrected.bh[i] ?? null },
      },
      ...decideDrift({
        rows,
        missing,
        distance: difference.distance.value,
        pHolm: corrected.holm[i] ?? null,
        columns: shared.length,
        threshold,
      }),
    };
    return { ...compared, sentence: comparisonSentence(compared, kind, reason) };
  });
}

function incomparable(reason: string): Difference {
  return {
    psi: null,
    distance: { name: 'jensen-shannon', value: null },
    test: { name: 'chi-square', statistic: null, pValue: null, exact: false },
    distinct: { reference: 0, current: 0 },
    reasons: { psi: reason, 'distance.value': reason, 'test.statistic': reason },
  };
}
