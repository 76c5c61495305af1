import { formatCount, formatRate, formatSeconds, formatValue } from '../../format/numbers';
import type {
  CategoricalSummary,
  ColumnProfile,
  DateTimeSummary,
  Monotonicity,
  NestedSummary,
  NumericSummary,
  TextSummary,
} from '../../protocol';
import { html, type Html } from './html';

type Fact = readonly [label: string, value: string, exact?: number | null];

/** The numbers of a column as a list of names and values. */
export function columnFacts(column: ColumnProfile): Html {
  const { missing, distinct, numeric, categorical, text, dateTime, nested } = column;
  const facts: Fact[] = [
    [
      'Missing',
      missing.count === 0 ? '0' : `${formatCount(missing.count)} (${formatRate(missing.rate)})`,
    ],
    ['Distinct', formatCount(distinct.count)],
    ...(numeric === undefined ? [] : numericFacts(numeric)),
    ...(categorical === undefined || text !== undefined ? [] : categoricalFacts(categorical)),
    ...(text === undefined ? [] : textFacts(text)),
    ...(dateTime === undefined ? [] : dateFacts(dateTime)),
    ...(nested === undefined ? [] : nestedFacts(nested)),
  ];
  return html`<h3>Numbers</h3>
    <dl>
      ${facts.map(([label, value, exact]) => html`<dt>${label}</dt><dd${typeof exact !== 'number' ? null : html` title="${String(exact)}"`}>${value}</dd>`)}
    </dl>`;
}

function fact(label: string, value: number | null, digits = 4): Fact {
  return [label, formatValue(value, digits), value];
}

function numericFacts(numeric: NumericSummary): Fact[] {
  const at = (p: string): number | null => numeric.quantiles[p] ?? null;
  return [
    fact('Mean', numeric.mean),
    fact('Standard deviation', numeric.std),
    fact('Coefficient of variation', numeric.cv, 3),
    fact('Sum', numeric.sum),
    fact('Minimum', numeric.min),
    fact('1 %', at('0.01')),
    fact('5 %', at('0.05')),
    fact('10 %', at('0.1')),
    fact('25 %', at('0.25')),
    fact('Median', at('0.5')),
    fact('75 %', at('0.75')),
    fact('90 %', at('0.9')),
    fact('95 %', at('0.95')),
    fact('99 %', at('0.99')),
    fact('Maximum', numeric.max),
    fact('Interquartile range', numeric.iqr),
    fact('Median absolute deviation', numeric.mad),
    fact('Skewness', numeric.skewness, 3),
    fact('Excess kurtosis', numeric.kurtosis, 3),
    [
      'Zeros, negatives, infinite',
      [numeric.zeros, numeric.negatives, numeric.infinite].map(formatCount).join(', '),
    ],
    ...order(numeric.monotonic),
  ];
}

function order(monotonic: Monotonicity): Fact[] {
  return monotonic === 'none' ? [] : [['Along the rows', monotonic]];
}

function categoricalFacts({
  entropy,
  imbalance,
  rare,
  uniformPValue,
  length,
}: CategoricalSummary): Fact[] {
  if (entropy === null) return [];
  return [
    ['Entropy', `${formatValue(entropy, 3)} bits`, entropy],
    fact('Imbalance (0 even, 1 one value)', imbalance, 3),
    fact('Equally frequent, χ² p', uniformPValue, 3),
    [
      `Levels under ${formatCount(rare.belowRows)} rows`,
      `${formatCount(rare.levels)} (${formatCount(rare.rows)} rows)`,
    ],
    ['Characters', `${formatValue(length.min)} to ${formatValue(length.max)}`],
  ];
}

function textFacts({ length, words, blank, characters, sampledRows }: TextSummary): Fact[] {
  return [
    ['Characters per text', `${formatValue(length.min)} to ${formatValue(length.max)}`],
    fact('Characters, mean', length.mean, 3),
    fact('Characters, median', length.median),
    ['Words per text', `${formatValue(words.min)} to ${formatValue(words.max)}`],
    fact('Words, mean', words.mean, 3),
    fact('Words, median', words.median),
    ['Words in all', `${formatCount(words.total)}, ${formatCount(words.distinct)} different`],
    ['Different characters', formatCount(characters.distinct)],
    ['Blank', formatCount(blank)],
    ...(sampledRows === null
      ? []
      : [['Words and characters counted on', `${formatCount(sampledRows)} rows`] as const]),
  ];
}

function dateFacts({ min, max, spanDays, gaps, monotonic, step }: DateTimeSummary): Fact[] {
  const [gap] = gaps;
  return [
    ['First', min ?? '–'],
    ['Last', max ?? '–'],
    ['Span', `${formatValue(spanDays, 4)} days`],
    ...(gap === undefined
      ? []
      : [['Widest gap', `${formatValue(gap.days, 3)} days, ${gap.from} to ${gap.to}`] as const]),
    ...(step === null
      ? []
      : [['Commonest step', `${duration(step.seconds)} (${formatRate(step.rate)})`] as const]),
    ...order(monotonic),
  ];
}

const day = 86_400;

function duration(seconds: number): string {
  const days = seconds / day;
  return days < 1
    ? formatSeconds(seconds)
    : `${formatValue(days, 3)} ${days === 1 ? 'day' : 'days'}`;
}

function nestedFacts({ kind, declaration, length, empty, sampledRows }: NestedSummary): Fact[] {
  return [
    ['Kind', kind],
    ['Declared', declaration],
    [
      kind === 'struct' ? 'Fields per value' : 'Entries per value',
      `${formatValue(length.min)} to ${formatValue(length.max)}, median ${formatValue(length.median)}`,
    ],
    ['Without any', formatCount(empty)],
    ...(sampledRows === null
      ? []
      : [['Entries counted on', `${formatCount(sampledRows)} rows`] as const]),
  ];
}
