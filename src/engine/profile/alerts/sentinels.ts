import type { ColumnProfile, ValueCount } from '../../../protocol';
import type { Dataset, DatasetColumn, SqlRow } from '../../data/dataset';
import { sqlLiteral } from '../../data/sqlText';
import { queryEach } from '../queryBatch';
import { countOf, doubleLiteral, finiteValue, numberOf, textOf } from '../sqlExpressions';

/** A value that may stand for "missing", as a label of its column. */
export interface Sentinel {
  readonly value: string;
  readonly count: number;
}

/** Codes that are far from any plausible value; 365243 is the "no date" of many credit files. */
const farCodes = [
  99, 999, 9999, 99999, 999999, 9999999, 365243, -99, -999, -9999, -99999, -999999, 88, 888, 8888,
  77, 777,
];
/** Codes that stand out only where everything else is not negative. */
const negativeCodes = [-1, -9, -2, -7, -8];
/** Days that databases and spreadsheets put where there is none. */
const emptyDays = [
  '0001-01-01', '1111-11-11', '1753-01-01', '1899-12-30', '1899-12-31', '1900-01-01', '1970-01-01',
  '2099-12-31', '2999-12-31', '9999-12-31', '9999-01-01',
] as const; // prettier-ignore
/** Texts, in lower case and without outer spaces, that often stand for "missing" and are not read as missing. */
const placeholderTexts = [
  '?', '??', '-', '--', '.', 'unknown', 'unk', 'undefined', 'missing', 'not available', 'not applicable',
  'not known', 'not specified', 'n.a.', 'n.a', 'n/d', 'no data', 'no answer', 'no response', 'unspecified',
  '#n/a', 'tbd', '(blank)', '(null)', '(none)', '모름', '미상', '해당없음', '해당 없음', '무응답', '미기재', '알수없음',
  '알 수 없음', '없음', '不明', '不详', '未知', '無回答', 'unbekannt', 'inconnu', 'desconocido',
] as const; // prettier-ignore

/**
 * Finds values that look like codes for "missing":
 *
 * - the smallest or largest number, when it is a far code (999, −99, 365243 …) further from the next value than the rest
 *   spans, or a small negative code (−1, −9) and the only negative value;
 * - texts of a category that say so (`?`, `unknown`, `모름`);
 * - the first or last day, when it is one that stands for none (1900-01-01, 9999-12-31) and lies further from the next day
 *   than the rest spans.
 *
 * @param dataset the opened data set
 * @param columns described columns
 * @param levels all values of columns that have few, by name; those are not asked for again
 * @param signal cancels the queries
 * @returns by column name; columns without any are absent
 * @throws {CuvetteError} CANCELLED when the signal is aborted.
 */
export async function findSentinels(
  dataset: Dataset,
  columns: readonly ColumnProfile[],
  levels: ReadonlyMap<string, readonly ValueCount[]>,
  signal?: AbortSignal,
): Promise<Map<string, Sentinel[]>> {
  const suspects = columns.flatMap((column) => [
    ...numericSuspects(column),
    ...daySuspects(column),
    ...(levels.has(column.name) ? [] : textSuspects(column)),
  ]);
  const answers = await queryEach(
    dataset,
    suspects,
    (suspect, k) => suspect.query(dataset.columns[suspect.column.index]!, dataset.relation, k),
    signal,
  );
  const found = new Map(
    columns.flatMap((column): [string, Sentinel[]][] => {
      const known = (levels.get(column.name) ?? []).filter(({ value }) => isPlaceholder(value));
      return known.length > 0 && holdsTexts(column) ? [[column.name, known]] : [];
    }),
  );
  suspects.forEach(({ column, read }, i) => {
    const sentinels = read(answers[i]!);
    if (sentinels.length > 0) {
      found.set(column.name, [...(found.get(column.name) ?? []), ...sentinels]);
    }
  });
  return found;
}

interface Suspect {
  readonly column: ColumnProfile;
  readonly query: (stored: DatasetColumn, relation: string, k: number) => string;
  readonly read: (rows: readonly SqlRow[]) => Sentinel[];
}

function numericSuspects(column: ColumnProfile): Suspect[] {
  const { type, numeric } = column;
  if (type !== 'numeric' || numeric === undefined) return [];
  const { min, max } = numeric;
  const codes = [...new Set([min, max])].filter(
    (value) =>
      value !== null &&
      (farCodes.includes(value) || (value === min && negativeCodes.includes(value))),
  ) as number[];
  return codes.map((code) => ({
    column,
    query: (stored, relation, k) => {
      const literal = doubleLiteral(code);
      return `SELECT ${k} AS k, NULL::VARCHAR AS v, count_if(v = ${literal}) AS n,
          min(v) FILTER (v <> ${literal}) AS lo, max(v) FILTER (v <> ${literal}) AS hi
        FROM (SELECT ${finiteValue(stored)} AS v FROM ${relation})`;
    },
    read: ([row]) => {
      const [low, high] = [numberOf(row, 'lo'), numberOf(row, 'hi')];
      if (low === null || high === null) return [];
      const stands = negativeCodes.includes(code)
        ? low >= 0
        : Math.min(Math.abs(code - low), Math.abs(code - high)) > high - low;
      return stands ? [{ value: String(code), count: countOf(row, 'n') }] : [];
    },
  }));
}

function daySuspects(column: ColumnProfile): Suspect[] {
  const { dateTime } = column;
  if (dateTime === undefined) return [];
  const ends = [dateTime.min, dateTime.max].flatMap((end) =>
    end === null ? [] : [end.slice(0, 10)],
  );
  const days = [...new Set(ends)].filter((end) => emptyDays.some((day) => day === end));
  return days.map((day) => ({
    column,
    query: (stored, relation, k) => {
      const literal = `DATE ${sqlLiteral(day)}`;
      return `SELECT ${k} AS k, NULL::VARCHAR AS v, count_if(v = ${literal}) AS n,
          least(abs(date_diff('day', min(v) FILTER (v <> ${literal}), ${literal})),
            abs(date_diff('day', max(v) FILTER (v <> ${literal}), ${literal})))::DOUBLE AS lo,
          date_diff('day', min(v) FILTER (v <> ${literal}), max(v) FILTER (v <> ${literal}))::DOUBLE AS hi
        FROM (SELECT CAST(${stored.sql} AS DATE) AS v FROM ${relation})`;
    },
    read: ([row]) => {
      const [apart, span] = [numberOf(row, 'lo'), numberOf(row, 'hi')];
      const stands = apart !== null && span !== null && apart > span;
      return stands ? [{ value: day, count: countOf(row, 'n') }] : [];
    },
  }));
}

function holdsTexts({ type, storageType, distinct }: ColumnProfile): boolean {
  const isText = storageType === 'VARCHAR' && type !== 'nested' && type !== 'dateTime';
  return isText && distinct.count > 1;
}

function isPlaceholder(value: string): boolean {
  const text = value.trim().toLowerCase();
  return placeholderTexts.some((placeholder) => placeholder === text);
}

function textSuspects(column: ColumnProfile): Suspect[] {
  if (!holdsTexts(column)) return [];
  return [
    {
      column,
      query: (stored, relation, k) => {
        const longest = Math.max(...placeholderTexts.map((text) => Buffer.byteLength(text)));
        const texts = placeholderTexts.map(sqlLiteral).join(', ');
        return `SELECT ${k} AS k, v, n, NULL::DOUBLE AS lo, NULL::DOUBLE AS hi FROM (
          SELECT ${stored.sql} AS v, count(*) AS n FROM ${relation}
          WHERE strlen(${stored.sql}) <= ${longest + 4} AND lower(trim(${stored.sql})) IN (${texts})
          GROUP BY 1 ORDER BY n DESC, v LIMIT 5)`;
      },
      read: (rows) =>
        rows.map((row) => ({ value: textOf(row, 'v') ?? '', count: countOf(row, 'n') })),
    },
  ];
}
