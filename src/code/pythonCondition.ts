import { isDate, isNumber, type CodeColumn } from './codeSource';
import { type Condition, type ConditionValue } from './condition';
import { pythonNumber, pythonText } from './literals';

type Columns = ReadonlyMap<string, CodeColumn>;
type Join = (sign: string, parts: readonly string[]) => string;

const joined: Join = (sign, parts) => parts.map((part) => `(${part})`).join(` ${sign} `);

/** A condition as a mask over the pandas frame `data`: true where SQL's is true, missing values included. */
export function pandasCondition(condition: Condition, columns: Columns): string {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return joined(
        condition.kind === 'and' ? '&' : '|',
        condition.parts.map((part) => pandasCondition(part, columns)),
      );
    case 'missing':
      return `${pandasCell(condition.column)}.${condition.negated ? 'notna' : 'isna'}()`;
    case 'compare': {
      const cell = pandasCell(condition.column);
      const value = pandasValue(condition.value, columns.get(condition.column));
      const sign = pythonSigns[condition.operator];
      const compared = `${cell} ${sign} ${value}`;
      return condition.operator === '<>' ? `${cell}.notna() & (${compared})` : compared;
    }
    case 'in': {
      const cell = pandasCell(condition.column);
      const column = columns.get(condition.column);
      const values = condition.values.map((value) => pandasValue(value, column)).join(', ');
      const contained = `${cell}.isin([${values}])`;
      return condition.negated ? `${cell}.notna() & ~${contained}` : contained;
    }
    case 'distinct': {
      const cell = pandasCell(condition.column);
      const value = pandasValue(condition.value, columns.get(condition.column));
      return `${cell} ${condition.negated ? '==' : '!='} ${value}`;
    }
    case 'infinite': {
      const infinite = `${pandasCell(condition.column)}.isin([float("inf"), float("-inf")])`;
      return condition.negated
        ? `${pandasCell(condition.column)}.notna() & ~${infinite}`
        : infinite;
    }
    case 'like': {
      const cell = pandasCell(condition.column);
      const pattern = pythonText(likePattern(condition.pattern, condition.caseless));
      const matched = `${cell}.astype(str).str.fullmatch(${pattern})`;
      return `${cell}.notna() & ${condition.negated ? '~' : ''}${matched}`;
    }
  }
}

/** A condition as a polars expression; null, and so not chosen, where SQL's is unknown. */
export function polarsCondition(condition: Condition, columns: Columns): string {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return joined(
        condition.kind === 'and' ? '&' : '|',
        condition.parts.map((part) => polarsCondition(part, columns)),
      );
    case 'missing':
      return `${polarsCell(condition.column)}.${condition.negated ? 'is_not_null' : 'is_null'}()`;
    case 'compare':
      return `${polarsCell(condition.column)} ${pythonSigns[condition.operator]} ${polarsValue(condition.value, columns.get(condition.column))}`;
    case 'in': {
      const column = columns.get(condition.column);
      const values = condition.values.map((value) => polarsValue(value, column)).join(', ');
      const contained = `${polarsCell(condition.column)}.is_in([${values}])`;
      return condition.negated ? `~${contained}` : contained;
    }
    case 'distinct': {
      const method = condition.negated ? 'eq_missing' : 'ne_missing';
      return `${polarsCell(condition.column)}.${method}(${polarsValue(condition.value, columns.get(condition.column))})`;
    }
    case 'infinite':
      return `${condition.negated ? '~' : ''}${polarsCell(condition.column)}.is_infinite()`;
    case 'like': {
      const pattern = pythonText(`^${likePattern(condition.pattern, condition.caseless)}$`);
      const matched = `${polarsCell(condition.column)}.cast(pl.String).str.contains(${pattern})`;
      return condition.negated ? `~${matched}` : matched;
    }
  }
}

const pythonSigns = { '=': '==', '<>': '!=', '<': '<', '<=': '<=', '>': '>', '>=': '>=' } as const;

/** A column of the pandas frame `data`. */
export function pandasCell(name: string): string {
  return `data[${pythonText(name)}]`;
}

/** A column in a polars expression. */
export function polarsCell(name: string): string {
  return `pl.col(${pythonText(name)})`;
}

/** SQL takes `'3'` for a number where it is compared with one, and texts for dates; Python does not. */
function inType(value: ConditionValue, column: CodeColumn | undefined): ConditionValue {
  if (column === undefined) return value;
  if (typeof value === 'string' && isNumber(column) && value.trim() !== '') {
    const number = Number(value);
    return Number.isNaN(number) ? value : number;
  }
  if (typeof value === 'string' && column.storageType === 'BOOLEAN') {
    return /^(true|t|1)$/i.test(value) ? true : /^(false|f|0)$/i.test(value) ? false : value;
  }
  if (typeof value === 'number' && column.storageType === 'VARCHAR') return String(value);
  return value;
}

/** A literal of a condition in the type of its pandas column. */
export function pandasValue(given: ConditionValue, column: CodeColumn | undefined): string {
  const value = inType(given, column);
  if (typeof value === 'string' && column !== undefined && isDate(column)) {
    return `pd.Timestamp(${pythonText(value)})`;
  }
  return plainValue(value);
}

/** A literal of a condition in the type of its polars column. */
export function polarsValue(given: ConditionValue, column: CodeColumn | undefined): string {
  const value = inType(given, column);
  if (typeof value === 'string' && column !== undefined && isDate(column)) {
    return column.storageType === 'DATE'
      ? `date.fromisoformat(${pythonText(value.slice(0, 10))})`
      : `datetime.fromisoformat(${pythonText(value)})`;
  }
  return plainValue(value);
}

function plainValue(value: ConditionValue): string {
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return typeof value === 'number' ? pythonNumber(value) : pythonText(value);
}

/** The regular expression of a LIKE pattern, which both pandas and polars understand. */
function likePattern(pattern: string, caseless: boolean): string {
  const body = pattern
    .replace(/[\\^$.*+?()[\]{}|#&~-]/g, '\\$&')
    .replaceAll('%', '.*')
    .replaceAll('_', '.');
  return `(?s${caseless ? 'i' : ''})${body}`;
}
