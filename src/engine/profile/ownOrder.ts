import type { DatasetColumn } from '../data/dataset';
import { isNumericStorage } from './sqlExpressions';

/** The distinct labels of a column, numbers by size and texts by code point. */
export function inOwnOrder(column: DatasetColumn, labels: readonly string[]): string[] {
  const distinct = [...new Set(labels)];
  if (isNumericStorage(column.storageType)) return distinct.sort((a, b) => Number(a) - Number(b));
  return distinct.sort(compareCodePoints);
}

/** Compares texts as the SQL engine does: by code point, not by UTF-16 unit. */
function compareCodePoints(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  let i = 0;
  while (i < length && a.charCodeAt(i) === b.charCodeAt(i)) i++;
  if (i === length) return a.length - b.length;
  const [x, y] = [a.charCodeAt(i), b.charCodeAt(i)];
  // Halves of characters beyond the first plane stand for more than any whole one.
  if (isSurrogate(x) !== isSurrogate(y)) return isSurrogate(x) ? 1 : -1;
  return x - y;
}

function isSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xe000;
}
