import {
  CuvetteError,
  type DatasetInput,
  type MetricPoint,
  type RunInfo,
  type RunStatus,
} from '../../protocol';
import { recordOf } from './recordOf';
import type { Sql } from './sqliteConnection';

interface RunRow {
  readonly run_uuid: string;
  readonly experiment_id: number;
  readonly name: string | null;
  readonly status: RunStatus;
  readonly start_time: number | null;
  readonly end_time: number | null;
  readonly lifecycle_stage: RunInfo['lifecycleStage'];
  readonly artifact_uri: string | null;
}

interface EntryRow<Value> {
  readonly run_uuid: string;
  readonly key: string;
  readonly value: Value;
}

const runIds = '(SELECT value FROM json_each(?))';

/** The runs with these ids, in that order; ids that are not in the store are left out. Five statements for any number. */
export function readRuns(sql: Sql, ids: readonly string[]): readonly RunInfo[] {
  const list = JSON.stringify(ids);
  const rows = sql.all(
    `SELECT run_uuid, experiment_id, name, status, start_time, end_time, lifecycle_stage, artifact_uri
     FROM runs WHERE run_uuid IN ${runIds}`,
    list,
  ) as readonly RunRow[];
  const byId = new Map(rows.map((row) => [row.run_uuid, row]));
  const params = entriesByRun<string>(
    sql.all(`SELECT run_uuid, "key", value FROM params WHERE run_uuid IN ${runIds}`, list),
  );
  const metrics = entriesByRun<number | null>(
    sql.all(
      `SELECT run_uuid, "key", CASE WHEN is_nan = 1 THEN NULL ELSE value END AS value
       FROM latest_metrics WHERE run_uuid IN ${runIds}`,
      list,
    ),
  );
  const tags = entriesByRun<string | null>(
    sql.all(`SELECT run_uuid, "key", value FROM tags WHERE run_uuid IN ${runIds}`, list),
  );
  return ids.flatMap((id) => {
    const row = byId.get(id);
    if (row === undefined) return [];
    return {
      runId: id,
      experimentId: String(row.experiment_id),
      name: row.name ?? '',
      status: row.status,
      startTime: row.start_time ?? 0,
      endTime: row.end_time,
      lifecycleStage: row.lifecycle_stage,
      artifactUri: row.artifact_uri ?? '',
      params: recordOf(params.get(id) ?? []),
      metrics: recordOf(metrics.get(id) ?? []),
      tags: recordOf((tags.get(id) ?? []).map(([key, value]) => [key, value ?? ''])),
    };
  });
}

/**
 * One run.
 *
 * @throws {CuvetteError} RUN_NOT_FOUND.
 */
export function readRun(sql: Sql, runId: string): RunInfo {
  const run = readRuns(sql, [runId])[0];
  if (run === undefined) throw runNotFound(runId);
  return run;
}

/** Every logged point of each metric of a run, ordered by step, then timestamp, then value. */
export function readMetricHistory(
  sql: Sql,
  runId: string,
): Readonly<Record<string, readonly MetricPoint[]>> {
  // REAL: a foreign step or timestamp may be a 64-bit integer that the driver refuses to give as a number.
  const rows = sql.all(
    `SELECT "key", CAST(step AS REAL) AS step, CAST(timestamp AS REAL) AS timestamp,
       CASE WHEN is_nan = 1 THEN NULL ELSE value END AS value
     FROM metrics WHERE run_uuid = ? ORDER BY step, timestamp, value`,
    runId,
  ) as readonly (MetricPoint & { readonly key: string })[];
  const history = new Map<string, MetricPoint[]>();
  for (const { key, step, timestamp, value } of rows) {
    appendTo(history, key, { step, timestamp, value });
  }
  return recordOf(history);
}

/** The data sets that went into a run, in the order of their names. */
export function readDatasetInputs(sql: Sql, runId: string): readonly DatasetInput[] {
  const rows = sql.all(
    `SELECT d.name, d.digest, d.dataset_source_type AS sourceType, d.dataset_source AS source,
       d.dataset_schema AS schema, d.dataset_profile AS profile, t.value AS context
     FROM inputs i
     JOIN datasets d ON d.dataset_uuid = i.source_id
     LEFT JOIN input_tags t ON t.input_uuid = i.input_uuid AND t.name = 'mlflow.data.context'
     WHERE i.destination_type = 'RUN' AND i.source_type = 'DATASET' AND i.destination_id = ?
     ORDER BY d.name, d.digest`,
    runId,
  ) as readonly DatasetInput[];
  return rows.map((row) => ({ ...row }));
}

/** Ids of the active or deleted runs nested in `runId` at any depth. */
export function readNestedRunIds(sql: Sql, runId: string): readonly string[] {
  const rows = sql.all(
    `WITH RECURSIVE nested(id) AS (
       SELECT ?
       UNION
       SELECT t.run_uuid FROM tags t JOIN nested ON t.value = nested.id
       WHERE t."key" = 'mlflow.parentRunId'
     ) SELECT id FROM nested`,
    runId,
  ) as readonly { readonly id: string }[];
  return rows.map((row) => row.id).filter((id) => id !== runId);
}

/** The error for a run that the store does not hold. */
export function runNotFound(runId: string): CuvetteError {
  return new CuvetteError('RUN_NOT_FOUND', `There is no run "${runId}" in this run store.`, {
    hint: 'Look at the list of runs, or name another store.',
    details: { runId },
  });
}

function entriesByRun<Value>(
  rows: readonly unknown[],
): ReadonlyMap<string, readonly (readonly [string, Value])[]> {
  const entries = new Map<string, (readonly [string, Value])[]>();
  for (const { run_uuid, key, value } of rows as readonly EntryRow<Value>[]) {
    appendTo(entries, run_uuid, [key, value] as const);
  }
  return entries;
}

function appendTo<Value>(lists: Map<string, Value[]>, key: string, value: Value): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
