import { isDate, isNumber, type CodeColumn } from './codeSource';
import { type SummaryKind } from './codeView';

/** How a column is summarised. Ordinal codes are labels as well as numbers; as in the profile they count as labels. */
export function summaryKind(column: CodeColumn): SummaryKind {
  if (column.type === 'numeric' && isNumber(column)) return 'numbers';
  if (isDate(column)) return 'dates';
  return column.type === 'text' ? 'texts' : 'labels';
}

/** Whether a column takes part in tables as a number rather than as a category. */
export function isQuantity(column: CodeColumn): boolean {
  return summaryKind(column) === 'numbers';
}
