import {
  type CategoricalSummary,
  type ColumnProfile,
  type DateTimeSummary,
  type Monotonicity,
  type NestedSummary,
  type NumericSummary,
  type TextSummary,
} from '../../src/protocol';
import {
  absent,
  formatCount,
  formatExact,
  formatPStatement,
  formatQuantity,
  formatShare,
} from '../shared/format';
import { t } from '../shared/translate';

/** A name, a value for reading, and the exact value or the reason why there is none. */
export type Fact = readonly [name: string, value: string, title?: string | undefined];

/** The figures of a column that fit into one line each. */
export function columnFacts(column: ColumnProfile): readonly Fact[] {
  const { numeric, categorical, dateTime, text, nested } = column;
  return [
    [t('missing'), `${formatCount(column.missing.count)} (${formatShare(column.missing.rate)})`],
    [t('distinct'), formatCount(column.distinct.count)],
    [t('stored as'), nested?.declaration ?? column.storageType, nested?.declaration],
    ...(numeric === undefined ? [] : numericFacts(numeric, column)),
    ...(categorical === undefined ? [] : valueFacts(categorical, column)),
    ...(dateTime === undefined ? [] : dateTimeFacts(dateTime)),
    ...(text === undefined ? [] : textFacts(text)),
    ...(nested === undefined ? [] : nestedFacts(nested)),
  ];
}

function numericFacts(summary: NumericSummary, { type }: ColumnProfile): readonly Fact[] {
  const quantity = (name: string, field: keyof NumericSummary, value: number | null): Fact => [
    name,
    formatQuantity(value),
    value === null ? summary.reasons?.[field] : formatExact(value),
  ];
  const order = orderFact(summary.monotonic);
  if (type === 'identifier') return [[t('range'), rangeText(summary.min, summary.max)], ...order];
  const outliers = summary.box?.outliers;
  return [
    quantity(t('mean'), 'mean', summary.mean),
    quantity(t('standard deviation'), 'std', summary.std),
    quantity(t('sd / mean'), 'cv', summary.cv),
    quantity(t('interquartile range'), 'iqr', summary.iqr),
    quantity(t('median absolute deviation'), 'mad', summary.mad),
    quantity(t('skewness'), 'skewness', summary.skewness),
    quantity(t('excess kurtosis'), 'kurtosis', summary.kurtosis),
    quantity(t('sum'), 'sum', summary.sum),
    [t('zeros'), formatCount(summary.zeros)],
    [t('negative'), formatCount(summary.negatives)],
    ...(summary.infinite > 0
      ? [[t('infinite'), formatCount(summary.infinite)] satisfies Fact]
      : []),
    ...(outliers === undefined
      ? []
      : [
          [
            t('outliers'),
            formatCount(outliers.below + outliers.above),
            t(
              '{0} below and {1} above 1.5 interquartile ranges from the quartiles',
              formatCount(outliers.below),
              formatCount(outliers.above),
            ),
          ] satisfies Fact,
        ]),
    ...order,
  ];
}

function orderFact(order: Monotonicity): readonly Fact[] {
  return order === 'none' ? [] : [[t('along the rows'), orderName(order)]];
}

function orderName(order: Monotonicity): string {
  switch (order) {
    case 'strictly increasing':
      return t('strictly increasing');
    case 'increasing':
      return t('increasing');
    case 'strictly decreasing':
      return t('strictly decreasing');
    case 'decreasing':
      return t('decreasing');
    case 'none':
      return absent;
  }
}

function valueFacts(summary: CategoricalSummary, { type }: ColumnProfile): readonly Fact[] {
  const { entropy, imbalance, uniformPValue, rare, length, reasons } = summary;
  const lengths: Fact = [t('length'), rangeText(length.min, length.max), reasons?.['length']];
  if (type === 'identifier' || type === 'constant') return [lengths];
  const common: readonly Fact[] = [
    [t('entropy'), `${formatQuantity(entropy)} bit`, reasons?.['entropy'] ?? formatExact(entropy)],
    [
      t('imbalance'),
      formatQuantity(imbalance),
      reasons?.['imbalance'] ??
        `${formatExact(imbalance)} — ${t('0: all values equally often; 1: one value only')}`,
    ],
  ];
  if (type === 'text') return common;
  return [
    ...common,
    [
      t('equally frequent'),
      uniformPValue === null ? absent : formatPStatement(uniformPValue),
      reasons?.['uniformPValue'] ??
        t('χ² test that all values are equally frequent, p {0}', formatExact(uniformPValue)),
    ],
    [
      t('rare values'),
      rare.levels === 0
        ? '0'
        : t('{0} in {1} rows', formatCount(rare.levels), formatCount(rare.rows)),
      t('Values in fewer than {0} rows', formatCount(rare.belowRows)),
    ],
    lengths,
  ];
}

function dateTimeFacts(summary: DateTimeSummary): readonly Fact[] {
  const { min, max, spanDays, step } = summary;
  return [
    [t('first'), min ?? absent, summary.reasons?.['min']],
    [t('last'), max ?? absent, summary.reasons?.['max']],
    [t('span'), spanDays === null ? absent : t('{0} days', formatQuantity(spanDays))],
    [
      t('commonest step'),
      step === null ? absent : `${stepText(step.seconds)} (${formatShare(step.rate)})`,
      step === null ? summary.reasons?.['step'] : t('{0} seconds', formatExact(step.seconds)),
    ],
    ...orderFact(summary.monotonic),
  ];
}

const units = [
  [86_400, '{0} days'],
  [3600, '{0} hours'],
  [60, '{0} minutes'],
] as const;

function stepText(seconds: number): string {
  const unit = units.find(([size]) => seconds >= size);
  if (unit === undefined) return t('{0} seconds', formatQuantity(seconds));
  const amount = formatQuantity(seconds / unit[0]);
  switch (unit[1]) {
    case '{0} days':
      return t('{0} days', amount);
    case '{0} hours':
      return t('{0} hours', amount);
    case '{0} minutes':
      return t('{0} minutes', amount);
  }
}

function textFacts({ length, words, blank, characters }: TextSummary): readonly Fact[] {
  return [
    [t('length'), rangeText(length.min, length.max)],
    [t('median length'), formatQuantity(length.median)],
    [t('words'), rangeText(words.min, words.max)],
    [t('mean of words'), formatQuantity(words.mean), formatExact(words.mean)],
    [t('words in all'), formatCount(words.total)],
    [t('different words'), formatCount(words.distinct)],
    [t('different characters'), formatCount(characters.distinct)],
    [t('blank'), formatCount(blank)],
  ];
}

function nestedFacts({ kind, length, empty }: NestedSummary): readonly Fact[] {
  return [
    [t('kind'), kindName(kind)],
    [kind === 'list' ? t('entries') : t('fields'), rangeText(length.min, length.max)],
    [t('median'), formatQuantity(length.median)],
    [t('empty'), formatCount(empty)],
  ];
}

function kindName(kind: NestedSummary['kind']): string {
  switch (kind) {
    case 'list':
      return t('list');
    case 'map':
      return t('map');
    case 'struct':
      return t('struct');
  }
}

function rangeText(min: number | null, max: number | null): string {
  return min === max ? formatQuantity(min) : `${formatQuantity(min)} … ${formatQuantity(max)}`;
}
