import { type TargetInfo } from '../protocol';
import { type CodeColumn, type CodeSource } from './codeSource';
import { summaryQuantiles, type CodeView } from './codeView';
import { comment, pythonFloat, pythonText, wrapped } from './literals';
import { parseCondition } from './parseCondition';
import { polarsData } from './polarsReading';
import { polarsCell, polarsCondition, polarsValue } from './pythonCondition';
import { isQuantity, summaryKind } from './summaryKind';

type Columns = ReadonlyMap<string, CodeColumn>;

/** A view of the data as a Python script with polars whose result is in `result`. */
export function polarsCode(source: CodeSource, view: CodeView, columns: Columns): string {
  switch (view.kind) {
    case 'data':
      return script(polarsData(source), ['data']);
    case 'summary': {
      const column = columns.get(view.column)!;
      return script(polarsData(source, [view.column]), [...summary(column), 'result']);
    }
    case 'values':
      return script(polarsData(source, [view.column]), [
        `counts = data.select(${polarsCell(view.column)}.alias("value")).drop_nulls().group_by("value").len("count")`,
        'result = counts.with_columns(rate=pl.col("count") / pl.col("count").sum()).sort(\n    ["count", "value"], descending=[True, False]\n)',
        'result',
      ]);
    case 'histogram':
      return script(
        polarsData(source, [view.column]),
        [
          `edges = [\n${wrapped(view.edges.map(pythonFloat), '    ')}\n]`,
          `counts, _ = np.histogram(data[${pythonText(view.column)}].drop_nulls(), bins=edges)`,
          'result = pl.DataFrame({"from": edges[:-1], "to": edges[1:], "count": counts})',
          'result',
        ],
        ['import numpy as np'],
      );
    case 'pair':
      return script(
        polarsData(source, [view.x, view.y]),
        pair(columns.get(view.x)!, columns.get(view.y)!),
      );
    case 'target':
      return script(
        polarsData(source, [view.column, view.target.column]),
        againstTarget(columns.get(view.column)!, view.target, columns),
      );
    case 'alert': {
      const { message, sql, where } = view.alert;
      const note = comment('#', message);
      const rows = where === null ? undefined : filtered(where, columns);
      if (rows !== undefined) return `${note}\n${script(polarsData(source), [rows, 'result'])}`;
      return `${note}\n${bySql(source, (sql ?? 'SELECT * FROM {table}').replaceAll('{table}', 'data'))}`;
    }
    case 'rows': {
      const { where, sort } = view.view;
      const rows = where.trim() === '' ? 'result = data' : filtered(where, columns);
      if (rows === undefined) {
        return bySql(source, `SELECT * FROM data WHERE ${where}`, sorted(sort));
      }
      return script(polarsData(source), [rows, ...sorted(sort), 'result']);
    }
  }
}

function script(
  data: readonly string[],
  body: readonly string[],
  imports: readonly string[] = [],
): string {
  const dates = body.some((line) => /\bdate(?:time)?\.fromisoformat\("/.test(line))
    ? ['from datetime import date, datetime', '']
    : [];
  const first = [...dates, ...[...imports, 'import polars as pl'].toSorted()];
  return `${first.join('\n')}\n\n${data.join('\n')}\n\n${body.join('\n')}\n`;
}

/** Conditions that only SQL can express are left to DuckDB, which reads the frame by its name. */
function bySql(source: CodeSource, sql: string, then: readonly string[] = []): string {
  return script(
    polarsData(source),
    [`result = duckdb.sql(${pythonText(sql)}).pl()`, ...then, 'result'],
    ['import duckdb'],
  );
}

function filtered(where: string, columns: Columns): string | undefined {
  const condition = parseCondition(where, [...columns.keys()]);
  if (condition === undefined) return undefined;
  return `result = data.filter(${polarsCondition(condition, columns)})`;
}

function sorted(
  sort: readonly { readonly column: string; readonly descending: boolean }[],
): string[] {
  if (sort.length === 0) return [];
  const by = sort.map(({ column }) => pythonText(column)).join(', ');
  const descending = sort.map((key) => (key.descending ? 'True' : 'False')).join(', ');
  return [
    `result = result.sort([${by}], descending=[${descending}], nulls_last=True, maintain_order=True)`,
  ];
}

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
  return `result = data.select(\n${ordered.map((item) => `    ${item},`).join('\n')}\n)`;
}

function pair(x: CodeColumn, y: CodeColumn): string[] {
  const [a, b] = [pythonText(x.name), pythonText(y.name)];
  if (isQuantity(x) && isQuantity(y)) {
    return [
      `both = data.select(${a}, ${b}).drop_nulls()`,
      `result = both.select(\n    n=pl.len(),\n    pearson=pl.corr(${a}, ${b}),\n    spearman=pl.corr(${a}, ${b}, method="spearman"),\n)`,
      'result',
    ];
  }
  if (!isQuantity(x) && !isQuantity(y)) {
    return [
      `both = data.select(x=${polarsCell(x.name)}, y=${polarsCell(y.name)}).drop_nulls()`,
      'result = both.group_by("x", "y").len("count").sort("x", "y")',
      'result',
    ];
  }
  return isQuantity(x) ? perLevel(x.name, y.name) : perLevel(y.name, x.name);
}

function perLevel(number: string, level: string): string[] {
  return [
    `both = data.select(level=${polarsCell(level)}, x=${polarsCell(number)}).drop_nulls()`,
    'x = pl.col("x")',
    `result = both.group_by("level").agg(\n${[
      ...[0.25, 0.5, 0.75].map((q) => `x.quantile(${q}, interpolation="linear").alias("q${q}")`),
      'count=pl.len()',
      'mean=x.mean()',
      'min=x.min()',
      'max=x.max()',
    ]
      .map((item) => `    ${item},`)
      .join('\n')}\n).sort("level")`,
    'result',
  ];
}

function againstTarget(column: CodeColumn, target: TargetInfo, columns: Columns): string[] {
  const other = columns.get(target.column)!;
  if (target.task === 'regression') return pair(column, other);
  if (isQuantity(column)) return perLevel(column.name, target.column);
  if (target.positive === null) {
    return pair({ ...column, type: 'categorical' }, { ...other, type: 'categorical' });
  }
  return [
    `both = data.select(level=${polarsCell(column.name)}, target=${polarsCell(target.column)}).drop_nulls()`,
    `positive = pl.col("target") == ${polarsValue(target.positive, other)}`,
    'result = both.group_by("level").agg(\n    count=pl.len(), positives=positive.sum(), rate=positive.mean()\n).sort("level")',
    'result',
  ];
}
