import type {
  ArtifactInfo,
  DatasetInput,
  ExperimentInfo,
  RunDetail,
  RunInfo,
  RunPage,
  RunSearch,
  RunStatus,
} from '../../protocol';

/** What a run starts with. */
export interface NewRun {
  readonly experimentId: string;
  /** 1 to 250 characters. */
  readonly name: string;
  /** Milliseconds since 1970-01-01 UTC. */
  readonly startTime: number;
  readonly tags?: Readonly<Record<string, string>>;
  /** The run that this one is nested in. */
  readonly parentRunId?: string;
}

/** One point of a metric, to be logged. */
export interface MetricEntry {
  readonly key: string;
  /** Any double. As in MLflow, NaN is kept as such and ±Infinity becomes ±1.7976931348623157e308. */
  readonly value: number;
  /** Milliseconds since 1970-01-01 UTC, an integer ≥ 0. */
  readonly timestamp: number;
  /** Integer; default 0. A fold, an epoch, an iteration. */
  readonly step?: number;
}

/** What {@link RunStore.logBatch} writes in one transaction. */
export interface RunBatch {
  readonly params?: Readonly<Record<string, string>>;
  readonly metrics?: readonly MetricEntry[];
  readonly tags?: Readonly<Record<string, string>>;
}

/** State in which a run ends. */
export type FinalStatus = Exclude<RunStatus, 'RUNNING' | 'SCHEDULED'>;

/** How runs end whose process is gone. */
export interface UnfinishedEnd {
  /** KILLED when somebody stopped them; default FAILED. */
  readonly status?: 'FAILED' | 'KILLED';
  /** For a person; default says that the process ended before the run did. */
  readonly reason?: string;
  /** Milliseconds since 1970-01-01 UTC; default now. */
  readonly endTime?: number;
}

/** What a search asks for; the store is the one that is searched. */
export type RunQuery = Omit<RunSearch, 'store'>;

/**
 * Experiments and runs, as MLflow keeps them. Each method that writes stores all of what it was given or nothing, and is
 * visible to every other process when its promise resolves.
 *
 * Names of params, metrics and tags follow MLflow's rule: letters, digits, `_`, `-`, `.`, `/`, `:` and spaces, at most 250
 * characters, and not a path that resolves to another name (`a//b`, `../a`).
 *
 * Beside the codes at each method, every method rejects with STORE_LOCKED when another process holds the store for longer
 * than the lock timeout, STORE_UNREACHABLE when the file is gone or cannot be written, STORE_INCOMPATIBLE when it is
 * damaged or of an unknown schema, and DISK_FULL.
 */
export interface RunStore {
  /** The database file. */
  readonly path: string;

  /**
   * The experiment called `name`, created when there is none.
   *
   * @throws {CuvetteError} PARAMETER_INVALID for an empty or too long name, USAGE_INVALID when the experiment is deleted.
   */
  getOrCreateExperiment(name: string): Promise<ExperimentInfo>;

  /** Experiments that are not deleted, the most recently changed first. */
  listExperiments(): Promise<readonly ExperimentInfo[]>;

  /**
   * A new run in the state RUNNING. Tags of the kind MLflow's own client sets (`mlflow.runName`, `mlflow.user`,
   * `mlflow.source.*`, `mlflow.parentRunId`) are added.
   *
   * @throws {CuvetteError} EXPERIMENT_NOT_FOUND, RUN_NOT_FOUND (the parent), PARAMETER_INVALID.
   */
  createRun(run: NewRun): Promise<RunInfo>;

  /**
   * Params, metrics and tags of a run in one transaction.
   *
   * @throws {CuvetteError} RUN_NOT_FOUND; PARAMETER_INVALID as {@link logParams}, {@link logMetrics} and {@link setTags}.
   */
  logBatch(runId: string, batch: RunBatch): Promise<void>;

  /**
   * Params: written once. The same value again is no error. Values longer than 6000 characters are refused, because an
   * MLflow server would cut them without a word.
   *
   * @throws {CuvetteError} RUN_NOT_FOUND; PARAMETER_INVALID for a bad name, a longer value, or a changed one.
   */
  logParams(runId: string, params: Readonly<Record<string, string>>): Promise<void>;

  /**
   * Points of metrics. A point that is already there (same key, timestamp, step and value) is not stored twice. The latest
   * value of a metric is the one of the greatest step, then timestamp, then value.
   *
   * @throws {CuvetteError} RUN_NOT_FOUND; PARAMETER_INVALID for a bad name, timestamp or step.
   */
  logMetrics(runId: string, metrics: readonly MetricEntry[]): Promise<void>;

  /**
   * Tags: written or replaced. The tag `mlflow.runName` renames the run. At most 8000 characters each.
   *
   * @throws {CuvetteError} RUN_NOT_FOUND; PARAMETER_INVALID for a bad name or a longer value.
   */
  setTags(runId: string, tags: Readonly<Record<string, string>>): Promise<void>;

  /**
   * A data set that went into the run. A data set is known by experiment, name and digest; logging it twice is no error.
   *
   * @throws {CuvetteError} RUN_NOT_FOUND; PARAMETER_INVALID when a field exceeds MLflow's limit (digest: 36 characters).
   */
  logDatasetInput(runId: string, input: DatasetInput): Promise<void>;

  /**
   * Writes a file at a relative `path` (with `/`) below the run's artifact folder; readers see the old file or the new one, never half of it.
   *
   * @throws {CuvetteError} RUN_NOT_FOUND; PARAMETER_INVALID for a path that leaves the folder; DISK_FULL;
   *   STORE_UNREACHABLE when the artifacts lie elsewhere than on this machine's disks, or cannot be written.
   */
  writeArtifact(runId: string, path: string, content: string | Uint8Array): Promise<void>;

  /**
   * Files and folders below the run's artifact folder, at any depth, in the order of their paths.
   *
   * @throws {CuvetteError} RUN_NOT_FOUND; STORE_UNREACHABLE as {@link writeArtifact}.
   */
  listArtifacts(runId: string): Promise<readonly ArtifactInfo[]>;

  /**
   * The bytes of an artifact.
   *
   * @throws {CuvetteError} RUN_NOT_FOUND; ARTIFACT_NOT_FOUND; PARAMETER_INVALID for a path that leaves the folder;
   *   STORE_UNREACHABLE as {@link writeArtifact}.
   */
  readArtifact(runId: string, path: string): Promise<Uint8Array>;

  /**
   * Ends a run.
   *
   * @throws {CuvetteError} RUN_NOT_FOUND.
   */
  finishRun(runId: string, status: FinalStatus, endTime: number): Promise<void>;

  /**
   * Marks a run and everything nested in it as deleted; `mlflow gc` removes it for good. Gives the ids that were marked.
   *
   * @throws {CuvetteError} RUN_NOT_FOUND.
   */
  deleteRun(runId: string): Promise<readonly string[]>;

  /**
   * Undoes {@link deleteRun}: the run, and the nested runs that were deleted along with it. Gives their ids.
   *
   * @throws {CuvetteError} RUN_NOT_FOUND.
   */
  restoreRun(runId: string): Promise<readonly string[]>;

  /**
   * A run with everything the store holds of it, deleted or not. Artifacts that do not lie on this machine's disks are not
   * listed.
   *
   * @throws {CuvetteError} RUN_NOT_FOUND.
   */
  getRun(runId: string): Promise<RunDetail>;

  /**
   * Runs that are not deleted, by MLflow's filter and order syntax; the newest first unless told otherwise.
   *
   * @throws {CuvetteError} FILTER_INVALID; EXPERIMENT_NOT_FOUND; PARAMETER_INVALID for a bad limit or page token.
   */
  searchRuns(query: RunQuery): Promise<RunPage>;

  /**
   * Ends running runs whose process is gone, and says why in the tag `cuvette.failure`. Only runs with the tag
   * `cuvette.process` are looked at.
   *
   * @param isAlive whether the process that a tag's value names still works on the run
   * @param end how they ended
   * @returns ids of the runs that were marked
   */
  failUnfinishedRuns(
    isAlive: (owner: string) => boolean,
    end?: UnfinishedEnd,
  ): Promise<readonly string[]>;

  /** Closes the store. Calls made afterwards are rejected with STORE_UNREACHABLE. */
  close(): void;
}
