import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CuvetteError, type ExperimentInfo } from '../../protocol';
import { recordOf } from './recordOf';
import type { Sql } from './sqliteConnection';

interface ExperimentRow {
  readonly experiment_id: number;
  readonly name: string;
  readonly artifact_location: string | null;
  readonly lifecycle_stage: ExperimentInfo['lifecycleStage'];
  readonly creation_time: number | null;
  readonly last_update_time: number | null;
}

interface ExperimentTagRow {
  readonly experiment_id: number;
  readonly key: string;
  readonly value: string | null;
}

const selectExperiments = `
  SELECT experiment_id, name, artifact_location, lifecycle_stage, creation_time, last_update_time
  FROM experiments`;

/** Experiments that are not deleted, the most recently changed first, as MLflow lists them. */
export function readExperiments(sql: Sql): readonly ExperimentInfo[] {
  const rows = sql.all(
    `${selectExperiments} WHERE lifecycle_stage = 'active' ORDER BY last_update_time DESC, experiment_id DESC`,
  ) as readonly ExperimentRow[];
  return withTags(sql, rows);
}

/** The experiment with this name in MLflow's default workspace, deleted or not. */
export function findExperimentByName(sql: Sql, name: string): ExperimentInfo | undefined {
  const rows = sql.all(
    `${selectExperiments} WHERE name = ? ${hasWorkspaces(sql) ? `AND workspace = 'default'` : ''}`,
    name,
  ) as readonly ExperimentRow[];
  return withTags(sql, rows)[0];
}

/** The experiment with this id, deleted or not. */
export function findExperimentById(sql: Sql, experimentId: string): ExperimentInfo | undefined {
  if (!/^\d+$/.test(experimentId)) return undefined;
  const rows = sql.all(
    `${selectExperiments} WHERE experiment_id = ?`,
    Number(experimentId),
  ) as readonly ExperimentRow[];
  return withTags(sql, rows)[0];
}

/**
 * Adds an experiment. Its artifacts go to `mlruns/<id>` in `folder`.
 *
 * @param sql the write transaction
 * @param name not yet taken
 * @param folder absolute path of the folder of the database
 * @param time milliseconds since 1970-01-01 UTC
 */
export function insertExperiment(
  sql: Sql,
  name: string,
  folder: string,
  time: number,
): ExperimentInfo {
  sql.run(
    `INSERT INTO experiments (name, lifecycle_stage, creation_time, last_update_time)
     VALUES (?, 'active', ?, ?)`,
    name,
    time,
    time,
  );
  const { id } = sql.get('SELECT last_insert_rowid() AS id') as { id: number };
  setArtifactLocation(sql, id, folder);
  return findExperimentById(sql, String(id))!;
}

/** Adds experiment 0, "Default", which every MLflow store has. */
export function insertDefaultExperiment(sql: Sql, folder: string, time: number): void {
  sql.run(
    `INSERT INTO experiments (experiment_id, name, lifecycle_stage, creation_time, last_update_time)
     VALUES (0, 'Default', 'active', ?, ?)`,
    time,
    time,
  );
  setArtifactLocation(sql, 0, folder);
}

/**
 * Ids of the experiments that a search names, by name or id; the name wins. All that are not deleted when none is named.
 *
 * @throws {CuvetteError} EXPERIMENT_NOT_FOUND for a name that is neither.
 */
export function experimentIds(sql: Sql, named: readonly string[] | undefined): readonly number[] {
  if (named === undefined) {
    const rows = sql.all(
      `SELECT experiment_id FROM experiments WHERE lifecycle_stage = 'active'`,
    ) as readonly Pick<ExperimentRow, 'experiment_id'>[];
    return rows.map((row) => row.experiment_id);
  }
  return named.map((nameOrId) => {
    const experiment = findExperimentByName(sql, nameOrId) ?? findExperimentById(sql, nameOrId);
    if (experiment === undefined) throw experimentNotFound(nameOrId);
    return Number(experiment.experimentId);
  });
}

/** The error for an experiment that the store does not hold. */
export function experimentNotFound(nameOrId: string): CuvetteError {
  return new CuvetteError(
    'EXPERIMENT_NOT_FOUND',
    `There is no experiment "${nameOrId}" in this run store.`,
    {
      hint: 'Look at the list of experiments, or name another store.',
      details: { experiment: nameOrId },
    },
  );
}

function setArtifactLocation(sql: Sql, experimentId: number, folder: string): void {
  const location = pathToFileURL(join(folder, 'mlruns', String(experimentId))).href;
  sql.run(
    'UPDATE experiments SET artifact_location = ? WHERE experiment_id = ?',
    location,
    experimentId,
  );
}

/** In newer MLflow a name is unique within a workspace only; a server without workspaces uses "default". */
function hasWorkspaces(sql: Sql): boolean {
  return (
    sql.get(`SELECT 1 FROM pragma_table_info('experiments') WHERE name = 'workspace'`) !== undefined
  );
}

function withTags(sql: Sql, rows: readonly ExperimentRow[]): readonly ExperimentInfo[] {
  const tagRows = sql.all(
    `SELECT experiment_id, "key", value FROM experiment_tags
     WHERE experiment_id IN (SELECT value FROM json_each(?))`,
    JSON.stringify(rows.map((row) => row.experiment_id)),
  ) as readonly ExperimentTagRow[];
  return rows.map((row) => ({
    experimentId: String(row.experiment_id),
    name: row.name,
    artifactLocation: row.artifact_location ?? '',
    lifecycleStage: row.lifecycle_stage,
    creationTime: row.creation_time ?? 0,
    lastUpdateTime: row.last_update_time ?? 0,
    tags: recordOf(
      tagRows
        .filter((tag) => tag.experiment_id === row.experiment_id)
        .map((tag) => [tag.key, tag.value ?? '']),
    ),
  }));
}
