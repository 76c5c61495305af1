/** State of a run, as MLflow names it. */
export type RunStatus = 'RUNNING' | 'SCHEDULED' | 'FINISHED' | 'FAILED' | 'KILLED';

/** An experiment of a run store. */
export interface ExperimentInfo {
  readonly experimentId: string;
  readonly name: string;
  /** `file://` or other URI under which the artifacts of its runs lie. */
  readonly artifactLocation: string;
  readonly lifecycleStage: 'active' | 'deleted';
  readonly creationTime: number;
  readonly lastUpdateTime: number;
  readonly tags: Readonly<Record<string, string>>;
}

/** A run with the latest value of each metric. A metric that is not a number is `null`. */
export interface RunInfo {
  readonly runId: string;
  readonly experimentId: string;
  readonly name: string;
  readonly status: RunStatus;
  /** Milliseconds since 1970-01-01 UTC. */
  readonly startTime: number;
  readonly endTime: number | null;
  readonly lifecycleStage: 'active' | 'deleted';
  readonly artifactUri: string;
  readonly params: Readonly<Record<string, string>>;
  readonly metrics: Readonly<Record<string, number | null>>;
  readonly tags: Readonly<Record<string, string>>;
}

/** One logged point of a metric. */
export interface MetricPoint {
  readonly step: number;
  readonly timestamp: number;
  readonly value: number | null;
}

/** A data set that went into a run. */
export interface DatasetInput {
  readonly name: string;
  readonly digest: string;
  readonly sourceType: string;
  readonly source: string;
  readonly schema: string | null;
  readonly profile: string | null;
  /** `training`, `evaluation`, …; MLflow's `mlflow.data.context` tag. */
  readonly context: string | null;
}

/** A file or folder under a run's artifacts. */
export interface ArtifactInfo {
  /** Relative to the run's artifact folder, with `/`. */
  readonly path: string;
  readonly isDirectory: boolean;
  readonly sizeBytes: number | null;
}

/** A run with everything the store holds of it; the `run` document of the command line. */
export interface RunDetail extends RunInfo {
  readonly metricHistory: Readonly<Record<string, readonly MetricPoint[]>>;
  readonly datasets: readonly DatasetInput[];
  readonly artifacts: readonly ArtifactInfo[];
}

/** Search over runs, with MLflow's filter and order syntax. */
export interface RunSearch {
  readonly store: string;
  /** Names or ids; all when absent. */
  readonly experiments?: readonly string[];
  readonly filter?: string;
  readonly orderBy?: readonly string[];
  /** At most this many; default 100. */
  readonly limit?: number;
  readonly pageToken?: string;
}

/** The `runs` document of the command line. */
export interface RunPage {
  readonly runs: readonly RunInfo[];
  readonly nextPageToken: string | null;
}
