import { type TargetInfo } from '../protocol';
import { columnsOf } from './condition';
import { type CodeColumn, type CodeSource } from './codeSource';
import { summaryQuantiles, type CodeView } from './codeView';
import { comment, pythonFloat, pythonText, wrapped } from './literals';
import { pandasData } from './pandasReading';
import { parseCondition } from './parseCondition';
import { pandasCell, pandasCondition, pandasValue } from './pythonCondition';
import { isQuantity, summaryKind } from './summaryKind';

type Columns = ReadonlyMap<string, CodeColumn>;
type Import = 'duckdb' | 'numpy as np';

/** A view of the data as a Python script with pandas whose result is in `result`. */
export function pandasCode(source: CodeSource, view: CodeView, columns: Columns): string {
  switch (view.kind) {
    case 'data':
      return script(pandasData(source), ['data']);
    case 'summary': {
      const column = columns.get(view.column)!;
      const numbers = summaryKind(column) === 'numbers' || summaryKind(column) === 'labels';
      return script(
        pandasData(source, [view.column]),
        [`x = ${pandasCell(view.column)}`, ...summary(column), 'result'],
        numbers ? ['numpy as np'] : [],
      );
    }
    case 'values':
      return script(pandasData(source, [view.column]), [
        `counts = ${pandasCell(view.column)}.value_counts()`,
        'result = pd.DataFrame({"count": counts, "rate": counts / counts.sum()})',
        'result',
      ]);
    case 'histogram':
      return script(
        pandasData(source, [view.column]),
        [
          `edges = [\n${wrapped(view.edges.map(pythonFloat), '    ')}\n]`,
          `x = ${pandasCell(view.column)}.dropna()`,
          'counts, _ = np.histogram(x, bins=edges)',
          'result = pd.DataFrame({"from": edges[:-1], "to": edges[1:], "count": counts})',
          'result',
        ],
        ['numpy as np'],
      );
    case 'pair':
      return script(
        pandasData(source, [view.x, view.y]),
        pair(columns.get(view.x)!, columns.get(view.y)!),
      );
    case 'target':
      return script(
        pandasData(source, [view.column, view.target.column]),
        againstTarget(columns.get(view.column)!, view.target, columns),
      );
    case 'alert': {
      const { message, sql, where } = view.alert;
      const note = comment('#', message);
      const rows = where === null ? undefined : filtered(where, columns);
      if (rows !== undefined) return `${note}\n${script(pandasData(source), [rows, 'result'])}`;
      return `${note}\n${bySql(source, (sql ?? 'SELECT * FROM {table}').replaceAll('{table}', 'data'))}`;
    }
    case 'rows': {
      const { where, sort } = view.view;
      const rows = where.trim() === '' ? 'result = data' : filtered(where, columns);
      if (rows === undefined) {
        return bySql(source, `SELECT * FROM data WHERE ${where}`, sorted(sort));
      }
      return script(pandasData(source), [rows, ...sorted(sort), 'result']);
    }
  }
}

function script(
  data: readonly string[],
  body: readonly string[],
  imports: readonly Import[] = [],
): string {
  const first = ['pandas as pd', ...imports].toSorted().map((name) => `import ${name}`);
  return `${first.join('\n')}\n\n${data.join('\n')}\n\n${body.join('\n')}\n`;
}

/** Conditions that only SQL can express are left to DuckDB, which reads the frame by its name. */
function bySql(source: CodeSource, sql: string, then: readonly string[] = []): string {
  return script(
    pandasData(source),
    [`result = duckdb.sql(${pythonText(sql)}).df()`, ...then, 'result'],
    ['duckdb'],
  );
}

function filtered(where: string, columns: Columns): string | undefined {
  const condition = parseCondition(where, [...columns.keys()]);
  if (condition === undefined || columnsOf(condition).some((name) => !columns.has(name))) {
    return undefined;
  }
  return `result = data[${pandasCondition(condition, columns)}]`;
}

function sorted(
  sort: readonly { readonly column: string; readonly descending: boolean }[],
): string[] {
  if (sort.length === 0) return [];
  const by = sort.map(({ column }) => pythonText(column)).join(', ');
  const ascending = sort.map(({ descending }) => (descending ? 'False' : 'True')).join(', ');
  return [
    `result = result.sort_values([${by}], ascending=[${ascending}], kind="stable", na_position="last")`,
  ];
}

const counts = ['"rows": len(x)', '"missing": x.isna().sum()', '"distinct": x.nunique()'];

function summary(column: CodeColumn): string[] {
  switch (summaryKind(column)) {
    case 'numbers':
      return [
        'finite = x[np.isfinite(x.astype("float64"))].astype("float64")',
        series([
          ...counts,
          '"infinite": x.notna().sum() - len(finite)',
          '"mean": finite.mean()',
          '"std": finite.std()',
          '"sum": finite.sum()',
          '"min": finite.min()',
          ...summaryQuantiles.map((q) => `"q${q}": finite.quantile(${q})`),
          '"max": finite.max()',
          '"skewness": finite.skew()',
          '"kurtosis": finite.kurt()',
          '"mad": (finite - finite.median()).abs().median()',
          '"zeros": (finite == 0).sum()',
          '"negatives": (finite < 0).sum()',
        ]),
      ];
    case 'dates':
      return [
        series([
          ...counts,
          '"min": x.min()',
          '"max": x.max()',
          '"span_days": (x.max() - x.min()).days',
        ]),
      ];
    case 'texts':
      return [
        'length = x.dropna().str.len()',
        'words = x.dropna().str.split().str.len()',
        series([
          ...counts,
          ...['min', 'max', 'mean', 'median'].map((name) => `"length_${name}": length.${name}()`),
          ...['mean', 'max'].map((name) => `"words_${name}": words.${name}()`),
          '"blank": (x.str.strip() == "").sum()',
        ]),
      ];
    case 'labels':
      return [
        'share = x.value_counts(normalize=True)',
        series([...counts, '"entropy": -(share * np.log2(share)).sum()']),
      ];
  }
}

function series(entries: readonly string[]): string {
  return `result = pd.Series({\n${entries.map((entry) => `    ${entry},`).join('\n')}\n})`;
}

function pair(x: CodeColumn, y: CodeColumn): string[] {
  const both = `both = data[[${pythonText(x.name)}, ${pythonText(y.name)}]].dropna()`;
  if (isQuantity(x) && isQuantity(y)) {
    return [
      both,
      `x, y = both[${pythonText(x.name)}], both[${pythonText(y.name)}]`,
      series([
        '"n": len(both)',
        '"pearson": x.corr(y)',
        '"spearman": x.corr(y, method="spearman")',
      ]),
      'result',
    ];
  }
  if (!isQuantity(x) && !isQuantity(y)) {
    return [`result = pd.crosstab(${pandasCell(x.name)}, ${pandasCell(y.name)})`, 'result'];
  }
  return isQuantity(x) ? perLevel(x.name, y.name) : perLevel(y.name, x.name);
}

function perLevel(number: string, level: string): string[] {
  return [
    `groups = data.dropna(subset=[${pythonText(number)}, ${pythonText(level)}]).groupby(${pythonText(level)})[${pythonText(number)}]`,
    'result = groups.agg(["count", "mean", "min", "max"])',
    ...[0.25, 0.5, 0.75].map((q) => `result["q${q}"] = groups.quantile(${q})`),
    'result',
  ];
}

function againstTarget(column: CodeColumn, target: TargetInfo, columns: Columns): string[] {
  const other = columns.get(target.column)!;
  if (target.task === 'regression') return pair(column, other);
  if (isQuantity(column)) return perLevel(column.name, target.column);
  const names = `${pythonText(column.name)}, ${pythonText(target.column)}`;
  if (target.positive === null) {
    return pair({ ...column, type: 'categorical' }, { ...other, type: 'categorical' });
  }
  return [
    `both = data.dropna(subset=[${names}])`,
    `positive = both[${pythonText(target.column)}] == ${pandasValue(target.positive, other)}`,
    `groups = positive.groupby(both[${pythonText(column.name)}])`,
    'result = pd.DataFrame({"count": groups.size(), "positives": groups.sum(), "rate": groups.mean()})',
    'result',
  ];
}
