import type { ColumnProfile, ValueCount } from '../../protocol';
import { formatCount, formatPValue, formatRate, formatValue } from '../../format/numbers';
import type { Terminal } from '../terminal';
import { bar, shorten, sparkline, textTable } from './textTable';

type Fact = readonly [name: string, value: string];

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const valueWidth = 40;

/** One column in full: what `profile --column NAME` prints. */
export function renderColumn(column: ColumnProfile, { bold, dim }: Terminal['colours']): string {
  const { numeric, categorical, text, dateTime, nested } = column;
  const facts: readonly Fact[] = [
    ['missing', `${formatCount(column.missing.count)} (${formatRate(column.missing.rate)})`],
    ['distinct', `${column.distinct.exact ? '' : '~'}${formatCount(column.distinct.count)}`],
    ...(numeric === undefined ? [] : numericFacts(numeric)),
    ...(categorical === undefined ? [] : valueFacts(categorical, text !== undefined)),
    ...(text === undefined ? [] : textFacts(text)),
    ...(dateTime === undefined ? [] : dateTimeFacts(dateTime)),
    ...(nested === undefined ? [] : nestedFacts(nested)),
  ];
  const width = Math.max(...facts.map(([name]) => name.length));
  return [
    `${bold(column.name)}  ${column.type}, ${column.role}`,
    dim(column.typeReason),
    ...facts.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`),
    '',
    ...(numeric === undefined ? [] : extremes(numeric)),
    ...(categorical === undefined ? [] : counts('most frequent', categorical.top)),
    ...(text === undefined ? [] : counts('most frequent words', text.frequentWords.slice(0, 10))),
    ...(text === undefined ? [] : counts('stand for nothing', text.placeholders)),
    ...(nested === undefined ? [] : counts('most frequent entries', nested.top)),
    ...(nested === undefined ? [] : fields(nested)),
  ].join('\n');
}

function numericFacts(summary: NonNullable<ColumnProfile['numeric']>): readonly Fact[] {
  const { histogram, box, quantiles, monotonic } = summary;
  const ordered = Object.entries(quantiles).sort(([a], [b]) => Number(a) - Number(b));
  return [
    ['mean ± std', `${formatValue(summary.mean)} ± ${formatValue(summary.std)}`],
    ['std / mean', formatValue(summary.cv)],
    [
      'quantiles',
      ordered.map(([p, value]) => `${Number(p) * 100} %: ${formatValue(value)}`).join(' · '),
    ],
    ['IQR, MAD', `${formatValue(summary.iqr)}, ${formatValue(summary.mad)}`],
    ['skewness, kurtosis', `${formatValue(summary.skewness)}, ${formatValue(summary.kurtosis)}`],
    [
      'zeros, negative, infinite',
      [summary.zeros, summary.negatives, summary.infinite].map(formatCount).join(', '),
    ],
    ...(box === null
      ? []
      : [
          [
            'outliers',
            `${formatCount(box.outliers.below)} below ${formatValue(box.lowerWhisker)}, ${formatCount(box.outliers.above)} above ${formatValue(box.upperWhisker)}`,
          ] satisfies Fact,
        ]),
    ...orderFacts(monotonic),
    ...(histogram === null ? [] : [['histogram', sparkline(histogram.counts)] satisfies Fact]),
  ];
}

function orderFacts(monotonic: string): readonly Fact[] {
  return monotonic === 'none' ? [] : [['along the rows', monotonic]];
}

/** The lengths of texts stand among the facts of texts. */
function valueFacts(
  summary: NonNullable<ColumnProfile['categorical']>,
  isText: boolean,
): readonly Fact[] {
  const { entropy, imbalance, rare, spellings, uniformPValue, length } = summary;
  return [
    ['entropy', entropy === null ? '–' : `${formatValue(entropy)} bit`],
    ['imbalance', formatValue(imbalance)],
    ['equally frequent', formatPValue(uniformPValue)],
    [
      'rare values',
      `${formatCount(rare.levels)} in ${formatCount(rare.rows)} rows (each in fewer than ${formatCount(rare.belowRows)})`,
    ],
    ...(isText
      ? []
      : [['length', `${formatValue(length.min)} … ${formatValue(length.max)}`] satisfies Fact]),
    ...spellings
      .slice(0, 5)
      .map(({ values }): Fact => [
        'spelled alike',
        values.map(({ value, count }) => `"${value}" ${formatCount(count)}`).join(' · '),
      ]),
  ];
}

function textFacts(summary: NonNullable<ColumnProfile['text']>): readonly Fact[] {
  const { length, words, characters, blank, sampledRows } = summary;
  return [
    [
      'length',
      `${formatValue(length.min)} … ${formatValue(length.max)}, median ${formatValue(length.median)}`,
    ],
    [
      'words',
      `${formatValue(words.min)} … ${formatValue(words.max)}, mean ${formatValue(words.mean)}, ${formatCount(words.total)} in all, ${formatCount(words.distinct)} different`,
    ],
    ['blank', formatCount(blank)],
    [
      'characters',
      characters.scripts
        .slice(0, 8)
        .map(({ script, rate }) => `${script} ${formatRate(rate)}`)
        .join(' · '),
    ],
    ...(sampledRows === null
      ? []
      : [['words and characters', `from ${formatCount(sampledRows)} rows`] satisfies Fact]),
  ];
}

function dateTimeFacts(summary: NonNullable<ColumnProfile['dateTime']>): readonly Fact[] {
  const { min, max, spanDays, gaps, step, histogram, hours } = summary;
  const days = summary.weekdays.map((count, day) => `${weekdays[day]!} ${formatCount(count)}`);
  return [
    ['range', `${min ?? '–'} … ${max ?? '–'}, ${formatValue(spanDays)} days`],
    ...(gaps[0] === undefined
      ? []
      : [
          [
            'widest gap',
            `${gaps[0].from} … ${gaps[0].to}, ${formatValue(gaps[0].days)} days`,
          ] satisfies Fact,
        ]),
    ...(step === null
      ? []
      : [
          [
            'commonest step',
            `${formatValue(step.seconds)} s (${formatRate(step.rate)})`,
          ] satisfies Fact,
        ]),
    ['days of the week', days.join(' · ')],
    ...(hours === null ? [] : [['hours 0–23', sparkline(hours)] satisfies Fact]),
    ['months', sparkline(summary.months)],
    ...orderFacts(summary.monotonic),
    ...(histogram === null ? [] : [['histogram', sparkline(histogram.counts)] satisfies Fact]),
  ];
}

function nestedFacts({
  kind,
  declaration,
  length,
  empty,
  sampledRows,
}: NonNullable<ColumnProfile['nested']>): readonly Fact[] {
  return [
    ['kind', `${kind}, ${shorten(declaration, 80)}`],
    [
      kind === 'list' ? 'entries' : 'fields',
      `${formatValue(length.min)} … ${formatValue(length.max)}, median ${formatValue(length.median)}`,
    ],
    ['empty', formatCount(empty)],
    ...(sampledRows === null
      ? []
      : [['fields and entries', `from ${formatCount(sampledRows)} rows`] satisfies Fact]),
  ];
}

function extremes({ extremes: ends }: NonNullable<ColumnProfile['numeric']>): readonly string[] {
  if (ends.lowest.length === 0) return [];
  const rowsOf = (label: string, values: typeof ends.lowest): string[][] =>
    values.map(({ value, row, count }) => [
      label,
      String(value),
      formatCount(count),
      formatCount(row),
    ]);
  return [
    textTable(
      [
        { title: 'end' },
        { title: 'value', align: 'right' },
        { title: 'rows', align: 'right' },
        { title: 'first in row', align: 'right' },
      ],
      [...rowsOf('lowest', ends.lowest), ...rowsOf('highest', ends.highest)],
    ),
  ];
}

function counts(title: string, values: readonly ValueCount[]): readonly string[] {
  if (values.length === 0) return [];
  return [
    textTable(
      [
        { title },
        { title: 'count', align: 'right' },
        { title: 'share', align: 'right' },
        { title: '' },
      ],
      values.map(({ value, count, rate }) => [
        shorten(value, valueWidth),
        formatCount(count),
        formatRate(rate),
        bar(rate, 20),
      ]),
    ),
  ];
}

function fields({ fields: own }: NonNullable<ColumnProfile['nested']>): readonly string[] {
  if (own.length === 0) return [];
  return [
    textTable(
      [{ title: 'field' }, { title: 'type' }, { title: 'rows', align: 'right' }],
      own.map(({ name, type, present }) => [shorten(name, valueWidth), type, formatCount(present)]),
    ),
  ];
}
