import { type TargetInfo } from '../protocol';
import { type CodeColumn, type CodeSource } from './codeSource';
import { summaryQuantiles, type CodeView } from './codeView';
import { comment, sqlNumber, sqlText, wrapped } from './literals';
import { sqlColumn, sqlData } from './sqlReading';
import { isQuantity, summaryKind } from './summaryKind';

type Columns = ReadonlyMap<string, CodeColumn>;

/** A view of the data as one DuckDB query that reads the file. */
export function sqlCode(source: CodeSource, view: CodeView, columns: Columns): string {
  switch (view.kind) {
    case 'data':
      return query(source, 'SELECT * FROM data');
    case 'summary':
      return query(source, summary(source, columns.get(view.column)!), [view.column]);
    case 'values':
      return query(source, values(sqlColumn(source, view.column)), [view.column]);
    case 'histogram':
      return query(source, histogram(sqlColumn(source, view.column), view.edges), [view.column]);
    case 'pair':
      return query(source, pair(source, columns.get(view.x)!, columns.get(view.y)!), [
        view.x,
        view.y,
      ]);
    case 'target':
      return query(source, againstTarget(source, columns.get(view.column)!, view.target, columns), [
        view.column,
        view.target.column,
      ]);
    case 'alert': {
      const sql = (view.alert.sql ?? 'SELECT * FROM {table}').replaceAll('{table}', 'data');
      return `${comment('--', view.alert.message)}\n${query(source, sql)}`;
    }
    case 'rows': {
      const { where, sort } = view.view;
      const condition = where.trim() === '' ? '' : `\nWHERE ${where.trim()}`;
      const keys = sort.map(
        ({ column, descending }) =>
          `${sqlColumn(source, column)} ${descending ? 'DESC' : 'ASC'} NULLS LAST`,
      );
      const order = keys.length === 0 ? '' : `\nORDER BY ${keys.join(', ')}`;
      return query(source, `SELECT *\nFROM data${condition}${order}`);
    }
  }
}

function query(source: CodeSource, select: string, names?: readonly string[]): string {
  const more = select.replace(/^\s*WITH\s+/i, ', ');
  return `${sqlData(source, names)}${more.startsWith(',') ? '' : '\n'}${more};\n`;
}

function summary(source: CodeSource, column: CodeColumn): string {
  const name = sqlColumn(source, column.name);
  const counts = [
    'count(*) AS "rows"',
    `count(*) - count(${name}) AS missing`,
    `count(DISTINCT ${name}) AS "distinct"`,
  ];
  switch (summaryKind(column)) {
    case 'numbers':
      return numbers(name, column);
    case 'dates':
      return select([
        ...counts,
        `min(${name}) AS "min"`,
        `max(${name}) AS "max"`,
        `date_diff('day', min(${name}), max(${name})) AS span_days`,
      ]);
    case 'texts':
      return select([
        ...counts,
        ...['min', 'max', 'avg', 'median'].map(
          (aggregate) => `${aggregate}(length(${name})) AS length_${named(aggregate)}`,
        ),
        ...['avg', 'max'].map(
          (aggregate) =>
            `${aggregate}(len(regexp_extract_all(${name}, '\\S+'))) AS words_${named(aggregate)}`,
        ),
        `count_if(trim(${name}) = '') AS blank`,
      ]);
    case 'labels':
      return select([...counts, `entropy(${name}) AS entropy`]);
  }
}

function named(aggregate: string): string {
  return aggregate === 'avg' ? 'mean' : aggregate;
}

function numbers(name: string, { storageType }: CodeColumn): string {
  const floating = storageType === 'DOUBLE';
  const number = `${name}::DOUBLE`;
  const present = floating ? `CASE WHEN NOT isnan(${name}) THEN ${number} END` : number;
  const finite = floating ? `CASE WHEN isfinite(${name}) THEN ${number} END` : number;
  // Powers of values far from 0 would cancel each other out.
  const centred = 'x - (SELECT avg(x) FROM numbers)';
  return (
    `, numbers AS (\n  SELECT ${present} AS present, ${finite} AS x\n  FROM data\n)\n` +
    select(
      [
        'count(*) AS "rows"',
        'count(*) - count(present) AS missing',
        'count(DISTINCT present) AS "distinct"',
        'count(present) - count(x) AS infinite',
        'avg(x) AS mean',
        'stddev_samp(x) AS std',
        'sum(x) AS "sum"',
        'min(x) AS "min"',
        ...summaryQuantiles.map((q) => `quantile_cont(x, ${q}) AS "q${q}"`),
        'max(x) AS "max"',
        `skewness(${centred}) AS skewness`,
        `kurtosis(${centred}) AS kurtosis`,
        'mad(x) AS mad',
        'count_if(x = 0) AS zeros',
        'count_if(x < 0) AS negatives',
      ],
      'numbers',
    )
  );
}

function select(items: readonly string[], from = 'data'): string {
  return `SELECT\n${items.map((item) => `  ${item}`).join(',\n')}\nFROM ${from}`;
}

function values(name: string): string {
  return [
    `SELECT ${name} AS value, count(*) AS count, count(*) / sum(count(*)) OVER () AS rate`,
    'FROM data',
    `WHERE ${name} IS NOT NULL`,
    'GROUP BY value',
    'ORDER BY count DESC, value',
  ].join('\n');
}

function histogram(name: string, edges: readonly number[]): string {
  const list = wrapped(edges.map(sqlNumber), '    ');
  return (
    `, edges AS (\n  SELECT unnest([\n${list}\n  ]::DOUBLE[]) AS edge\n), bins AS (\n` +
    '  SELECT edge AS "from", lead(edge) OVER (ORDER BY edge) AS "to",\n' +
    '    row_number() OVER (ORDER BY edge DESC) = 2 AS is_last\n  FROM edges\n)\n' +
    `SELECT "from", "to", count(${name}) AS count\n` +
    'FROM bins\n' +
    `LEFT JOIN data ON ${name} >= "from" AND (${name} < "to" OR (is_last AND ${name} = "to"))\n` +
    'WHERE "to" IS NOT NULL\nGROUP BY "from", "to"\nORDER BY "from"'
  );
}

function pair(source: CodeSource, x: CodeColumn, y: CodeColumn): string {
  const [a, b] = [sqlColumn(source, x.name), sqlColumn(source, y.name)];
  const both = `WHERE ${a} IS NOT NULL AND ${b} IS NOT NULL`;
  if (isQuantity(x) && isQuantity(y)) {
    const rank = (name: string): string =>
      `rank() OVER (ORDER BY ${name}) + (count(*) OVER (PARTITION BY ${name}) - 1) / 2`;
    return (
      `, pairs AS (\n  SELECT ${a} AS x, ${b} AS y,\n    ${rank(a)} AS rank_x,\n    ${rank(b)} AS rank_y\n` +
      `  FROM data\n  ${both}\n)\n` +
      select(
        ['count(*) AS n', 'corr(x, y) AS pearson', 'corr(rank_x, rank_y) AS spearman'],
        'pairs',
      )
    );
  }
  if (!isQuantity(x) && !isQuantity(y)) {
    return `SELECT ${a} AS x, ${b} AS y, count(*) AS count\nFROM data\n${both}\nGROUP BY x, y\nORDER BY x, y`;
  }
  return isQuantity(x) ? perLevel(a, b, both) : perLevel(b, a, both);
}

function perLevel(number: string, level: string, where: string): string {
  return [
    `SELECT ${level} AS level, count(*) AS count, avg(${number}) AS mean, min(${number}) AS "min",`,
    ...[0.25, 0.5, 0.75].map((q) => `  quantile_cont(${number}, ${q}) AS "q${q}",`),
    `  max(${number}) AS "max"`,
    `FROM data\n${where}\nGROUP BY level\nORDER BY level`,
  ].join('\n');
}

function againstTarget(
  source: CodeSource,
  column: CodeColumn,
  target: TargetInfo,
  columns: Columns,
): string {
  const other = columns.get(target.column)!;
  if (target.task === 'regression') return pair(source, column, other);
  const [a, b] = [sqlColumn(source, column.name), sqlColumn(source, target.column)];
  const both = `WHERE ${a} IS NOT NULL AND ${b} IS NOT NULL`;
  if (isQuantity(column)) return perLevel(a, b, both);
  if (target.positive === null) return pair(source, { ...column, type: 'categorical' }, other);
  const positive = `CAST(${b} AS VARCHAR) = ${sqlText(target.positive)}`;
  return [
    `SELECT ${a} AS level, count(*) AS count,`,
    `  count_if(${positive}) AS positives,`,
    `  count_if(${positive}) / count(*) AS rate`,
    `FROM data\n${both}\nGROUP BY level\nORDER BY level`,
  ].join('\n');
}
