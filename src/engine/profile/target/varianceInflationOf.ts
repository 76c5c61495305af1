import { formatMetric, formatValue } from '../../../format/numbers';
import type { TargetTestsResult, VarianceInflation } from '../../../protocol';
import { zeros, type DenseMatrix } from '../../base/denseMatrix';
import type { Dataset } from '../../data/dataset';
import { varianceInflationFromCorrelation } from '../../statistics/varianceInflation';
import {
  varianceInflationSteps,
  type InflationStep,
} from '../../statistics/varianceInflationSteps';
import { standardise, type Standardised } from '../columns/centralMoments';
import type { ColumnCounts } from '../columns/columnCounts';
import { correlationFromSums } from '../relations/correlationSums';
import { pairsOf } from '../relations/pairsOf';
import { isShort, type ReadingOptions } from '../shortTable';
import { productSumsBySql, productSumsOfRows } from './productSums';

/** Columns that enter the variance inflation at most, the first ones of the file. */
const mostColumns = 200;
/** Cells that are held in memory: 64 MB. */
const mostCells = 2 ** 23;
/** A column that misses more than this share of its values would leave too few complete rows to the others. */
const mostMissing = 0.5;

/** Variance inflation of the numeric columns and what to drop. */
export type InflationReport = Pick<TargetTestsResult, 'vif' | 'vifSteps'>;

/** Options of {@link varianceInflationOf}. */
export interface InflationOptions extends ReadingOptions {
  /** Largest variance inflation that is kept; ≥ 1. */
  readonly limit: number;
  /** How much each column says about the target: of equally inflated ones the weaker goes. */
  readonly worth: readonly number[];
}

/**
 * Variance inflation of numeric columns, centred and uncentred, from sums over the complete rows, and which columns
 * to drop, one at a time, until none exceeds the limit.
 *
 * **Missing values:** rows with a missing value in any of the columns are left out. Columns without spread, or missing in more
 * than half of the rows, take no part and say so.
 * **Agrees with** `statsmodels` `variance_inflation_factor`, rel 1e-8.
 *
 * @param dataset the opened data set
 * @param columns counted numeric columns
 * @param options limit, worth of the columns, cancelling
 * @throws {CuvetteError} CANCELLED when the signal is aborted.
 */
export async function varianceInflationOf(
  dataset: Dataset,
  columns: readonly ColumnCounts[],
  options: InflationOptions,
): Promise<InflationReport> {
  const { limit, worth } = options;
  const plans = columns.map((counts) => ({ counts, standard: standardise(counts) }));
  const excluded = (plan: (typeof plans)[number], position: number): string | null => {
    const { numeric, rows } = plan.counts;
    if (plan.standard === null) return 'The column has no spread.';
    if (numeric!.finite < rows * (1 - mostMissing))
      return 'More than half of the values are missing.';
    return position >= mostColumns
      ? `Only the first ${mostColumns} numeric columns are examined.`
      : null;
  };
  const reasons = plans.map(excluded);
  const used = plans.filter((_, i) => reasons[i] === null);
  const sums = await completeSums(
    dataset,
    used.map(({ standard }) => standard!),
    options,
  );
  const centred = varianceInflationFromCorrelation(sums.correlation);
  const uncentred = varianceInflationFromCorrelation(sums.cosine);
  const vif = plans.map((plan, i): VarianceInflation => {
    const { name } = plan.counts.column;
    const reason = reasons[i] ?? null;
    if (reason !== null) {
      return {
        column: name,
        vif: null,
        uncentred: null,
        reasons: { vif: reason, uncentred: reason },
      };
    }
    const at = used.indexOf(plan);
    const own = {
      vif: toDocument(centred[at], sums.rows),
      uncentred: toDocument(uncentred[at], sums.rows),
    };
    const why = Object.fromEntries(
      Object.entries(own).flatMap(([field, { reason: text }]) =>
        text === null ? [] : [[field, text]],
      ),
    );
    return {
      column: name,
      vif: own.vif.value,
      uncentred: own.uncentred.value,
      ...(Object.keys(why).length === 0 ? {} : { reasons: why }),
    };
  });
  const usedWorth = worth.filter((_, i) => reasons[i] === null);
  const { steps, kept } = varianceInflationSteps(sums.correlation, limit, usedWorth);
  const nameOf = (at: number): string => used[at]!.counts.column.name;
  return {
    vif,
    vifSteps: {
      limit,
      steps: steps.map((step) => ({
        column: nameOf(step.column),
        vif: Number.isFinite(step.vif) ? step.vif : null,
        sentence: stepSentence(step, nameOf),
      })),
      kept: kept.map(nameOf),
    },
  };
}

function stepSentence(
  { column, vif, explainedBy, rSquared }: InflationStep,
  nameOf: (at: number) => string,
): string {
  const names = explainedBy.map(nameOf);
  const by =
    names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} and ${names.at(-1)!}`;
  if (vif === Infinity) {
    return rSquared > 1 - 1e-9
      ? `${nameOf(column)} is an exact combination of ${by}: it adds nothing to them.`
      : `${nameOf(column)} is an exact combination of other columns, most of it ${by} (R² ${formatMetric(rSquared)}).`;
  }
  return `${nameOf(column)} is nearly explained by ${by} (R² ${formatMetric(rSquared)}), variance inflation ${formatValue(vif, 3)}.`;
}

function toDocument(
  value: number | null | undefined,
  rows: number,
): { value: number | null; reason: string | null } {
  if (value === Infinity) {
    return {
      value: null,
      reason: 'Infinite: the column is an exact linear combination of others.',
    };
  }
  if (typeof value !== 'number') {
    return {
      value: null,
      reason: `No spread over the ${rows} rows that are complete in all numeric columns.`,
    };
  }
  return { value, reason: null };
}

interface CompleteSums {
  readonly rows: number;
  readonly correlation: DenseMatrix;
  /** Σxy / √(Σx²·Σy²) of the raw values. */
  readonly cosine: DenseMatrix;
}

async function completeSums(
  dataset: Dataset,
  columns: readonly Standardised[],
  options: ReadingOptions,
): Promise<CompleteSums> {
  const p = columns.length;
  const correlation = zeros(p, p);
  const cosine = zeros(p, p);
  if (p === 0) return { rows: 0, correlation, cosine };
  const fits = dataset.info.sampledRows * p <= mostCells;
  const sumUp = fits && isShort(dataset, options) ? productSumsOfRows : productSumsBySql;
  const { n, first, second, products } = await sumUp(
    dataset,
    columns.map(({ value }) => value),
    options.signal,
  );
  const set = (matrix: DenseMatrix, i: number, j: number, value: number): void => {
    matrix.values[i * p + j] = value;
    matrix.values[j * p + i] = value;
  };
  // In units of each column's scale the raw value is z + mean / scale.
  const offset = columns.map(({ mean, scale }) => mean / scale);
  const rawProduct = (i: number, j: number, product: number): number =>
    product + offset[i]! * first[j]! + offset[j]! * first[i]! + n * offset[i]! * offset[j]!;
  const lengths = columns.map((_, i) => Math.sqrt(rawProduct(i, i, second[i]!)));
  for (let i = 0; i < p; i++) {
    const hasSpread = second[i]! - first[i]! ** 2 / n > second[i]! * 1e-13;
    set(correlation, i, i, hasSpread ? 1 : NaN);
    set(cosine, i, i, lengths[i]! > 0 ? 1 : NaN);
  }
  pairsOf(p).forEach(([i, j], k) => {
    const xy = products[k]!;
    const { value } = correlationFromSums({
      n, x: first[i]!, y: first[j]!, xx: second[i]!, yy: second[j]!, xy,
    }); // prettier-ignore
    set(correlation, i, j, value ?? NaN);
    set(cosine, i, j, rawProduct(i, j, xy) / lengths[i]! / lengths[j]!);
  });
  return { rows: n, correlation, cosine };
}
