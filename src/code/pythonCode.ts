import { type TargetInfo } from '../protocol';
import { columnsOf, type Condition } from './condition';
import { type CodeColumn, type CodeSource } from './codeSource';
import { type CodeView } from './codeView';
import { comment, pythonFloat, pythonText, wrapped } from './literals';
import { parseCondition } from './parseCondition';
import { isQuantity } from './summaryKind';

export type Columns = ReadonlyMap<string, CodeColumn>;
export type SortKeys = readonly { readonly column: string; readonly descending: boolean }[];
type Import = 'duckdb' | 'numpy as np';

/** How a Python library of data frames says what a view asks for. The lines work on the frame `data` and leave `result`. */
export interface PythonLibrary {
  readonly name: 'pandas as pd' | 'polars as pl';
  /** The method that turns DuckDB's answer into a frame. */
  readonly fromDuckDb: 'df' | 'pl';
  /** Imports from modules, seen by what the lines use. */
  importsFrom(lines: readonly string[]): readonly string[];
  /** Lines that read the file, all its columns or these. */
  read(source: CodeSource, columns?: readonly string[]): readonly string[];
  summary(column: CodeColumn): { readonly lines: readonly string[]; readonly imports: Import[] };
  values(column: string): readonly string[];
  /** Counts between the numbers in `edges`. */
  histogram(column: string): readonly string[];
  twoNumbers(x: string, y: string): readonly string[];
  twoCategories(x: string, y: string): readonly string[];
  /** A number at each level of a category. */
  perLevel(number: string, level: string): readonly string[];
  /** How often the target has this value at each level of a category. */
  ratePerLevel(level: string, target: CodeColumn, positive: string): readonly string[];
  filtered(condition: Condition, columns: Columns): string;
  sorted(sort: SortKeys): string;
}

/** A view of the data as a Python script with a library whose result is in `result`. */
export function pythonCode(
  library: PythonLibrary,
  source: CodeSource,
  view: CodeView,
  columns: Columns,
): string {
  const script = (
    names: readonly string[] | undefined,
    lines: readonly string[],
    imports: readonly Import[] = [],
  ): string => {
    const modules = [library.name, ...imports].toSorted().map((name) => `import ${name}`);
    const first = [...library.importsFrom(lines), ...modules];
    const data = library.read(source, names);
    return `${first.join('\n')}\n\n${data.join('\n')}\n\n${lines.join('\n')}\n`;
  };
  /** Conditions that only SQL can express are left to DuckDB, which reads the frame by its name. */
  const bySql = (sql: string, then: readonly string[] = []): string =>
    script(
      undefined,
      [`result = duckdb.sql(${pythonText(sql)}).${library.fromDuckDb}()`, ...then, 'result'],
      ['duckdb'],
    );

  switch (view.kind) {
    case 'data':
      return script(undefined, ['data']);
    case 'summary': {
      const { lines, imports } = library.summary(columns.get(view.column)!);
      return script([view.column], [...lines, 'result'], imports);
    }
    case 'values':
      return script([view.column], [...library.values(view.column), 'result']);
    case 'histogram': {
      const edges = `edges = [\n${wrapped(view.edges.map(pythonFloat), '    ')}\n]`;
      return script(
        [view.column],
        [edges, ...library.histogram(view.column), 'result'],
        ['numpy as np'],
      );
    }
    case 'pair': {
      const lines = pair(library, columns.get(view.x)!, columns.get(view.y)!);
      return script([view.x, view.y], [...lines, 'result']);
    }
    case 'target': {
      const lines = againstTarget(library, columns.get(view.column)!, view.target, columns);
      return script([view.column, view.target.column], [...lines, 'result']);
    }
    case 'alert': {
      const { message, sql, where } = view.alert;
      const rows = where === null ? undefined : filtered(library, where, columns);
      const code =
        rows === undefined
          ? bySql((sql ?? 'SELECT * FROM {table}').replaceAll('{table}', 'data'))
          : script(undefined, [rows, 'result']);
      return `${comment('#', message)}\n${code}`;
    }
    case 'rows': {
      const { where, sort } = view.view;
      const sorted = sort.length === 0 ? [] : [library.sorted(sort)];
      const rows = where.trim() === '' ? 'result = data' : filtered(library, where, columns);
      return rows === undefined
        ? bySql(`SELECT * FROM data WHERE ${where}`, sorted)
        : script(undefined, [rows, ...sorted, 'result']);
    }
  }
}

/** A Python True or False for each key, between commas. */
export function pythonBooleans(values: readonly boolean[]): string {
  return values.map((value) => (value ? 'True' : 'False')).join(', ');
}

/** Items in lines of their own between an opening and a closing one. */
export function inLines(opening: string, items: readonly string[], closing: string): string {
  return `${opening}\n${items.map((item) => `    ${item},`).join('\n')}\n${closing}`;
}

function filtered(library: PythonLibrary, where: string, columns: Columns): string | undefined {
  const condition = parseCondition(where, [...columns.keys()]);
  if (condition === undefined || columnsOf(condition).some((name) => !columns.has(name))) {
    return undefined;
  }
  return library.filtered(condition, columns);
}

function pair(library: PythonLibrary, x: CodeColumn, y: CodeColumn): readonly string[] {
  if (isQuantity(x) && isQuantity(y)) return library.twoNumbers(x.name, y.name);
  if (!isQuantity(x) && !isQuantity(y)) return library.twoCategories(x.name, y.name);
  return isQuantity(x) ? library.perLevel(x.name, y.name) : library.perLevel(y.name, x.name);
}

function againstTarget(
  library: PythonLibrary,
  column: CodeColumn,
  target: TargetInfo,
  columns: Columns,
): readonly string[] {
  const other = columns.get(target.column)!;
  if (target.task === 'regression') return pair(library, column, other);
  if (isQuantity(column)) return library.perLevel(column.name, other.name);
  if (target.positive === null) return library.twoCategories(column.name, other.name);
  return library.ratePerLevel(column.name, other, target.positive);
}
