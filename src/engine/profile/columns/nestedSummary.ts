import type { NestedSummary, ValueCount } from '../../../protocol';
import type { Dataset, DatasetColumn, SqlRow } from '../../data/dataset';
import { queryEach } from '../queryBatch';
import { countOf, textOf } from '../sqlExpressions';
import { summariseCounted } from './countedNumbers';

const fieldsShown = 200;
const entriesShown = 10;
/** Code points of an entry, a name and a declaration that are shown. */
const shownEntry = 100;
const shownDeclaration = 500;
/** Rows that fields and entries are counted on at most. */
const rowsOpened = 200_000;

/** What the profile computes of a nested column. */
export interface NestedDescription {
  readonly summary: NestedSummary;
  /** Values whose JSON texts differ. */
  readonly distinct: number;
}

/**
 * What is inside lists, maps and structs, which are stored as JSON text: numbers of entries, fields with their types and
 * presence, the most frequent entries. Lengths are exact; fields and entries are counted on all rows up to 200,000, else on
 * rows drawn by a hash of their position, the same in every run: a share p of m rows then has a standard error of √(p(1−p)/m).
 *
 * A field whose value is JSON's `null` is not present. The type of a field is that of its JSON values: `BIGINT`, `DOUBLE`,
 * `BOOLEAN`, `VARCHAR`, `LIST`, `STRUCT`, or `JSON` where they differ.
 *
 * @throws {CuvetteError} CANCELLED when the signal is aborted.
 */
export async function describeNested(
  dataset: Dataset,
  columns: readonly DatasetColumn[],
  signal?: AbortSignal,
): Promise<NestedDescription[]> {
  const measured = await queryEach(
    dataset,
    columns,
    ({ sql }, k) => measuringSql(dataset, sql, k),
    signal,
  );
  const opened = await queryEach(
    dataset,
    columns,
    ({ sql }, k) => openingSql(dataset, sql, k),
    signal,
  );
  return columns.map((column, i) => describe(dataset, column, measured[i]!, opened[i]!));
}

function measuringSql({ relation }: Dataset, sql: string, k: number): string {
  return `WITH v AS (SELECT ${sql} AS j FROM ${relation} WHERE ${sql} IS NOT NULL)
    SELECT ${k} AS k, kind, length, n FROM (
      SELECT json_type(j) AS kind, CASE json_type(j) WHEN 'ARRAY' THEN json_array_length(j) ELSE len(json_keys(j)) END AS length,
        count(*) AS n FROM v GROUP BY 1, 2
      UNION ALL SELECT 'DISTINCT', 0, count(DISTINCT j) FROM v)`;
}

function openingSql({ relation, info }: Dataset, sql: string, k: number): string {
  const share = rowsOpened / Math.max(1, info.sampledRows);
  const limit = (BigInt(Math.round(share * 2 ** 32)) << 32n).toString();
  const drawn = share >= 1 ? '' : ` AND hash(rowid) < ${limit}`;
  const part = (name: string, key: string, from: string): string =>
    `(SELECT '${name}' AS part, left(${key}, ${shownEntry}) AS v, list(DISTINCT type) AS types, count(DISTINCT r) AS n,
      count(*) AS entries FROM ${from} WHERE type <> 'NULL' GROUP BY 2 ORDER BY n DESC, v LIMIT ${fieldsShown})`;
  return `WITH s AS MATERIALIZED (SELECT rowid AS r, ${sql} AS j FROM ${relation} WHERE ${sql} IS NOT NULL${drawn}),
      field AS (SELECT r, e.key, e.type FROM s, json_each(j) e WHERE json_type(j) = 'OBJECT'),
      entry AS MATERIALIZED (SELECT r, e.type, e.value FROM s, json_each(j) e WHERE json_type(j) = 'ARRAY'),
      entryfield AS (SELECT r, f.key, f.type FROM entry, json_each(value) f WHERE entry.type = 'OBJECT')
    SELECT ${k} AS k, part, v, types, n, entries FROM (
      ${part('field', 'key', 'field')} UNION ALL ${part('entryfield', 'key', 'entryfield')}
      UNION ALL (SELECT 'entry', left(value ->> '$', ${shownEntry}) AS v, NULL, 0, count(*) AS entries FROM entry
        WHERE type NOT IN ('NULL', 'OBJECT', 'ARRAY') GROUP BY 2 ORDER BY entries DESC, v LIMIT ${entriesShown})
      UNION ALL SELECT 'entries', NULL, NULL, 0, count(*) FROM entry
      UNION ALL SELECT 'rows', NULL, NULL, 0, count(*) FROM s)`;
}

function describe(
  { info }: Dataset,
  { declaration = 'JSON' }: DatasetColumn,
  measured: readonly SqlRow[],
  opened: readonly SqlRow[],
): NestedDescription {
  const partOf = (part: string): readonly SqlRow[] => opened.filter((row) => row['part'] === part);
  const lengths = measured.filter(({ kind }) => kind !== 'DISTINCT');
  const counted = [...lengths]
    .map((row) => [countOf(row, 'length'), countOf(row, 'n')] as const)
    .sort(([a], [b]) => a - b);
  const { count, min, max, mean, median } = summariseCounted(counted);
  const lists = lengths.filter(({ kind }) => kind === 'ARRAY');
  const inLists = lists.reduce((sum, row) => sum + countOf(row, 'n'), 0) * 2 > count;
  const entries = countOf(partOf('entries')[0], 'entries');
  return {
    distinct: countOf(
      measured.find(({ kind }) => kind === 'DISTINCT'),
      'n',
    ),
    summary: {
      kind: declaration.startsWith('MAP(') && !inLists ? 'map' : inLists ? 'list' : 'struct',
      declaration:
        declaration.length > shownDeclaration
          ? `${declaration.slice(0, shownDeclaration)}…`
          : declaration,
      length: { min, max, mean, median },
      empty: counted.reduce((sum, [length, n]) => (length === 0 ? sum + n : sum), 0),
      fields: [
        ...partOf('field').map((row) => fieldOf(row, '')),
        ...partOf('entryfield').map((row) => fieldOf(row, '[].')),
      ],
      top: partOf('entry').map((row): ValueCount => {
        const own = countOf(row, 'entries');
        return { value: textOf(row, 'v') ?? '', count: own, rate: own / entries };
      }),
      sampledRows: info.sampledRows > rowsOpened ? countOf(partOf('rows')[0], 'n') : null,
      ...(count === 0 ? { reasons: { length: 'The column has no value.' } } : {}),
    },
  };
}

function fieldOf(row: SqlRow, prefix: string): NestedSummary['fields'][number] {
  return {
    name: `${prefix}${textOf(row, 'v') ?? ''}`,
    type: typeOf((row['types'] ?? []) as readonly string[]),
    present: countOf(row, 'n'),
  };
}

const typeNames: Readonly<Record<string, string>> = {
  UBIGINT: 'BIGINT',
  HUGEINT: 'DOUBLE',
  UHUGEINT: 'DOUBLE',
  OBJECT: 'STRUCT',
  ARRAY: 'LIST',
};

function typeOf(jsonTypes: readonly string[]): string {
  const types = new Set(jsonTypes.map((type) => typeNames[type] ?? type));
  if (types.has('DOUBLE')) types.delete('BIGINT');
  const [type] = types;
  return types.size === 1 && type !== undefined ? type : 'JSON';
}
