import type { ColumnType } from '../../../protocol';
import type { Dataset } from '../../data/dataset';
import { sqlList } from '../../data/sqlText';
import { standardise, type Standardised } from '../columns/centralMoments';
import type { ColumnCounts } from '../columns/columnCounts';
import { queryEach } from '../queryBatch';
import { finiteValue, isNumericStorage, isPresent, presentValue, textOf } from '../sqlExpressions';

/** Numbers that are related to the other columns at most, the first ones of the file. */
export const mostNumbers = 500;
/** Categories that are related to the other columns at most, the first ones of the file. */
export const mostCategories = 250;
/** Levels a category may have to be related to other columns. */
export const mostLevels = 100;

/** A counted column with its number of distinct values. */
export interface DistinctColumn extends ColumnCounts {
  readonly distinct: number;
}

/** A number among the related columns. */
export interface RelatedNumber {
  readonly kind: 'number';
  readonly counts: ColumnCounts;
  /** `null` for a number without spread. */
  readonly standard: Standardised | null;
  /** SQL of type DOUBLE, NaN where the value is missing or infinite. */
  readonly expression: string;
}

/** A category among the related columns. */
export interface RelatedCategory {
  readonly kind: 'category';
  readonly counts: ColumnCounts;
  readonly levels: number;
  /** Whether the codes follow an order that means something. */
  readonly ordered: boolean;
  /** SQL of type INTEGER: 1 … levels, 0 where the value is missing. */
  readonly expression: string;
}

/** What is related to what. */
export interface RelatedColumns {
  /** In the order of the file. */
  readonly numbers: readonly RelatedNumber[];
  /** In the order of the file. */
  readonly categories: readonly RelatedCategory[];
  /** What was left out, in sentences that start with a blank; empty when nothing was. */
  readonly leftOut: { readonly numbers: string; readonly categories: string };
}

/** Whether the column is compared as categories. */
export function isCategorical(type: ColumnType): boolean {
  return type === 'categorical' || type === 'ordinal' || type === 'boolean';
}

/**
 * Chooses the columns that are related to one another and finds the levels of the categories.
 *
 * @param dataset the opened data set
 * @param columns counted columns, in file order
 * @param signal cancels the query
 * @throws {CuvetteError} CANCELLED when the signal is aborted.
 */
export async function relatedColumns(
  dataset: Dataset,
  columns: readonly DistinctColumn[],
  signal?: AbortSignal,
): Promise<RelatedColumns> {
  const numeric = columns.filter(({ column }) => column.type === 'numeric');
  const categorical = columns.filter(
    ({ column, distinct }) => isCategorical(column.type) && distinct > 1 && distinct <= mostLevels,
  );
  const levelled = categorical.slice(0, mostCategories);
  const categories = await withLevels(dataset, levelled, signal);
  const cap = (count: number, most: number, kind: string): string =>
    count > most ? ` The first ${most} of ${count} ${kind} columns.` : '';
  return {
    numbers: numeric.slice(0, mostNumbers).map((counts) => ({
      kind: 'number',
      counts,
      standard: standardise(counts),
      expression: `coalesce(${finiteValue(counts.column)}, CAST('NaN' AS DOUBLE))`,
    })),
    categories,
    leftOut: {
      numbers: cap(numeric.length, mostNumbers, 'numeric'),
      categories:
        cap(categorical.length, mostCategories, 'categorical') +
        ` Columns with at most ${mostLevels} levels.`,
    },
  };
}

/** Longer labels are told apart by their hashes, so that no query text holds them. */
const longestLabel = 200;

async function withLevels(
  dataset: Dataset,
  columns: readonly ColumnCounts[],
  signal: AbortSignal | undefined,
): Promise<RelatedCategory[]> {
  const answers = await queryEach(
    dataset,
    columns,
    ({ column }, k) => `SELECT ${k} AS k, ${shortLabel('v')} AS label
      FROM (SELECT ${presentValue(column)} AS v FROM ${dataset.relation} WHERE ${isPresent(column)} GROUP BY 1)`,
    signal,
  );
  return columns.map((counts, c) => {
    const { column } = counts;
    const isNumber = isNumericStorage(column.storageType);
    const labels = answers[c]!.map((row) => textOf(row, 'label') ?? '').sort(
      isNumber ? (a, b) => Number(a) - Number(b) : undefined,
    );
    return {
      kind: 'category',
      counts,
      levels: labels.length,
      ordered: column.type === 'ordinal' && isNumber,
      expression: `coalesce(list_position(${sqlList(labels)}, ${shortLabel(presentValue(column))}), 0)`,
    };
  });
}

function shortLabel(value: string): string {
  const label = `CAST(${value} AS VARCHAR)`;
  return `CASE WHEN length(${label}) > ${longestLabel} THEN md5(${label}) ELSE ${label} END`;
}
