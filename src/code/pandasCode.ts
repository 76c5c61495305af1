import { type CodeColumn, type CodeSource } from './codeSource';
import { summaryQuantiles, type CodeView } from './codeView';
import { pythonText } from './literals';
import { pandasData } from './pandasReading';
import {
  inLines,
  pythonBooleans,
  pythonCode,
  type Columns,
  type PythonLibrary,
} from './pythonCode';
import { pandasCell, pandasCondition, pandasValue } from './pythonCondition';
import { summaryKind } from './summaryKind';

/** A view of the data as a Python script with pandas whose result is in `result`. */
export function pandasCode(source: CodeSource, view: CodeView, columns: Columns): string {
  return pythonCode(pandas, source, view, columns);
}

const pandas: PythonLibrary = {
  name: 'pandas as pd',
  fromDuckDb: 'df',
  importsFrom: () => [],
  read: pandasData,
  summary(column) {
    const kind = summaryKind(column);
    return {
      lines: [`x = ${pandasCell(column.name)}`, ...summary(column)],
      imports: kind === 'numbers' || kind === 'labels' ? ['numpy as np'] : [],
    };
  },
  values: (column) => [
    `counts = ${pandasCell(column)}.value_counts()`,
    'result = pd.DataFrame({"count": counts, "rate": counts / counts.sum()})',
  ],
  histogram: (column) => [
    `x = ${pandasCell(column)}.dropna()`,
    'counts, _ = np.histogram(x, bins=edges)',
    'result = pd.DataFrame({"from": edges[:-1], "to": edges[1:], "count": counts})',
  ],
  twoNumbers(x, y) {
    const [a, b] = [pythonText(x), pythonText(y)];
    return [
      `both = data[[${a}, ${b}]].dropna()`,
      `x, y = both[${a}], both[${b}]`,
      series([
        '"n": len(both)',
        '"pearson": x.corr(y)',
        '"spearman": x.corr(y, method="spearman")',
      ]),
    ];
  },
  twoCategories: (x, y) => [`result = pd.crosstab(${pandasCell(x)}, ${pandasCell(y)})`],
  perLevel(number, level) {
    const [x, by] = [pythonText(number), pythonText(level)];
    return [
      `groups = data.dropna(subset=[${x}, ${by}]).groupby(${by})[${x}]`,
      'result = groups.agg(["count", "mean", "min", "max"])',
      ...[0.25, 0.5, 0.75].map((q) => `result["q${q}"] = groups.quantile(${q})`),
    ];
  },
  ratePerLevel(level, target, positive) {
    const [by, y] = [pythonText(level), pythonText(target.name)];
    return [
      `both = data.dropna(subset=[${by}, ${y}])`,
      `positive = both[${y}] == ${pandasValue(positive, target)}`,
      `groups = positive.groupby(both[${by}])`,
      'result = pd.DataFrame({"count": groups.size(), "positives": groups.sum(), "rate": groups.mean()})',
    ];
  },
  filtered: (condition, columns) => `result = data[${pandasCondition(condition, columns)}]`,
  sorted(sort) {
    const by = sort.map(({ column }) => pythonText(column)).join(', ');
    const ascending = pythonBooleans(sort.map(({ descending }) => !descending));
    return `result = result.sort_values([${by}], ascending=[${ascending}], kind="stable", na_position="last")`;
  },
};

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
  return inLines('result = pd.Series({', entries, '})');
}
