import { userInfo } from 'node:os';
import { dirname } from 'node:path';
import {
  CuvetteError,
  parameterError,
  type ArtifactInfo,
  type DatasetInput,
  type ExperimentInfo,
  type RunDetail,
  type RunInfo,
  type RunPage,
  type RunStatus,
} from '../../protocol';
import {
  artifactFolder,
  artifactsElsewhere,
  listFilesBelow,
  readFileBelow,
  writeFileBelow,
} from './artifactFolder';
import { createId } from './createId';
import {
  checkDatasetInput,
  checkExperimentName,
  checkMetric,
  checkParam,
  checkRunName,
  checkTag,
} from './entryLimits';
import {
  experimentIds,
  experimentNotFound,
  findExperimentById,
  findExperimentByName,
  insertExperiment,
  readExperiments,
} from './experimentRows';
import { parseFilter } from './filterSyntax';
import { parseOrder } from './orderSyntax';
import { offsetOf, pageTokenOf } from './pageToken';
import { processTag } from './processTag';
import { runQuerySql } from './runQuerySql';
import {
  readDatasetInputs,
  readMetricHistory,
  readNestedRunIds,
  readRun,
  readRuns,
  runNotFound,
} from './runRows';
import type {
  FinalStatus,
  MetricEntry,
  NewRun,
  RunBatch,
  RunQuery,
  RunStore,
  UnfinishedEnd,
} from './runStore';
import { assertActive, insertBatch, insertDatasetInput, insertRun, upsertTags } from './runWrites';
import type { Sql, SqliteConnection } from './sqliteConnection';

const defaultLimit = 100;
const largestLimit = 50_000;

/** A {@link RunStore} in a SQLite file with MLflow's schema. */
export class SqliteRunStore implements RunStore {
  readonly #connection: SqliteConnection;
  readonly #folder: string;

  /**
   * A store on an open database.
   *
   * @param connection to a database whose schema was checked; closed with the store
   */
  constructor(connection: SqliteConnection) {
    this.#connection = connection;
    this.#folder = dirname(connection.path);
  }

  get path(): string {
    return this.#connection.path;
  }

  async getOrCreateExperiment(name: string): Promise<ExperimentInfo> {
    checkExperimentName(name);
    const known = await this.#connection.read((sql) => findExperimentByName(sql, name));
    const experiment =
      known ??
      (await this.#connection.write(
        (sql) =>
          findExperimentByName(sql, name) ?? insertExperiment(sql, name, this.#folder, Date.now()),
      ));
    if (experiment.lifecycleStage === 'deleted') {
      throw new CuvetteError('USAGE_INVALID', `The experiment "${name}" is deleted.`, {
        hint: `Choose another name, or restore it with \`mlflow experiments restore -x ${experiment.experimentId}\`.`,
        details: { experimentId: experiment.experimentId },
      });
    }
    return experiment;
  }

  listExperiments(): Promise<readonly ExperimentInfo[]> {
    return this.#connection.read(readExperiments);
  }

  async createRun(run: NewRun): Promise<RunInfo> {
    checkRunName(run.name);
    if (!Number.isSafeInteger(run.startTime) || run.startTime < 0) {
      throw parameterError(
        'startTime',
        'createRun',
        'an integer ≥ 0 (milliseconds)',
        run.startTime,
      );
    }
    const user = run.tags?.['mlflow.user'] ?? currentUser();
    const tags = {
      'mlflow.user': user,
      'mlflow.source.name': 'cuvette',
      'mlflow.source.type': 'LOCAL',
      ...run.tags,
      'mlflow.runName': run.name,
      ...(run.parentRunId === undefined ? {} : { 'mlflow.parentRunId': run.parentRunId }),
    };
    for (const [key, value] of Object.entries(tags)) checkTag(key, value);
    const runId = createId();
    return this.#connection.write((sql) => {
      const experiment = findExperimentById(sql, run.experimentId);
      if (experiment?.lifecycleStage !== 'active') throw experimentNotFound(run.experimentId);
      if (run.parentRunId !== undefined) assertActive(sql, run.parentRunId);
      insertRun(sql, {
        runId,
        experimentId: Number(experiment.experimentId),
        name: run.name,
        user,
        startTime: run.startTime,
        artifactUri: `${experiment.artifactLocation.replace(/\/$/, '')}/${runId}/artifacts`,
      });
      upsertTags(sql, runId, tags);
      return readRun(sql, runId);
    });
  }

  async logBatch(runId: string, batch: RunBatch): Promise<void> {
    for (const [key, value] of Object.entries(batch.params ?? {})) checkParam(key, value);
    for (const metric of batch.metrics ?? []) checkMetric(metric);
    for (const [key, value] of Object.entries(batch.tags ?? {})) checkTag(key, value);
    await this.#connection.write((sql) => insertBatch(sql, runId, batch));
  }

  logParams(runId: string, params: Readonly<Record<string, string>>): Promise<void> {
    return this.logBatch(runId, { params });
  }

  logMetrics(runId: string, metrics: readonly MetricEntry[]): Promise<void> {
    return this.logBatch(runId, { metrics });
  }

  setTags(runId: string, tags: Readonly<Record<string, string>>): Promise<void> {
    return this.logBatch(runId, { tags });
  }

  async logDatasetInput(runId: string, input: DatasetInput): Promise<void> {
    checkDatasetInput(input);
    await this.#connection.write((sql) => insertDatasetInput(sql, runId, input));
  }

  async writeArtifact(runId: string, path: string, content: string | Uint8Array): Promise<void> {
    await writeFileBelow(await this.#artifactFolderOf(runId), path, content);
  }

  async listArtifacts(runId: string): Promise<readonly ArtifactInfo[]> {
    return listFilesBelow(await this.#artifactFolderOf(runId));
  }

  async readArtifact(runId: string, path: string): Promise<Uint8Array> {
    return readFileBelow(await this.#artifactFolderOf(runId), path);
  }

  async finishRun(runId: string, status: FinalStatus, endTime: number): Promise<void> {
    await this.#connection.write((sql) => {
      assertActive(sql, runId);
      endRun(sql, runId, status, endTime);
    });
  }

  deleteRun(runId: string): Promise<readonly string[]> {
    return this.#connection.write((sql) => {
      const deletedTime = Date.now();
      readRun(sql, runId);
      return [runId, ...readNestedRunIds(sql, runId)].filter(
        (id) =>
          sql.run(
            `UPDATE runs SET lifecycle_stage = 'deleted', deleted_time = ?
             WHERE run_uuid = ? AND lifecycle_stage = 'active'`,
            deletedTime,
            id,
          ) > 0,
      );
    });
  }

  restoreRun(runId: string): Promise<readonly string[]> {
    return this.#connection.write((sql) => {
      const run = sql.get('SELECT deleted_time AS time FROM runs WHERE run_uuid = ?', runId) as
        { readonly time: number | null } | undefined;
      if (run === undefined) throw runNotFound(runId);
      return [runId, ...readNestedRunIds(sql, runId)].filter(
        (id) =>
          sql.run(
            `UPDATE runs SET lifecycle_stage = 'active', deleted_time = NULL
             WHERE run_uuid = ? AND lifecycle_stage = 'deleted' AND deleted_time IS ?`,
            id,
            run.time,
          ) > 0,
      );
    });
  }

  async getRun(runId: string): Promise<RunDetail> {
    const run = await this.#connection.read((sql) => ({
      ...readRun(sql, runId),
      metricHistory: readMetricHistory(sql, runId),
      datasets: readDatasetInputs(sql, runId),
    }));
    const folder = artifactFolder(run.artifactUri, this.#folder);
    return { ...run, artifacts: folder === undefined ? [] : await listFilesBelow(folder) };
  }

  async searchRuns(query: RunQuery): Promise<RunPage> {
    const limit = query.limit ?? defaultLimit;
    if (!Number.isInteger(limit) || limit < 1 || limit > largestLimit) {
      throw parameterError('limit', 'searchRuns', `an integer in [1, ${largestLimit}]`, limit);
    }
    const offset = offsetOf(query.pageToken);
    const filter = parseFilter(query.filter ?? '');
    const order = parseOrder(query.orderBy ?? []);
    return this.#connection.read((sql) => {
      const experiments = experimentIds(sql, query.experiments);
      const { text, values } = runQuerySql(experiments, filter, order, limit + 1, offset);
      const rows = sql.all(text, ...values) as readonly { readonly run_uuid: string }[];
      return {
        runs: readRuns(
          sql,
          rows.slice(0, limit).map((row) => row.run_uuid),
        ),
        nextPageToken: rows.length > limit ? pageTokenOf(offset + limit) : null,
      };
    });
  }

  async failUnfinishedRuns(
    isAlive: (owner: string) => boolean,
    end: UnfinishedEnd = {},
  ): Promise<readonly string[]> {
    const {
      status = 'FAILED',
      reason = 'The process that trained this run ended before the run did.',
    } = end;
    const endTime = end.endTime ?? Date.now();
    const running = await this.#connection.read(readOwnedRunningRuns);
    const orphaned = running.filter((run) => !isAlive(run.owner));
    if (orphaned.length === 0) return [];
    return this.#connection.write((sql) =>
      orphaned
        .map((run) => run.runId)
        .filter((runId) => {
          const ended = endRun(sql, runId, status, endTime, 'RUNNING');
          if (ended) upsertTags(sql, runId, { 'cuvette.failure': reason });
          return ended;
        }),
    );
  }

  close(): void {
    this.#connection.close();
  }

  async #artifactFolderOf(runId: string): Promise<string> {
    const row = await this.#connection.read((sql) =>
      sql.get('SELECT artifact_uri AS uri FROM runs WHERE run_uuid = ?', runId),
    );
    if (row === undefined) throw runNotFound(runId);
    const uri = (row as { readonly uri: string | null }).uri ?? '';
    const folder = artifactFolder(uri, this.#folder);
    if (folder === undefined) throw artifactsElsewhere(uri);
    return folder;
  }
}

/** Ends a run, when it is in the state `from` if one is given; whether it did. */
function endRun(
  sql: Sql,
  runId: string,
  status: FinalStatus,
  endTime: number,
  from: RunStatus | null = null,
): boolean {
  return (
    sql.run(
      'UPDATE runs SET status = ?, end_time = ? WHERE run_uuid = ? AND status = coalesce(?, status)',
      status,
      endTime,
      runId,
      from,
    ) > 0
  );
}

function readOwnedRunningRuns(
  sql: Sql,
): readonly { readonly runId: string; readonly owner: string }[] {
  return sql.all(
    `SELECT runs.run_uuid AS runId, tags.value AS owner
     FROM runs JOIN tags ON tags.run_uuid = runs.run_uuid AND tags."key" = ?
     WHERE runs.status = 'RUNNING' AND runs.lifecycle_stage = 'active'`,
    processTag,
  ) as readonly { readonly runId: string; readonly owner: string }[];
}

function currentUser(): string {
  try {
    return userInfo().username;
  } catch {
    // A container may run under a user number without a name.
    return String(process.getuid?.() ?? 'unknown');
  }
}
