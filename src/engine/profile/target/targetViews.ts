import type { ClassBox, TargetInfo, TargetLevel, TargetView } from '../../../protocol';
import type { Dataset, DatasetColumn } from '../../data/dataset';
import { sqlLiteral } from '../../data/sqlText';
import { wilsonInterval } from '../../statistics/wilsonInterval';
import type { NumericDescription } from '../columns/numericSummary';
import { orderStatistics } from '../columns/orderStatistics';
import { queryEach } from '../queryBatch';
import { countOf, finiteValue, numberOf, presentValue, textOf } from '../sqlExpressions';
import type { LevelTable, TargetLink } from './targetLinks';

/** Levels of a column that are shown against the target. */
const levelsShown = 20;

/** A column whose view is wanted, with what is already known of it. */
export interface ViewedColumn {
  readonly column: DatasetColumn;
  readonly link: TargetLink;
  /** Set for numeric columns. */
  readonly numeric: NumericDescription | null;
}

/**
 * The distribution of each column against the target: classes per level with Wilson intervals for categories, a box and a
 * histogram per class for numbers. For a numeric target, a category gets a box of the target per level instead.
 *
 * @throws {CuvetteError} CANCELLED when the signal is aborted.
 */
export async function targetViews(
  dataset: Dataset,
  columns: readonly ViewedColumn[],
  target: DatasetColumn,
  info: TargetInfo,
  signal?: AbortSignal,
): Promise<TargetView[]> {
  const boxed = columns.filter(({ link }) => link.kind === 'ranks');
  const boxes = await boxesOf(
    dataset,
    boxed.map(({ column }) =>
      info.task === 'regression'
        ? { value: target, group: column, groups: null }
        : { value: column, group: target, groups: info.classes.map(({ value }) => value) },
    ),
    signal,
  );
  return columns.map((viewed): TargetView => {
    const { link } = viewed;
    const association = associationOf(link, info);
    switch (link.kind) {
      case 'none':
        return { association, reasons: { association: link.reason } };
      case 'table':
        return {
          levels: levelsOf(viewed.column, link.table, info),
          association,
          ...whyNone(association),
        };
      case 'correlation':
        return {
          association,
          ...whyNone(association, link.spearman.value === null ? link.spearman.reason : undefined),
        };
      case 'ranks': {
        const histogram = classHistogram(viewed.numeric, info);
        return {
          boxes: boxes[boxed.indexOf(viewed)]!,
          ...(histogram === null ? {} : { histogram }),
          association,
          ...whyNone(association, link.result.reasons?.['statistic']),
        };
      }
    }
  });
}

function whyNone(
  association: TargetView['association'],
  reason = 'One of the two has a single level.',
): Pick<TargetView, 'reasons'> {
  return association.value === null ? { reasons: { association: reason } } : {};
}

/** One number in [0, 1] that can be compared over columns of all types. */
export function associationOf(link: TargetLink, info: TargetInfo): TargetView['association'] {
  switch (link.kind) {
    case 'table':
      return { name: "Cramér's V", value: link.cramersV };
    case 'ranks': {
      const share = link.result.epsilonSquared;
      return {
        name: '√ε²',
        value: share === null ? null : Math.sqrt(Math.min(1, Math.max(0, share))),
      };
    }
    case 'correlation': {
      const { value } = link.spearman;
      return { name: "|Spearman's ρ|", value: value === null ? null : Math.abs(value) };
    }
    case 'none':
      return { name: info.task === 'regression' ? "|Spearman's ρ|" : "Cramér's V", value: null };
  }
}

function levelsOf(
  column: DatasetColumn,
  { levels, counts }: LevelTable,
  info: TargetInfo,
): TargetLevel[] {
  const positive = info.classes.findIndex(({ value }) => value === info.positive);
  const all = levels.map((value, i) => {
    const classCounts = counts[i]!;
    const count = classCounts.reduce((sum, own) => sum + own, 0);
    const hits = classCounts[positive];
    return {
      value,
      count,
      classCounts,
      rate: hits === undefined ? null : hits / count,
      interval: hits === undefined ? null : wilsonInterval(hits, count),
    };
  });
  const byCount = [...all].sort((a, b) => b.count - a.count).slice(0, levelsShown);
  return column.type === 'ordinal' ? all.filter((level) => byCount.includes(level)) : byCount;
}

function classHistogram(
  numeric: NumericDescription | null,
  info: TargetInfo,
): NonNullable<TargetView['histogram']> | null {
  const edges = numeric?.summary.histogram?.edges;
  if (edges === undefined || !numeric?.perClass) return null;
  const { perClass } = numeric;
  const empty = Array.from({ length: edges.length - 1 }, () => 0);
  return { edges, counts: info.classes.map(({ value }) => perClass.get(value) ?? empty) };
}

interface BoxRequest {
  readonly value: DatasetColumn;
  readonly group: DatasetColumn;
  /** Groups in the order wanted; the most frequent ones when `null`. */
  readonly groups: readonly string[] | null;
}

async function boxesOf(
  dataset: Dataset,
  requests: readonly BoxRequest[],
  signal: AbortSignal | undefined,
): Promise<ClassBox[][]> {
  const counted = await queryEach(
    dataset,
    requests,
    ({ value, group }, k) => `SELECT ${k} AS k, CAST(g AS VARCHAR) AS g, n, mean
      FROM (SELECT g, count(*) AS n, favg(v) AS mean FROM (SELECT ${presentValue(group)} AS g, ${finiteValue(value)} AS v
        FROM ${dataset.relation}) WHERE g IS NOT NULL AND v IS NOT NULL GROUP BY g
        ORDER BY n DESC, g LIMIT 200)`,
    signal,
  );
  const plans = requests.flatMap(({ value, group, groups }, r) => {
    const found = new Map(counted[r]!.map((row) => [textOf(row, 'g') ?? '', row]));
    const wanted = groups ?? [...found.keys()].slice(0, levelsShown);
    return wanted.map((label) => ({
      r,
      label,
      row: found.get(label),
      order: {
        value: finiteValue(value),
        where: `${presentValue(group)} = CAST(${sqlLiteral(label)} AS ${group.storageType})`,
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
