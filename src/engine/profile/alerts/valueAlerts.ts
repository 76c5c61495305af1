import { formatCount, formatRate, formatValue } from '../../../format/numbers';
import type { AlertAction, ColumnProfile } from '../../../protocol';
import { chiSquareSf } from '../../statistics/distributions';
import {
  alert,
  listed,
  presentOf,
  shownValue,
  type AlertEvidence,
  type AlertRule,
} from './alertRule';
import { identifier, isOneOf, labelLiteral, numberLiteral } from './alertSql';
import { fewNumbers } from './columnTraits';

/** Cleaning that drops columns. */
export function dropColumns(columns: readonly string[]): AlertAction {
  const [first = ''] = columns;
  const short = first.length > 30 ? `${first.slice(0, 29)}…` : first;
  const label = columns.length === 1 ? `Drop ${short}` : `Drop ${columns.length} columns`;
  return { kind: 'clean', label, step: { kind: 'dropColumns', columns } };
}

/** EMPTY: columns without any value. */
export const emptyColumns: AlertRule = ({ columns }) => {
  const names = columns.filter(({ distinct }) => distinct.count === 0).map(({ name }) => name);
  if (names.length === 0) return [];
  return [
    alert('EMPTY', 'warning', names, {
      message:
        names.length === 1
          ? `${names[0]!} has no value at all.`
          : `${formatCount(names.length)} columns have no value at all: ${listed(names)}.`,
      why: 'There is nothing to learn from. It can be dropped without losing anything.',
      value: names.length,
      threshold: 0,
      actions: [dropColumns(names)],
    }),
  ];
};

/** CONSTANT: columns with one value. */
export const constantColumns: AlertRule = ({ columns }) => {
  const names = columns.filter(({ distinct }) => distinct.count === 1).map(({ name }) => name);
  if (names.length === 0) return [];
  return [
    alert('CONSTANT', 'warning', names, {
      message:
        names.length === 1
          ? `${names[0]!} is constant.`
          : `${formatCount(names.length)} constant columns: ${listed(names)}.`,
      why: 'A column with one value cannot tell rows apart. It can be dropped without losing anything.',
      value: 1,
      threshold: 1,
      actions: [dropColumns(names)],
    }),
  ];
};

/** NEAR_CONSTANT: nearly all values are the same. */
export const nearConstant: AlertRule = ({ columns, dataset, target, traits, thresholds }) =>
  columns.flatMap((column) => {
    const { name, type, distinct, categorical } = column;
    const top = type === 'numeric' ? traits.get(name)?.commonest : categorical?.top[0];
    if (!top || distinct.count < 2 || top.rate < thresholds.nearConstant) return [];
    if (name === target?.column) return [];
    const others = presentOf(column, dataset) - top.count;
    return [
      alert('NEAR_CONSTANT', 'info', [name], {
        message: `${name} is nearly constant: all but ${formatCount(others)} of its values are ${shownValue(column, top.value)}.`,
        why: 'The other values are so few that a fold may hold none of them.',
        value: top.rate,
        threshold: thresholds.nearConstant,
        thresholdName: 'nearConstant',
        where: `${identifier(name)} <> ${labelLiteral(column, top.value)}`,
        actions: [dropColumns([name])],
      }),
    ];
  });

const rowsForIdentifier = 20;
const oneWord = 1.05;

/** IDENTIFIER: whole numbers or single words that are (nearly) all different. */
export const identifiers: AlertRule = ({ columns, dataset, target, traits, thresholds }) => {
  const alongTime = columns.some(({ dateTime }) => dateTime?.monotonic.startsWith('strictly'));
  return columns.flatMap((column) => {
    const { name, type, distinct } = column;
    const present = presentOf(column, dataset);
    if (distinct.count < 2 || name === target?.column) return [];
    const share = distinct.count / Math.max(1, present);
    const typed = type === 'identifier';
    const alike =
      share >= thresholds.identifier &&
      present >= rowsForIdentifier &&
      (traits.get(name)?.forms ?? null) === null &&
      maybeIdentifier(column, alongTime);
    if (!typed && !alike) return [];
    const found = `${formatCount(distinct.count)} distinct values in ${formatCount(present)} rows`;
    return [
      alert('IDENTIFIER', typed ? 'warning' : 'info', [name], {
        message: typed
          ? `${name} looks like an identifier (${found}).`
          : `${name} may be an identifier (${found}).`,
        why: typed
          ? 'A model can learn an identifier by heart, which helps on the training rows only. It takes no part in tests and training.'
          : 'If it only names the rows, a model can learn it by heart, which helps on the training rows only. If it is a quantity, all is well.',
        value: share,
        threshold: thresholds.identifier,
        thresholdName: 'identifier',
        where: `${identifier(name)} IS NOT NULL`,
        actions: [
          ...(typed
            ? []
            : [
                {
                  kind: 'setType',
                  label: 'Treat as identifier',
                  column: name,
                  type: 'identifier',
                } as const,
              ]),
          dropColumns([name]),
        ],
      }),
    ];
  });
};

/**
 * Quantities in whole numbers are all different, too, when their range is wide. Numbers that name rows were handed out in turn, or
 * drawn evenly from numbers of one length; in rows along time a trend looks like either.
 */
function maybeIdentifier(column: ColumnProfile, alongTime: boolean): boolean {
  const { type, storageType, text, numeric } = column;
  const words = text?.words.mean ?? null;
  if (storageType === 'VARCHAR') return type === 'text' && words !== null && words <= oneWord;
  if (storageType !== 'BIGINT' || type !== 'numeric' || !numeric) return false;
  const [min, max] = [numeric.min ?? 0, numeric.max ?? 0];
  if (alongTime || min < 0 || (min >= 1500 && max <= 2200)) return false;
  if (numeric.monotonic.startsWith('strictly')) return true;
  const digits = String(max).length;
  const even = (binsPValue(column) ?? 0) >= evenAt;
  return digits >= codeDigits && String(min).length === digits && even;
}

/** p-value from which the bins of a histogram do not show that numbers crowd anywhere. */
const evenAt = 0.01;
/** Digits from which equally long whole numbers may be codes. */
const codeDigits = 5;

/** Words per text above which texts are sentences, which rarely repeat. */
const fewWords = 3;

/** UNIQUE: no value of a date, category or short text repeats. Fractions and sentences rarely do;
 * identifiers, numbers and dates in disguise have their alerts. */
export const uniqueColumns: AlertRule = (evidence) => {
  const identified = new Set(identifiers(evidence).flatMap(({ columns }) => columns));
  return evidence.columns.flatMap((column) => {
    const { name, type, distinct, text } = column;
    const present = presentOf(column, evidence.dataset);
    if ((text?.words.mean ?? 0) > fewWords) return [];
    if (type !== 'text' && type !== 'dateTime' && type !== 'categorical') return [];
    if ((evidence.traits.get(name)?.forms ?? null) !== null) return [];
    if (identified.has(name) || present < rowsForIdentifier || distinct.count !== present)
      return [];
    return [
      alert('UNIQUE', 'info', [name], {
        message: `No value of ${name} occurs twice.`,
        why:
          type === 'dateTime'
            ? 'Each row has a time of its own: the rows may be one series, to be split by time instead of at random.'
            : 'No row can be grouped with another one by it.',
        value: 1,
        threshold: 1,
      }),
    ];
  });
};

/** INFINITE: values that are not finite. */
export const infinite: AlertRule = ({ columns }) =>
  columns.flatMap(({ name, numeric }) => {
    if (numeric === undefined || numeric.infinite === 0) return [];
    const { infinite: count } = numeric;
    return [
      alert('INFINITE', 'warning', [name], {
        message: `${name} holds ${formatCount(count)} infinite ${count === 1 ? 'value' : 'values'}.`,
        why: 'Infinite values are left out of the statistics. They usually come from a division by zero.',
        value: count,
        threshold: 0,
        where: `isinf(${identifier(name)})`,
        actions: [
          {
            kind: 'clean',
            label: 'Treat as missing',
            step: { kind: 'treatAsMissing', column: name, values: ['inf', '-inf'] },
          },
        ],
      }),
    ];
  });

/** A code for "missing" at an end of the range makes the tail; it has an alert of its own. */
function hasSentinel(traits: AlertEvidence['traits'], name: string): boolean {
  return (traits.get(name)?.sentinels.length ?? 0) > 0;
}

const extremesShown = 100;

/** SKEWED: a long tail to one side. */
export const skewed: AlertRule = ({ columns, traits, thresholds }) =>
  columns.flatMap(({ name, type, numeric }) => {
    const skewness = numeric?.skewness ?? null;
    if (hasSentinel(traits, name)) return [];
    if (type !== 'numeric' || skewness === null || Math.abs(skewness) < thresholds.skewed)
      return [];
    const tail = numeric!.quantiles[skewness > 0 ? '0.99' : '0.01'] ?? null;
    const side = skewness > 0 ? '>=' : '<=';
    return [
      alert('SKEWED', 'info', [name], {
        message: `${name} is strongly skewed to the ${skewness > 0 ? 'right' : 'left'} (skewness ${formatValue(skewness, 3)}).`,
        why: 'A few extreme values dominate means, straight-line correlations and linear models. A logarithm or ranks may serve better.',
        value: skewness,
        threshold: thresholds.skewed,
        thresholdName: 'skewed',
        sql: `SELECT * FROM {table} ORDER BY ${identifier(name)} ${skewness > 0 ? 'DESC' : 'ASC'} NULLS LAST LIMIT ${extremesShown}`,
        where: tail === null ? null : `${identifier(name)} ${side} ${numberLiteral(tail)}`,
      }),
    ];
  });

/** ZEROS: many values are zero. */
export const manyZeros: AlertRule = ({ columns, dataset, thresholds }) =>
  columns.flatMap((column) => {
    const { name, type, numeric, distinct } = column;
    const zeros = numeric?.zeros ?? 0;
    const rate = zeros / Math.max(1, presentOf(column, dataset));
    if (type !== 'numeric' || distinct.count < 3 || rate < thresholds.zeros || zeros === 0)
      return [];
    return [
      alert('ZEROS', 'info', [name], {
        message: `${name} is zero in ${formatCount(zeros)} rows (${formatRate(rate)} of its values).`,
        why: 'Zero may mean "none" or "not recorded". Whether it is zero may tell more than how much it is.',
        value: rate,
        threshold: thresholds.zeros,
        thresholdName: 'zeros',
        where: `${identifier(name)} = 0`,
        actions: [
          {
            kind: 'clean',
            label: 'Treat zero as missing',
            step: { kind: 'treatAsMissing', column: name, values: ['0'] },
          },
        ],
      }),
    ];
  });

/** OUTLIERS: many values beyond 1.5 interquartile ranges of the quartiles (a normal distribution has 0.7 %). */
export const outliers: AlertRule = ({ columns, dataset, traits, thresholds }) =>
  columns.flatMap((column) => {
    const { name, type, storageType, distinct, numeric } = column;
    const box = numeric?.box;
    const areCodes = storageType === 'BIGINT' && distinct.count <= fewNumbers;
    if (type !== 'numeric' || areCodes || hasSentinel(traits, name) || !box || box.q3 === box.q1)
      return [];
    const { below, above } = box.outliers;
    const count = below + above;
    const rate = count / Math.max(1, presentOf(column, dataset));
    if (count === 0 || rate < thresholds.outliers) return [];
    const quoted = identifier(name);
    // The whiskers are the last values within 1.5 interquartile ranges: beyond them lie the outliers alone.
    const sides = [
      { count: below, sign: '<', words: 'below', end: box.lowerWhisker },
      { count: above, sign: '>', words: 'above', end: box.upperWhisker },
    ].filter((side) => side.count > 0);
    const said = sides.map(
      (side) => `${formatCount(side.count)} ${side.words} ${formatValue(side.end)}`,
    );
    return [
      alert('OUTLIERS', 'info', [name], {
        message: `${name} has ${formatCount(count)} values (${formatRate(rate)}) far from the rest: ${listed(said)}.`,
        why: 'So many are rarely errors: the distribution has heavy tails or is a mixture. Look at them before they are cut off.',
        value: rate,
        threshold: thresholds.outliers,
        thresholdName: 'outliers',
        where: sides.map(({ sign, end }) => `${quoted} ${sign} ${numberLiteral(end)}`).join(' OR '),
      }),
    ];
  });

/** Rows per bin below which frequencies cannot be judged. */
const expectedPerBin = 5;

/** UNIFORM: all values or bins are suspiciously equally frequent. */
export const uniform: AlertRule = ({ columns, target, thresholds }) =>
  columns.flatMap((column) => {
    const { name, type, categorical, distinct } = column;
    if (name === target?.column) return [];
    const isCategory = type === 'categorical' || type === 'ordinal' || type === 'boolean';
    const pValue = isCategory
      ? (categorical?.uniformPValue ?? null)
      : type === 'numeric'
        ? binsPValue(column)
        : null;
    if (pValue === null || distinct.count < 2 || pValue < thresholds.uniform) return [];
    return [
      alert('UNIFORM', 'info', [name], {
        message: `${isCategory ? 'The values' : 'Equal stretches'} of ${name} are equally frequent (χ² p = ${formatValue(pValue, 4)}).`,
        why: 'Measured data are rarely that even: it may be a counter, a design, or made up.',
        value: pValue,
        threshold: thresholds.uniform,
        thresholdName: 'uniform',
      }),
    ];
  });

/** p of the χ² test that the bins of the histogram are equally frequent, as scipy.stats.chisquare; `null` for few rows. */
function binsPValue({ numeric }: ColumnProfile): number | null {
  const counts = numeric?.histogram?.counts ?? [];
  const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  if (counts.length < 2 || expected < expectedPerBin) return null;
  const statistic = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  return chiSquareSf(statistic, counts.length - 1);
}

/** SENTINEL: values that may stand for "missing". */
export const sentinels: AlertRule = ({ columns, dataset, traits, thresholds }) =>
  columns.flatMap((column) => {
    const { name, storageType, type } = column;
    const present = Math.max(1, presentOf(column, dataset));
    return (traits.get(name)?.sentinels ?? [])
      .filter(({ count }) => count > 0 && count / present >= thresholds.sentinel)
      .map(({ value, count }) => {
        const text = storageType === 'VARCHAR';
        const days = type === 'dateTime';
        const inColumn: AlertAction = {
          kind: 'clean',
          label: `Treat as missing in ${name}`,
          step: { kind: 'treatAsMissing', column: name, values: [value] },
        };
        const inFile: AlertAction = {
          kind: 'treatAsMissing',
          label: 'Read as missing in this file',
          values: [value],
        };
        return alert('SENTINEL', 'warning', [name], {
          message: `${name} holds ${shownValue(column, value)} in ${formatCount(count)} ${count === 1 ? 'row' : 'rows'} (${formatRate(count / present)}).`,
          why: days
            ? 'This day often stands for "no date". Read as a date it stretches ranges and distances.'
            : 'It may stand for "missing". Read as a value it distorts means, distances and tests.',
          value: count / present,
          threshold: thresholds.sentinel,
          thresholdName: 'sentinel',
          where: days
            ? `CAST(${identifier(name)} AS DATE) = DATE '${value}'`
            : isOneOf(column, [value]),
          actions: text ? [inFile, inColumn] : [inColumn],
        });
      });
  });
