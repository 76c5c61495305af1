import type { CategoricalSummary, ValueCount } from '../../../protocol';
import type { Dataset, DatasetColumn } from '../../data/dataset';
import { sqlLiteral } from '../../data/sqlText';
import { queryEach } from '../queryBatch';
import { countOf, isPresent, presentValue, textOf } from '../sqlExpressions';

/** Number of values listed in a summary. */
export const topValues = 10;

/** Cell texts, in lower case, that often stand for "missing" and are not read as missing. */
const placeholderTexts = [
  '?', '-', '--', '.', 'unknown', 'unk', 'undefined', 'missing', 'not available', 'not applicable',
  'n.a.', 'n/d', 'no data', 'no answer', 'unspecified', '#n/a', '모름', '미상', '해당없음',
] as const; // prettier-ignore

/** Frequencies of a column's values. */
export interface ValueDescription {
  readonly summary: CategoricalSummary;
  readonly distinct: number;
  /** Values that look like a placeholder for "missing", most frequent first. */
  readonly placeholders: readonly ValueCount[];
}

/**
 * Top values, distinct count and entropy of columns, exact: the values are grouped in the SQL engine and only the top comes
 * back. Most frequent first, ties in the order of the values.
 *
 * @throws {CuvetteError} CANCELLED when the signal is aborted.
 */
export async function describeValues(
  dataset: Dataset,
  columns: readonly DatasetColumn[],
  signal?: AbortSignal,
): Promise<ValueDescription[]> {
  const answers = await queryEach(
    dataset,
    columns,
    (column, k) => {
      const isText = column.storageType === 'VARCHAR';
      const placeholders = placeholderTexts.map(sqlLiteral).join(', ');
      const suspects = isText
        ? `UNION ALL SELECT 'placeholder', v, CAST(n AS DOUBLE), 0, 0 FROM g
           WHERE lower(trim(v)) IN (${placeholders})`
        : '';
      return `WITH g AS MATERIALIZED (SELECT ${presentValue(column)} AS v, count(*) AS n FROM ${dataset.relation}
          WHERE ${isPresent(column)} GROUP BY 1)
        SELECT ${k} AS k, part, CAST(v AS VARCHAR) AS v, n, total, e FROM (
          SELECT 'all' AS part, NULL AS v, CAST(count(*) AS DOUBLE) AS n, CAST(sum(n) AS DOUBLE) AS total,
            fsum(n * log2(n) ORDER BY n) AS e FROM g
          UNION ALL (SELECT 'top', v, n, 0, 0 FROM g ORDER BY n DESC, v LIMIT ${topValues})
          ${suspects})`;
    },
    signal,
  );
  return answers.map((rows) => {
    const all = rows.find((row) => row['part'] === 'all');
    const distinct = countOf(all, 'n');
    const total = countOf(all, 'total');
    const listed = (part: string): ValueCount[] =>
      rows
        .filter((row) => row['part'] === part)
        .map((row) => toValueCount(textOf(row, 'v') ?? '', countOf(row, 'n'), total));
    const top = listed('top');
    const entropy = total === 0 ? null : Math.max(0, Math.log2(total) - countOf(all, 'e') / total);
    return {
      distinct,
      placeholders: listed('placeholder').sort((a, b) => b.count - a.count),
      summary: {
        top,
        other: total - top.reduce((sum, { count }) => sum + count, 0),
        ...dispersion(distinct, entropy),
      },
    };
  });
}

function toValueCount(value: string, count: number, total: number): ValueCount {
  return { value, count, rate: count / total };
}

function dispersion(
  distinct: number,
  entropy: number | null,
): Pick<CategoricalSummary, 'entropy' | 'imbalance' | 'reasons'> {
  if (entropy === null) {
    const why = 'The column has no value.';
    return { entropy: null, imbalance: null, reasons: { entropy: why, imbalance: why } };
  }
  if (distinct < 2) {
    return {
      entropy: 0,
      imbalance: null,
      reasons: { imbalance: 'Imbalance needs at least two values.' },
    };
  }
  return { entropy, imbalance: Math.min(1, Math.max(0, 1 - entropy / Math.log2(distinct))) };
}
