import { type GridColumn } from '../../src/protocol';

/** A condition on one column, chosen without writing SQL. */
export type ColumnCondition =
  | { readonly kind: 'equals'; readonly value: string }
  | { readonly kind: 'contains'; readonly text: string }
  | { readonly kind: 'between'; readonly from: string; readonly to: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'present' };

/** A column name in SQL. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A text in SQL. */
export function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/**
 * The condition in SQL; `undefined` where it says nothing, or not what its column could hold: a number column between letters.
 */
export function conditionSql(
  { name, storageType }: GridColumn,
  condition: ColumnCondition,
): string | undefined {
  const column = quoteName(name);
  const literal = (text: string): string | undefined => literalFor(storageType, text);
  switch (condition.kind) {
    case 'missing':
      return `${column} IS NULL`;
    case 'present':
      return `${column} IS NOT NULL`;
    case 'equals': {
      const value = literal(condition.value);
      return value === undefined ? undefined : `${column} = ${value}`;
    }
    case 'contains': {
      if (condition.text === '') return undefined;
      const text = storageType === 'VARCHAR' ? column : `CAST(${column} AS VARCHAR)`;
      return `contains(lower(${text}), ${quoteText(condition.text.toLowerCase())})`;
    }
    case 'between': {
      const from = condition.from.trim() === '' ? null : literal(condition.from);
      const to = condition.to.trim() === '' ? null : literal(condition.to);
      if (from === undefined || to === undefined) return undefined;
      if (from !== null && to !== null) return `${column} BETWEEN ${from} AND ${to}`;
      if (from !== null) return `${column} >= ${from}`;
      return to === null ? undefined : `${column} <= ${to}`;
    }
  }
}

/**
 * The filter with one more condition that must hold. A comment would swallow the condition: brackets make that an error instead
 * of a silence.
 */
export function addCondition(where: string, condition: string): string {
  const before = where.trim();
  if (before === '') return condition;
  return /\bor\b|--/i.test(before) ? `(${before}) AND ${condition}` : `${before} AND ${condition}`;
}

function literalFor(storageType: string, text: string): string | undefined {
  const trimmed = text.trim();
  switch (storageType) {
    case 'BIGINT':
    case 'DOUBLE':
      return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(trimmed) ? trimmed : undefined;
    case 'BOOLEAN':
      return /^(true|false)$/i.test(trimmed) ? trimmed.toLowerCase() : undefined;
    case 'DATE':
      return /^\d{4}-\d{1,2}-\d{1,2}$/.test(trimmed) ? `DATE ${quoteText(trimmed)}` : undefined;
    case 'TIMESTAMP':
      return /^\d{4}-\d{1,2}-\d{1,2}([ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?)?$/.test(trimmed)
        ? `TIMESTAMP ${quoteText(trimmed)}`
        : undefined;
    default:
      return quoteText(text);
  }
}
