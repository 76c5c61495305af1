import { type CodeColumn, type CodeSource } from './codeSource';
import { summaryQuantiles, type CodeView } from './codeView';
import { pythonText } from './literals';
import { polarsData } from './polarsReading';
import {
  inLines,
  pythonBooleans,
  pythonCode,
  type Columns,
  type PythonLibrary,
} from './pythonCode';
import { polarsCell, polarsCondition, polarsValue } from './pythonCondition';
import { summaryKind } from './summaryKind';

/** A view of the data as a Python script with polars whose result is in `result`. */
export function polarsCode(source: CodeSource, view: CodeView, columns: Columns): string {
  return pythonCode(polars, source, view, columns);
}

const polars: PythonLibrary = {
  name: 'polars as pl',
  fromDuckDb: 'pl',
  importsFrom: (lines) =>
    lines.some((line) => /\bdate(?:time)?\.fromisoformat\("/.test(line))
      ? ['from datetime import date, datetime', '']
      : [],
  read: polarsData,
  summary: (column) => ({ lines: summary(column), imports: [] }),
  values: (column) => [
    `counts = data.select(${polarsCell(column)}.alias("value")).drop_nulls().group_by("value").len("count")`,
    'result = counts.with_columns(rate=pl.col("count") / pl.col("count").sum()).sort(\n    ["count", "value"], descending=[True, False]\n)',
  ],
  histogram: (column) => [
    `counts, _ = np.histogram(data[${pythonText(column)}].drop_nulls(), bins=edges)`,
    'result = pl.DataFrame({"from": edges[:-1], "to": edges[1:], "count": counts})',
  ],
  twoNumbers(x, y) {
    const [a, b] = [pythonText(x), pythonText(y)];
    return [
      `both = data.select(${a}, ${b}).drop_nulls()`,
      inLines(
        'result = both.select(',
        [
          'n=pl.len()',
          `pearson=pl.corr(${a}, ${b})`,
          `spearman=pl.corr(${a}, ${b}, method="spearman")`,
        ],
        ')',
      ),
    ];
  },
  twoCategories: (x, y) => [
    `both = data.select(x=${polarsCell(x)}, y=${polarsCell(y)}).drop_nulls()`,
    'result = both.group_by("x", "y").len("count").sort("x", "y")',
  ],
  perLevel: (number, level) => [
    `both = data.select(level=${polarsCell(level)}, x=${polarsCell(number)}).drop_nulls()`,
    'x = pl.col("x")',
    inLines(
      'result = both.group_by("level").agg(',
      [
        ...[0.25, 0.5, 0.75].map((q) => `x.quantile(${q}, interpolation="linear").alias("q${q}")`),
        'count=pl.len()',
        'mean=x.mean()',
        'min=x.min()',
        'max=x.max()',
      ],
      ').sort("level")',
    ),
  ],
  ratePerLevel: (level, target, positive) => [
    `both = data.select(level=${polarsCell(level)}, target=${polarsCell(target.name)}).drop_nulls()`,
    `positive = pl.col("target") == ${polarsValue(positive, target)}`,
    'result = both.group_by("level").agg(\n    count=pl.len(), positives=positive.sum(), rate=positive.mean()\n).sort("level")',
  ],
  filtered: (condition, columns) => `result = data.filter(${polarsCondition(condition, columns)})`,
  sorted(sort) {
    const by = sort.map(({ column }) => pythonText(column)).join(', ');
    const descending = pythonBooleans(sort.map((key) => key.descending));
    return `result = result.sort([${by}], descending=[${descending}], nulls_last=True, maintain_order=True)`;
  },
};

const counts = [
  'rows=pl.len()',
  'missing=x.null_count()',
  '**{"distinct": x.drop_nulls().n_unique()}',
];

function summary(column: CodeColumn): string[] {
  const x = `x = ${polarsCell(column.name)}`;
  switch (summaryKind(column)) {
    case 'numbers':
      return [
        `${x}.cast(pl.Float64).fill_nan(None)`,
        'finite = x.filter(x.is_finite())',
        selected([
          ...counts,
          'infinite=x.count() - finite.count()',
          'mean=finite.mean()',
          'std=finite.std()',
          'sum=finite.sum()',
          'min=finite.min()',
          ...summaryQuantiles.map(
            (q) => `finite.quantile(${q}, interpolation="linear").alias("q${q}")`,
          ),
          'max=finite.max()',
          'skewness=finite.skew(bias=False)',
          'kurtosis=finite.kurtosis(bias=False)',
          'mad=(finite - finite.median()).abs().median()',
          'zeros=(finite == 0).sum()',
          'negatives=(finite < 0).sum()',
        ]),
      ];
    case 'dates':
      return [
        x,
        selected([
          ...counts,
          'min=x.min()',
          'max=x.max()',
          'span_days=(x.max() - x.min()).dt.total_days()',
        ]),
      ];
    case 'texts':
      return [
        x,
        'length = x.str.len_chars()',
        'words = x.str.count_matches(r"\\S+")',
        selected([
          ...counts,
          ...['min', 'max', 'mean', 'median'].map((name) => `length_${name}=length.${name}()`),
          ...['mean', 'max'].map((name) => `words_${name}=words.${name}()`),
          'blank=(x.str.strip_chars() == "").sum()',
        ]),
      ];
    case 'labels':
      return [
        x,
        'share = x.drop_nulls().unique_counts() / x.count()',
        selected([...counts, 'entropy=-(share * share.log(2)).sum()']),
      ];
  }
}

/** Positional expressions first, as Python wants them. */
function selected(items: readonly string[]): string {
  const isNamed = (item: string): boolean => /^\w+=/.test(item) || item.startsWith('**');
  const ordered = [
    ...items.filter((item) => !isNamed(item)),
    ...items.filter((item) => isNamed(item) && !item.startsWith('**')),
    ...items.filter((item) => item.startsWith('**')),
  ];
  return inLines('result = data.select(', ordered, ')');
}
