import { parameterError, type CleaningStep } from '../../protocol';
import type { StorageType } from '../data/dataset';
import type { CleanedColumn } from './cleaningStepSql';
import { quoted } from './sqlNames';

type CastTarget = Extract<CleaningStep, { kind: 'cast' }>['to'];

/** A column read as something else. */
export interface CastExpression {
  readonly expression: string;
  readonly storageType: StorageType;
}

const yes = "'true', 't', 'yes', 'y', 'on', '1'";
const no = "'false', 'f', 'no', 'n', 'off', '0'";
const dayFormats =
  "'%Y/%m/%d', '%Y.%m.%d', '%Y%m%d', '%m/%d/%Y', '%d/%m/%Y', '%d.%m.%Y', " +
  "'%d %b %Y', '%d %B %Y', '%d-%b-%Y', '%b %d, %Y', '%B %d, %Y', '%b %d %Y', '%B %d %Y'";

/**
 * SQL that reads a column as numbers, text, dates or booleans; NULL where a value cannot be read.
 *
 * - number: decimal or scientific notation, as pandas `to_numeric(errors="coerce")`; beside that commas between thousands, a
 *   currency sign and a percent sign, which are dropped (`₩1,200` is 1200, `12 %` is 12); NaN is missing; false and true are 0
 *   and 1; dates are seconds since 1970 in UTC.
 * - dateTime: ISO 8601, year/month/day with `/`, `.` or nothing between, month/day/year before day/month/year, day.month.year,
 *   English names of months before or after the day.
 * - boolean: true/t/yes/y/on/1 and false/f/no/n/off/0 in any case.
 *
 * @throws {CuvetteError} PARAMETER_INVALID for dates as booleans, or booleans as dates.
 */
export function castExpression(column: CleanedColumn, to: CastTarget): CastExpression {
  const name = quoted(column.sqlName);
  const { storageType } = column;
  const unchanged = { expression: name, storageType };
  const kind = kinds[storageType];
  switch (to) {
    case 'text':
      return { expression: `CAST(${name} AS VARCHAR)`, storageType: 'VARCHAR' };
    case 'number':
      if (kind === 'number') return unchanged;
      if (kind === 'boolean')
        return { expression: `CAST(${name} AS BIGINT)`, storageType: 'BIGINT' };
      return {
        expression: kind === 'date' ? `epoch(${name})` : numberOfText(`trim(${name})`),
        storageType: 'DOUBLE',
      };
    case 'dateTime':
      if (kind === 'date') return unchanged;
      if (kind === 'boolean') break;
      return {
        expression:
          kind === 'number'
            ? `TRY_STRPTIME(CAST(CAST(${name} AS BIGINT) AS VARCHAR), '%Y%m%d')`
            : `coalesce(\n    TRY_CAST(trim(${name}) AS TIMESTAMP),\n    TRY_STRPTIME(trim(${name}), [${dayFormats}])\n  )`,
        storageType: 'TIMESTAMP',
      };
    case 'boolean':
      if (kind === 'boolean') return unchanged;
      if (kind === 'date') break;
      return {
        expression:
          kind === 'number'
            ? `CASE ${name} WHEN 1 THEN true WHEN 0 THEN false END`
            : `CASE\n    WHEN lower(trim(${name})) IN (${yes}) THEN true\n` +
              `    WHEN lower(trim(${name})) IN (${no}) THEN false\n  END`,
        storageType: 'BOOLEAN',
      };
  }
  const constraint = `something that ${kind === 'date' ? 'dates' : 'booleans'} can be, for "${column.name}"`;
  throw parameterError('to', 'cast', constraint, to);
}

/** Digits, with or without commas between thousands; a currency or percent sign around them. */
const writtenNumber = String.raw`([+-]?)(?:[$€£¥₩₹] ?)?((?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?) ?(?:[%$€£¥₩₹원円元])?`;

function numberOfText(text: string): string {
  const pattern = `'^${writtenNumber}$'`;
  return (
    `nullif(coalesce(\n    TRY_CAST(${text} AS DOUBLE),\n` +
    `    CASE WHEN regexp_full_match(${text}, ${pattern})\n` +
    `      THEN TRY_CAST(replace(regexp_replace(${text}, ${pattern}, '\\1\\2'), ',', '') AS DOUBLE) END\n` +
    `  ), CAST('NaN' AS DOUBLE))`
  );
}

const kinds: Readonly<Record<StorageType, 'number' | 'text' | 'date' | 'boolean'>> = {
  BIGINT: 'number',
  DOUBLE: 'number',
  VARCHAR: 'text',
  DATE: 'date',
  TIMESTAMP: 'date',
  BOOLEAN: 'boolean',
};
