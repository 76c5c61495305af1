import type { Both } from '../../protocol';
import type { DatasetColumn } from '../data/dataset';
import { finiteValue, presentValue } from '../profile/sqlExpressions';
import { familyOf, type ComparedKind, type SharedColumn } from './sharedColumns';

/** SQL of one value in both data sets, by the columns of each. */
export type CommonSql = Both<string>;

/** Dates without a time are counted in days, everything else in seconds. */
export function dateUnit({ reference, current }: SharedColumn['column']): 1 | 86_400 {
  return reference.storageType === 'DATE' && current.storageType === 'DATE' ? 86_400 : 1;
}

/**
 * The value that is compared of a column of numbers, dates or texts, as a DOUBLE: the finite number; days or seconds since 1970;
 * the length in characters. NULL where there is none.
 */
export function numberSql(shared: SharedColumn, kind: Exclude<ComparedKind, 'levels'>): CommonSql {
  const unit = dateUnit(shared.column);
  return sides(shared, (column) => {
    if (kind === 'numbers') return finiteValue(column);
    if (kind === 'lengths') return `CAST(length(${column.sql}) AS DOUBLE)`;
    const instant = `CAST(${column.sql} AS TIMESTAMP)`;
    return `CASE WHEN isfinite(${instant}) THEN epoch(${instant}) / ${unit} END`;
  });
}

/** Whether all values of {@link numberSql} are whole. */
export function isIntegral(
  { column }: SharedColumn,
  kind: Exclude<ComparedKind, 'levels'>,
): boolean {
  if (kind === 'lengths') return true;
  if (kind === 'dates') return dateUnit(column) > 1;
  return [column.reference, column.current].every(({ storageType }) => storageType !== 'DOUBLE');
}

/** A column's value in the one type in which both data sets can be compared: BIGINT, DOUBLE, TIMESTAMP or VARCHAR. */
export function commonSql(shared: Pick<SharedColumn, 'column' | 'present'>): CommonSql {
  const type = commonType(shared.column);
  return sides(
    shared,
    (column) => `CAST(${presentValue(column)} AS ${type})`,
    `CAST(NULL AS ${type})`,
  );
}

/** The common value as a text: whole numbers without a decimal point however they are stored. */
export function levelSql(shared: SharedColumn): CommonSql {
  const type = commonType(shared.column);
  const text = (value: string): string =>
    type === 'DOUBLE'
      ? `CASE WHEN ${value} = trunc(${value}) AND abs(${value}) < 1e15 THEN CAST(CAST(${value} AS BIGINT) AS VARCHAR) ELSE CAST(${value} AS VARCHAR) END`
      : `CAST(${value} AS VARCHAR)`;
  const { reference, current } = commonSql(shared);
  return { reference: text(reference), current: text(current) };
}

function commonType({ reference, current }: Both<DatasetColumn>): string {
  if (reference.storageType === current.storageType) return reference.storageType;
  const families = [familyOf(reference), familyOf(current)];
  const stored = [reference.storageType, current.storageType];
  if (families.every((family) => family === 'number')) {
    return stored.includes('DOUBLE') ? 'DOUBLE' : 'BIGINT';
  }
  return families.every((family) => family === 'date') ? 'TIMESTAMP' : 'VARCHAR';
}

/** The SQL of each side; a side without any value, whose storage says nothing, is NULL. */
function sides(
  { column, present }: Pick<SharedColumn, 'column' | 'present'>,
  sql: (column: DatasetColumn) => string,
  none = 'CAST(NULL AS DOUBLE)',
): CommonSql {
  return {
    reference: present.reference === 0 ? none : sql(column.reference),
    current: present.current === 0 ? none : sql(column.current),
  };
}
