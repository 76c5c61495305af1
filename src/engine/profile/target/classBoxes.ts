import type { ClassBox } from '../../../protocol';
import type { Dataset, DatasetColumn } from '../../data/dataset';
import { sqlLiteral } from '../../data/sqlText';
import { orderStatistics } from '../columns/orderStatistics';
import { queryEach } from '../queryBatch';
import { countOf, numberOf, presentValue, textOf } from '../sqlExpressions';

/** A number whose distribution is wanted within groups of rows. */
export interface BoxRequest {
  /** SQL of type DOUBLE; NULL rows are left out. */
  readonly value: string;
  readonly group: DatasetColumn;
  /** Groups in the order wanted; the most frequent ones when `null`. */
  readonly groups: readonly string[] | null;
}

/** Groups that get a box when none are named. */
const groupsShown = 20;

/**
 * Five-number summary and mean of numbers within groups, exact (type-7 quantiles).
 *
 * **Missing values:** rows without value or group are left out; a named group without rows has a box of `null`.
 *
 * @throws {CuvetteError} CANCELLED when the signal is aborted.
 */
export async function classBoxes(
  dataset: Dataset,
  requests: readonly BoxRequest[],
  signal?: AbortSignal,
): Promise<ClassBox[][]> {
  const counted = await queryEach(
    dataset,
    requests,
    ({ value, group }, k) => `SELECT ${k} AS k, CAST(g AS VARCHAR) AS g, n, mean
      FROM (SELECT g, count(*) AS n, favg(v) AS mean FROM (SELECT ${presentValue(group)} AS g, ${value} AS v
        FROM ${dataset.relation}) WHERE g IS NOT NULL AND v IS NOT NULL GROUP BY g
        ORDER BY n DESC, g LIMIT 200)`,
    signal,
  );
  const plans = requests.flatMap(({ value, group, groups }, r) => {
    const found = new Map(counted[r]!.map((row) => [textOf(row, 'g') ?? '', row]));
    const wanted = groups ?? [...found.keys()].slice(0, groupsShown);
    return wanted.map((label) => ({
      r,
      label,
      row: found.get(label),
      order: {
        value,
        where: `${presentValue(group)} = ${labelLiteral(label, group)}`,
        count: countOf(found.get(label), 'n'),
        probabilities: [0, 0.25, 0.5, 0.75, 1],
      },
    }));
  });
  const orders = await orderStatistics(
    dataset,
    plans.map(({ order }) => order),
    signal,
  );
  const boxes: ClassBox[][] = requests.map(() => []);
  plans.forEach(({ r, label, row }, i) => {
    const [min = null, q1 = null, median = null, q3 = null, max = null] = orders[i]!.quantiles;
    const count = countOf(row, 'n');
    boxes[r]!.push({ class: label, count, min, q1, median, q3, max, mean: numberOf(row, 'mean') });
  });
  return boxes;
}

/** A label of `column`, as {@link presentValue} casts it to text, back in the column's own type. */
export function labelLiteral(label: string, column: DatasetColumn): string {
  return `CAST(${sqlLiteral(label)} AS ${column.storageType})`;
}
