import { CuvetteError, parameterError, type DatasetInput } from '../../protocol';
import { createId } from './createId';
import type { MetricEntry, RunBatch } from './runStore';
import { runNotFound } from './runRows';
import type { Sql } from './sqliteConnection';

const largestDouble = 1.7976931348623157e308;
const runNameTag = 'mlflow.runName';

/** A row of `runs`, without what is the same in every row. */
export interface RunRecord {
  readonly runId: string;
  readonly experimentId: number;
  readonly name: string;
  readonly user: string;
  readonly startTime: number;
  readonly artifactUri: string;
}

/** Adds a run in the state RUNNING. */
export function insertRun(sql: Sql, run: RunRecord): void {
  sql.run(
    `INSERT INTO runs (run_uuid, name, source_type, source_name, entry_point_name, user_id, status,
       start_time, source_version, lifecycle_stage, artifact_uri, experiment_id)
     VALUES (?, ?, 'UNKNOWN', '', '', ?, 'RUNNING', ?, '', 'active', ?, ?)`,
    run.runId,
    run.name,
    run.user,
    run.startTime,
    run.artifactUri,
    run.experimentId,
  );
}

/**
 * Adds params, metrics and tags to a run.
 *
 * @throws {CuvetteError} RUN_NOT_FOUND; USAGE_INVALID when the run is deleted; PARAMETER_INVALID when a param would change.
 */
export function insertBatch(sql: Sql, runId: string, batch: RunBatch): void {
  assertActive(sql, runId);
  for (const [key, value] of Object.entries(batch.params ?? {}))
    insertParam(sql, runId, key, value);
  for (const metric of batch.metrics ?? []) insertMetric(sql, runId, metric);
  upsertTags(sql, runId, batch.tags ?? {});
}

/** Writes or replaces tags; `mlflow.runName` also renames the run. */
export function upsertTags(sql: Sql, runId: string, tags: Readonly<Record<string, string>>): void {
  for (const [key, value] of Object.entries(tags)) {
    sql.run(
      `INSERT INTO tags ("key", value, run_uuid) VALUES (?, ?, ?)
       ON CONFLICT ("key", run_uuid) DO UPDATE SET value = excluded.value`,
      key,
      value,
      runId,
    );
    if (key === runNameTag) sql.run('UPDATE runs SET name = ? WHERE run_uuid = ?', value, runId);
  }
}

/**
 * Links a data set to a run, adding it to the experiment when it is new there. As in MLflow, a link that exists keeps its
 * context.
 *
 * @throws {CuvetteError} RUN_NOT_FOUND; USAGE_INVALID when the run is deleted.
 */
export function insertDatasetInput(sql: Sql, runId: string, input: DatasetInput): void {
  const experimentId = assertActive(sql, runId);
  const known = sql.get(
    'SELECT dataset_uuid AS id FROM datasets WHERE experiment_id = ? AND name = ? AND digest = ?',
    experimentId,
    input.name,
    input.digest,
  ) as { readonly id: string } | undefined;
  const datasetId = known?.id ?? createId();
  if (known === undefined) {
    sql.run(
      `INSERT INTO datasets (dataset_uuid, experiment_id, name, digest, dataset_source_type,
         dataset_source, dataset_schema, dataset_profile)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      datasetId,
      experimentId,
      input.name,
      input.digest,
      input.sourceType,
      input.source,
      input.schema,
      input.profile,
    );
  }
  const inputId = createId();
  const added = sql.run(
    `INSERT INTO inputs (input_uuid, source_type, source_id, destination_type, destination_id)
     VALUES (?, 'DATASET', ?, 'RUN', ?)
     ON CONFLICT (source_type, source_id, destination_type, destination_id) DO NOTHING`,
    inputId,
    datasetId,
    runId,
  );
  if (added > 0 && input.context !== null) {
    sql.run(
      `INSERT INTO input_tags (input_uuid, name, value) VALUES (?, 'mlflow.data.context', ?)`,
      inputId,
      input.context,
    );
  }
}

/**
 * The experiment of a run that may be written to.
 *
 * @throws {CuvetteError} RUN_NOT_FOUND; USAGE_INVALID when the run is deleted.
 */
export function assertActive(sql: Sql, runId: string): number {
  const row = sql.get(
    'SELECT experiment_id AS experimentId, lifecycle_stage AS stage FROM runs WHERE run_uuid = ?',
    runId,
  ) as { readonly experimentId: number; readonly stage: string } | undefined;
  if (row === undefined) throw runNotFound(runId);
  if (row.stage !== 'active') {
    throw new CuvetteError(
      'USAGE_INVALID',
      `The run "${runId}" is deleted and cannot be changed.`,
      {
        hint: 'Restore it first.',
        details: { runId },
      },
    );
  }
  return row.experimentId;
}

function insertParam(sql: Sql, runId: string, key: string, value: string): void {
  const added = sql.run(
    `INSERT INTO params ("key", value, run_uuid) VALUES (?, ?, ?)
     ON CONFLICT ("key", run_uuid) DO NOTHING`,
    key,
    value,
    runId,
  );
  if (added > 0) return;
  const logged = sql.get(
    'SELECT value FROM params WHERE "key" = ? AND run_uuid = ?',
    key,
    runId,
  ) as {
    readonly value: string;
  };
  if (logged.value !== value) {
    throw parameterError(
      `value of ${key}`,
      'logParams',
      `${JSON.stringify(logged.value)}, which was logged before and cannot change`,
      value,
    );
  }
}

function insertMetric(sql: Sql, runId: string, metric: MetricEntry): void {
  const { key, timestamp, step = 0 } = metric;
  const isNan = Number.isNaN(metric.value) ? 1 : 0;
  const value = isNan ? 0 : Math.max(-largestDouble, Math.min(largestDouble, metric.value));
  const added = sql.run(
    `INSERT INTO metrics ("key", value, timestamp, step, is_nan, run_uuid) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT ("key", timestamp, step, run_uuid, value, is_nan) DO NOTHING`,
    key,
    value,
    timestamp,
    step,
    isNan,
    runId,
  );
  if (added === 0) return;
  sql.run(
    `INSERT INTO latest_metrics ("key", value, timestamp, step, is_nan, run_uuid)
     VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT ("key", run_uuid) DO UPDATE SET
       value = excluded.value, timestamp = excluded.timestamp,
       step = excluded.step, is_nan = excluded.is_nan
     WHERE (excluded.step, excluded.timestamp, excluded.value)
       > (latest_metrics.step, latest_metrics.timestamp, latest_metrics.value)`,
    key,
    value,
    timestamp,
    step,
    isNan,
    runId,
  );
}
