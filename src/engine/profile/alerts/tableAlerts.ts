import { formatCount, formatRate, formatValue } from '../../../format/numbers';
import type { ColumnProfile, CorrelationMeasure } from '../../../protocol';
import { alert, listed, type AlertRule } from './alertRule';
import { identifier } from './alertSql';
import { dropColumns } from './valueAlerts';

/** Share of repeated rows from which they distort scores. */
const repeatedShare = 0.01;

/** DUPLICATE_ROWS: rows that repeat an earlier row in every column. Values of a single column may well repeat. */
export const duplicateRows: AlertRule = ({ dataset, columns }) => {
  const { duplicateRows: count, sampledRows } = dataset;
  if (count === null || count === 0 || columns.length < 2) return [];
  return [
    alert('DUPLICATE_ROWS', count / sampledRows >= repeatedShare ? 'warning' : 'info', [], {
      message: `${formatCount(count)} ${count === 1 ? 'row repeats an' : 'rows repeat an'} earlier row in every column (${formatRate(count / sampledRows)}).`,
      why: 'Copies of a row in training and test parts make scores look better than they are.',
      value: count,
      threshold: 0,
      sql: 'SELECT *, count(*) AS copies FROM {table} GROUP BY ALL HAVING count(*) > 1 ORDER BY copies DESC',
      actions: [{ kind: 'clean', label: 'Drop the copies', step: { kind: 'dropDuplicateRows' } }],
    }),
  ];
};

/** DUPLICATE_COLUMNS: columns that are equal in every row, or say the same in other words. */
export const duplicateColumns: AlertRule = ({
  duplicateColumns: equal,
  recodedColumns,
  target,
}) => [
  ...equal.map((names) =>
    alert('DUPLICATE_COLUMNS', 'warning', names, {
      message: `${listed(names)} hold the same values in every row.`,
      why: 'A copy adds nothing, splits the weight of a linear model and doubles that of a distance. Keep one.',
      value: names.length,
      threshold: 2,
      actions: [dropColumns(spare(names, target?.column))],
    }),
  ),
  ...recodedColumns.map((names) => {
    const pair = names.slice(0, 2).map(identifier).join(', ');
    return alert('DUPLICATE_COLUMNS', 'info', names, {
      message: `${listed(names)} say the same in other words: each value of one stands beside a single value of the other.`,
      why: 'A recoded copy adds nothing, splits the weight of a linear model and doubles that of a distance. Keep one.',
      value: names.length,
      threshold: 2,
      sql: `SELECT ${pair}, count(*) AS n FROM {table} GROUP BY ALL ORDER BY n DESC`,
      actions: [dropColumns(spare(names, target?.column))],
    });
  }),
];

/** All but the target, or all but the first. */
function spare(names: readonly string[], target: string | undefined): string[] {
  const kept = target !== undefined && names.includes(target) ? target : names[0];
  return names.filter((name) => name !== kept);
}

/** Measures that near 1 only when columns determine each other; mutual information does so for many levels by itself. */
const symbols: Readonly<Partial<Record<CorrelationMeasure['name'], string>>> = {
  pearson: 'r',
  spearman: 'ρ',
  kendall: 'τ',
  cramersV: 'V',
  correlationRatio: 'η',
};

/** Rows below which a strong relation is easily chance. */
const fewestRows = 10;

/** The most levels of the columns that are no quantities. */
function levelsOf(
  columns: readonly string[],
  profiles: ReadonlyMap<string, ColumnProfile>,
): number {
  const levels = columns.map((name) => {
    const column = profiles.get(name);
    return column === undefined || column.type === 'numeric' ? 1 : column.distinct.count;
  });
  return Math.max(...levels);
}

/** Correlation ratio less what many levels explain by chance: the root of ε² (Kelley 1935); 0 where every row has its own level. */
function lessChance(ratio: number, n: number, levels: number): number {
  if (n <= levels) return 0;
  return Math.sqrt(Math.max(0, 1 - ((1 - ratio ** 2) * (n - 1)) / (n - levels)));
}

/**
 * HIGH_CORRELATION: pairs of columns that carry nearly the same information, over at least 10 rows; strongest first. Of a number
 * and a category, what chance gives for so many levels does not count. The target is left out.
 */
export const highCorrelation: AlertRule = ({
  columns: profiles,
  correlations,
  target,
  duplicateColumns: equal,
  recodedColumns,
  thresholds,
}) => {
  const groups = [...equal, ...recodedColumns];
  const profileOf = new Map(profiles.map((profile) => [profile.name, profile]));
  const strongest = new Map<string, { columns: string[]; value: number; symbol: string }>();
  for (const { name, pairs } of correlations.measures) {
    const symbol = symbols[name];
    if (symbol === undefined) continue;
    for (const { i, j, value, n } of pairs) {
      if (value === null || Math.abs(value) < thresholds.highCorrelation) continue;
      const columns = [correlations.columns[i]!, correlations.columns[j]!];
      const beyondChance =
        name === 'correlationRatio' ? lessChance(value, n, levelsOf(columns, profileOf)) : value;
      if (n < fewestRows || Math.abs(beyondChance) < thresholds.highCorrelation) continue;
      if (target !== null && columns.includes(target.column)) continue;
      if (groups.some((group) => columns.every((column) => group.includes(column)))) continue;
      const key = `${i} ${j}`;
      const known = strongest.get(key);
      if (known === undefined || Math.abs(value) > Math.abs(known.value)) {
        strongest.set(key, { columns, value, symbol });
      }
    }
  }
  return [...strongest.values()]
    .sort((a, b) => Math.abs(b.value) - Math.abs(a.value))
    .map(({ columns, value, symbol }) =>
      alert('HIGH_CORRELATION', 'info', columns, {
        message: `${columns[0]!} and ${columns[1]!} are strongly related (${symbol} = ${formatValue(value, 3)}).`,
        why: 'They carry nearly the same information. Coefficients of linear models become unstable, and importance is shared between them.',
        value,
        threshold: thresholds.highCorrelation,
        thresholdName: 'highCorrelation',
        sql: `SELECT ${columns.map(identifier).join(', ')} FROM {table}`,
        actions: [dropColumns([columns[1]!])],
      }),
    );
};
