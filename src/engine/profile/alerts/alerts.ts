import { formatCount, formatRate, formatValue } from '../../../format/numbers';
import type { ProfileAlert } from '../../../protocol';
import { sqlLiteral } from '../../data/sqlText';
import {
  alert,
  identifier,
  listed,
  presentOf,
  quoted,
  type AlertEvidence,
  type AlertRule,
} from './alertRule';
import { alertThresholds } from './alertTable';
import { doubleLiteral } from '../sqlExpressions';
import { rareClasses, targetImbalance, targetLeakage } from './targetAlerts';

const severityOrder = { error: 0, warning: 1, info: 2 } as const;

/**
 * Everything a person should know before using the data, most severe first. Thresholds are those of {@link alertThresholds}.
 */
export function findAlerts(evidence: AlertEvidence): ProfileAlert[] {
  return alertRules
    .flatMap((rule) => rule(evidence))
    .sort((a, b) => severityOrder[a.severity] - severityOrder[b.severity]);
}

const constantColumns: AlertRule = ({ columns }) => {
  const constant = columns.filter(({ distinct }) => distinct.count <= 1);
  if (constant.length === 0) return [];
  const names = constant.map(({ name }) => name);
  return [
    alert('CONSTANT', 'warning', names, {
      message:
        names.length === 1
          ? `${names[0]!} is constant.`
          : `${names.length} constant columns: ${listed(names)}.`,
      why: 'A column with one value cannot tell rows apart. It can be dropped without losing anything.',
      value: 1,
      threshold: 1,
    }),
  ];
};

const identifiers: AlertRule = ({ columns, dataset }) =>
  columns
    .filter(({ type, distinct }) => type === 'identifier' && distinct.count > 1)
    .map(({ name, distinct }) =>
      alert('IDENTIFIER', 'warning', [name], {
        message: `${name} looks like an identifier (${formatCount(distinct.count)} distinct values).`,
        why: 'A model can learn an identifier by heart, which helps on the training rows only. It takes no part in tests and training.',
        value: distinct.count / Math.max(1, dataset.sampledRows),
        threshold: null,
      }),
    );

const nearConstant: AlertRule = ({ columns }) =>
  columns.flatMap(({ name, distinct, categorical }) => {
    const top = categorical?.top[0];
    if (top === undefined || distinct.count < 2 || top.rate < alertThresholds.nearConstant)
      return [];
    return [
      alert('NEAR_CONSTANT', 'info', [name], {
        message: `${name} is nearly constant: ${formatRate(top.rate)} are ${quoted(top.value)}.`,
        why: 'The other values are so few that a fold may hold none of them.',
        value: top.rate,
        threshold: alertThresholds.nearConstant,
        sql: `SELECT * FROM {table} WHERE ${identifier(name)} IS DISTINCT FROM ${sqlLiteral(top.value)}`,
      }),
    ];
  });

const missingValues: AlertRule = ({ columns }) =>
  columns
    .filter(
      ({ missing, distinct }) => missing.rate >= alertThresholds.missing && distinct.count > 0,
    )
    .map(({ name, missing }) => {
      const { missingError, missingWarning } = alertThresholds;
      const severity =
        missing.rate >= missingError
          ? 'error'
          : missing.rate >= missingWarning
            ? 'warning'
            : 'info';
      return alert('MISSING', severity, [name], {
        message: `${name} is missing in ${formatRate(missing.rate)} of the rows (${formatCount(missing.count)}).`,
        why: 'Missing values are filled in inside each fold. Whether a value is missing can itself carry information, or come from how the rows were collected.',
        value: missing.rate,
        threshold: alertThresholds.missing,
        sql: `SELECT * FROM {table} WHERE ${identifier(name)} IS NULL`,
      });
    });

const duplicateRows: AlertRule = ({ dataset }) => {
  const { duplicateRows: count, sampledRows } = dataset;
  if (count === null || count === 0) return [];
  return [
    alert('DUPLICATE_ROWS', count / sampledRows >= 0.01 ? 'warning' : 'info', [], {
      message: `${formatCount(count)} ${count === 1 ? 'row repeats an' : 'rows repeat an'} earlier row in every column (${formatRate(count / sampledRows)}).`,
      why: 'Copies of a row in training and test parts make scores look better than they are.',
      value: count,
      threshold: 0,
      sql: 'SELECT *, count(*) AS copies FROM {table} GROUP BY ALL HAVING count(*) > 1 ORDER BY copies DESC',
    }),
  ];
};

const duplicateColumns: AlertRule = (evidence) =>
  evidence.duplicateColumns.map((names) =>
    alert('DUPLICATE_COLUMNS', 'warning', names, {
      message: `${listed(names)} hold the same values in every row.`,
      why: 'A copy adds nothing, splits the weight of a linear model and doubles that of a distance. Keep one.',
      value: names.length,
      threshold: 2,
    }),
  );

const highCardinality: AlertRule = ({ columns }) =>
  columns
    .filter(
      ({ type, distinct }) =>
        type === 'categorical' && distinct.count > alertThresholds.highCardinality,
    )
    .map(({ name, distinct }) =>
      alert('HIGH_CARDINALITY', 'info', [name], {
        message: `${name} has ${formatCount(distinct.count)} categories.`,
        why: 'Each category becomes a column of its own, most of them with few rows. Group the rare ones, or check whether it is an identifier.',
        value: distinct.count,
        threshold: alertThresholds.highCardinality,
        sql: `SELECT ${identifier(name)}, count(*) AS n FROM {table} GROUP BY 1 ORDER BY n DESC`,
      }),
    );

const sentinels: AlertRule = ({ columns, sentinels: codes, placeholders }) =>
  columns.flatMap((column) => {
    const { name } = column;
    const present = Math.max(1, presentOf(column));
    const why =
      'It may stand for "missing". Read as a value it distorts means, distances and tests; name it under missingValues in cuvette.json if it does.';
    const code = codes.get(name);
    const texts = placeholders.get(name) ?? [];
    const found = [
      ...(code === undefined
        ? []
        : [{ shown: String(code.value), count: code.count, literal: doubleLiteral(code.value) }]),
      ...texts.map(({ value, count }) => ({
        shown: quoted(value),
        count,
        literal: sqlLiteral(value),
      })),
    ];
    return found
      .filter(({ count }) => count / present >= alertThresholds.sentinel)
      .map(({ shown, count, literal }) =>
        alert('SENTINEL', 'warning', [name], {
          message: `${name} holds ${shown} in ${formatCount(count)} rows (${formatRate(count / present)}).`,
          why,
          value: count / present,
          threshold: alertThresholds.sentinel,
          sql: `SELECT * FROM {table} WHERE ${identifier(name)} = ${literal}`,
        }),
      );
  });

const infinite: AlertRule = ({ columns }) =>
  columns.flatMap(({ name, numeric }) => {
    if (numeric === undefined || numeric.infinite === 0) return [];
    return [
      alert('INFINITE', 'warning', [name], {
        message: `${name} holds ${formatCount(numeric.infinite)} infinite values.`,
        why: 'Infinite values are left out of the statistics. They usually come from a division by zero.',
        value: numeric.infinite,
        threshold: 0,
        sql: `SELECT * FROM {table} WHERE isinf(${identifier(name)})`,
      }),
    ];
  });

const skewed: AlertRule = ({ columns }) =>
  columns.flatMap(({ name, type, numeric }) => {
    const skewness = numeric?.skewness ?? null;
    if (type !== 'numeric' || skewness === null || Math.abs(skewness) < alertThresholds.skewed)
      return [];
    return [
      alert('SKEWED', 'info', [name], {
        message: `${name} is strongly skewed to the ${skewness > 0 ? 'right' : 'left'} (skewness ${formatValue(skewness, 3)}).`,
        why: 'A few extreme values dominate means, straight-line correlations and linear models. A logarithm or ranks may serve better.',
        value: skewness,
        threshold: alertThresholds.skewed,
        sql: `SELECT * FROM {table} ORDER BY ${identifier(name)} ${skewness > 0 ? 'DESC' : 'ASC'} LIMIT 100`,
      }),
    ];
  });

const manyZeros: AlertRule = ({ columns }) =>
  columns.flatMap((column) => {
    const { name, type, numeric, distinct } = column;
    const rate = (numeric?.zeros ?? 0) / Math.max(1, presentOf(column));
    if (type !== 'numeric' || distinct.count < 3 || rate < alertThresholds.zeros) return [];
    return [
      alert('ZEROS', 'info', [name], {
        message: `${name} is zero in ${formatRate(rate)} of its values.`,
        why: 'Zero may mean "none" or "not recorded". Whether it is zero may tell more than how much it is.',
        value: rate,
        threshold: alertThresholds.zeros,
        sql: `SELECT * FROM {table} WHERE ${identifier(name)} <> 0`,
      }),
    ];
  });

const measureNames = {
  pearson: 'r',
  spearman: 'ρ',
  cramersV: 'V',
  correlationRatio: 'η',
  kendall: 'τ',
  mutualInformation: 'normalised mutual information',
  mixed: 'association',
} as const;

const highCorrelation: AlertRule = ({ correlations, target }) => {
  const strongest = new Map<string, { columns: string[]; value: number; symbol: string }>();
  for (const { name, pairs } of correlations.measures) {
    for (const { i, j, value } of pairs) {
      if (value === null || Math.abs(value) < alertThresholds.highCorrelation) continue;
      const columns = [correlations.columns[i]!, correlations.columns[j]!];
      if (target !== null && columns.includes(target.column)) continue;
      const key = `${i} ${j}`;
      const known = strongest.get(key);
      if (known === undefined || Math.abs(value) > Math.abs(known.value)) {
        strongest.set(key, { columns, value, symbol: measureNames[name] });
      }
    }
  }
  return [...strongest.values()].map(({ columns, value, symbol }) =>
    alert('HIGH_CORRELATION', 'info', columns, {
      message: `${columns[0]!} and ${columns[1]!} are strongly related (${symbol} = ${formatValue(value, 3)}).`,
      why: 'They carry nearly the same information. Coefficients of linear models become unstable, and importance is shared between them.',
      value,
      threshold: alertThresholds.highCorrelation,
    }),
  );
};

const alertRules: readonly AlertRule[] = [
  targetLeakage,
  rareClasses,
  targetImbalance,
  constantColumns,
  identifiers,
  duplicateColumns,
  duplicateRows,
  missingValues,
  sentinels,
  infinite,
  nearConstant,
  highCardinality,
  highCorrelation,
  skewed,
  manyZeros,
];
