import type { FilterClause, FilterOperator } from './filterSyntax';
import type { OrderClause } from './orderSyntax';
import type { SqlValue } from './sqliteConnection';

/** A statement and the values of its placeholders. */
export interface SqlQuery {
  readonly text: string;
  readonly values: readonly SqlValue[];
}

const attributeColumns: Readonly<Record<string, string>> = {
  run_id: 'runs.run_uuid',
  run_name: 'runs.name',
  status: 'runs.status',
  start_time: 'runs.start_time',
  end_time: 'runs.end_time',
  user_id: 'runs.user_id',
  artifact_uri: 'runs.artifact_uri',
};

const entityTables = { metric: 'latest_metrics', param: 'params', tag: 'tags' } as const;

const runNameTag = 'mlflow.runName';

/**
 * The statement that finds the ids of active runs, with MLflow's semantics: a run without the metric, param or tag of a
 * clause does not match it, also for `!=`; a metric that is NaN matches `!=` only; runs without the key to sort by come
 * last whichever the direction, NaN just before them; ties are broken by start time, the newest first, then by run id.
 *
 * @param experimentIds experiments to search
 * @param filter all must hold
 * @param order most significant first
 * @param limit at most this many
 * @param offset runs to skip
 */
export function runQuerySql(
  experimentIds: readonly number[],
  filter: readonly FilterClause[],
  order: readonly OrderClause[],
  limit: number,
  offset: number,
): SqlQuery {
  const conditions = filter.map(conditionOf);
  const joins = order.map(joinOf);
  const orderTexts = order.map(orderText);
  if (!order.some(({ entity, key }) => entity === 'attribute' && key === 'start_time')) {
    orderTexts.push('runs.start_time DESC');
  }
  const text = [
    'SELECT runs.run_uuid FROM runs',
    ...joins.map((join) => join.text),
    `WHERE runs.lifecycle_stage = 'active'`,
    'AND runs.experiment_id IN (SELECT value FROM json_each(?))',
    ...conditions.map((condition) => `AND ${condition.text}`),
    `ORDER BY ${[...orderTexts, 'runs.run_uuid'].join(', ')}`,
    'LIMIT ? OFFSET ?',
  ].join('\n');
  return {
    text,
    values: [
      ...joins.flatMap((join) => join.values),
      JSON.stringify(experimentIds),
      ...conditions.flatMap((condition) => condition.values),
      limit,
      offset,
    ],
  };
}

function conditionOf(clause: FilterClause): SqlQuery {
  const { entity, key } = clause;
  if (entity === 'dataset') return datasetCondition(clause);
  if (entity === 'attribute') {
    // MLflow compares the name tag: the column is empty in runs of MLflow before 1.30.
    if (key === 'run_name') return entryCondition('tags', { ...clause, key: runNameTag });
    return comparison(attributeColumns[key]!, clause);
  }
  return entryCondition(entityTables[entity], clause);
}

function entryCondition(
  table: 'latest_metrics' | 'params' | 'tags',
  clause: FilterClause,
): SqlQuery {
  const { key, operator } = clause;
  const entry = `SELECT 1 FROM ${table} e WHERE e.run_uuid = runs.run_uuid AND e."key" = ?`;
  if (operator === 'IS NULL') return { text: `NOT EXISTS (${entry})`, values: [key] };
  if (operator === 'IS NOT NULL') return { text: `EXISTS (${entry})`, values: [key] };
  const { text, values } = comparison('e.value', clause);
  const guarded =
    table !== 'latest_metrics'
      ? text
      : operator === '!='
        ? `(${text} OR e.is_nan = 1)`
        : `${text} AND e.is_nan = 0`;
  return { text: `EXISTS (${entry} AND ${guarded})`, values: [key, ...values] };
}

function datasetCondition(clause: FilterClause): SqlQuery {
  const { text, values } = comparison(
    clause.key === 'context' ? 't.value' : `d.${clause.key}`,
    clause,
  );
  const tags =
    clause.key === 'context'
      ? `JOIN input_tags t ON t.input_uuid = i.input_uuid AND t.name = 'mlflow.data.context'`
      : '';
  return {
    text: `EXISTS (SELECT 1 FROM inputs i JOIN datasets d ON d.dataset_uuid = i.source_id ${tags}
      WHERE i.destination_id = runs.run_uuid AND i.destination_type = 'RUN' AND ${text})`,
    values,
  };
}

function comparison(column: string, { operator, value }: FilterClause): SqlQuery {
  if (isList(value)) {
    return {
      text: `${column} ${operator} (SELECT value FROM json_each(?))`,
      values: [JSON.stringify(value)],
    };
  }
  if (operator === 'ILIKE') return { text: `lower(${column}) LIKE lower(?)`, values: [value] };
  return { text: `${column} ${operator satisfies FilterOperator} ?`, values: [value] };
}

function isList(value: FilterClause['value']): value is readonly string[] {
  return Array.isArray(value);
}

function joinOf({ entity, key }: OrderClause, index: number): SqlQuery {
  if (entity === 'attribute' || entity === 'dataset') return { text: '', values: [] };
  const table = entityTables[entity];
  return {
    text: `LEFT JOIN ${table} o${index} ON o${index}.run_uuid = runs.run_uuid AND o${index}."key" = ?`,
    values: [key],
  };
}

function orderText({ entity, key, descending }: OrderClause, index: number): string {
  const value = entity === 'attribute' ? attributeColumns[key]! : `o${index}.value`;
  const absentLast =
    entity === 'metric'
      ? `CASE WHEN o${index}.is_nan = 1 THEN 1 WHEN ${value} IS NULL THEN 2 ELSE 0 END`
      : `${value} IS NULL`;
  return `${absentLast}, ${value} ${descending ? 'DESC' : 'ASC'}`;
}
