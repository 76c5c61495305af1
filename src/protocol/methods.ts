import type {
  CellParams,
  CellResult,
  PreviewParams,
  PreviewResult,
  RowsParams,
  RowsResult,
} from './dataRows';
import type { DataComparison, DataComparisonParams } from './dataComparison';
import type { DoctorResult } from './doctor';
import type { PairParams, PairView } from './pair';
import type {
  CleaningScript,
  CleaningScriptParams,
  PrepareParams,
  PrepareResult,
} from './preparation';
import type { ProfileParams, ProfileResult, ProfileUpdate } from './profile';
import type { ExperimentInfo, RunDetail, RunPage, RunSearch } from './runs';
import type { TargetTestsParams, TargetTestsResult } from './targetTests';
import type { TrainParams, TrainResult, TrainUpdate } from './training';

/**
 * Number of the wire contract. Raised when a method, a parameter or a result changes incompatibly; both sides compare it
 * in `engine/initialize` and refuse to work across a difference.
 */
export const protocolVersion = 1;

/** Progress of a request. `fraction` is in [0, 1], or `null` while the amount of work is unknown. */
export interface Progress<Update = undefined> {
  /** What is being done, for a person. */
  readonly message: string;
  readonly fraction: number | null;
  /** Method-specific news; see {@link Methods}. */
  readonly update?: Update;
}

/** What the client says about itself when it connects. */
export interface InitializeParams {
  readonly protocolVersion: number;
  readonly productVersion: string;
}

/** What the engine answers. */
export interface InitializeResult {
  readonly protocolVersion: number;
  readonly productVersion: string;
  readonly pid: number;
  readonly node: string;
}

/** A run of a store. */
export interface RunReference {
  readonly store: string;
  readonly runId: string;
}

/**
 * The method table: every request that crosses from a face (VS Code, command line) to the engine, with the types of its
 * parameters, result and progress news. Client and service are both typed from it, so a rename breaks the build on both
 * sides.
 */
export interface Methods {
  'engine/initialize': { params: InitializeParams; result: InitializeResult; update: undefined };
  'dataset/profile': { params: ProfileParams; result: ProfileResult; update: ProfileUpdate };
  /** Two columns of a data set against each other. */
  'dataset/pair': { params: PairParams; result: PairView; update: undefined };
  'dataset/test': { params: TargetTestsParams; result: TargetTestsResult; update: undefined };
  /** The first rows of a file, in a fraction of a second whatever its size. */
  'dataset/preview': { params: PreviewParams; result: PreviewResult; update: undefined };
  'dataset/rows': { params: RowsParams; result: RowsResult; update: undefined };
  'dataset/prepare': { params: PrepareParams; result: PrepareResult; update: undefined };
  'dataset/cleaningScript': {
    params: CleaningScriptParams;
    result: CleaningScript;
    update: undefined;
  };
  'dataset/cell': { params: CellParams; result: CellResult; update: undefined };
  'dataset/compare': { params: DataComparisonParams; result: DataComparison; update: undefined };
  'experiment/train': { params: TrainParams; result: TrainResult; update: TrainUpdate };
  'experiment/list': {
    params: { readonly store: string };
    result: readonly ExperimentInfo[];
    update: undefined;
  };
  'run/search': { params: RunSearch; result: RunPage; update: undefined };
  'run/get': { params: RunReference; result: RunDetail; update: undefined };
  /** Marks the run and its children deleted, as MLflow does; the files stay until `mlflow gc`. */
  'run/delete': {
    params: RunReference;
    result: { readonly deleted: readonly string[] };
    update: undefined;
  };
  /** A text artifact, by its path below the run's artifact folder. */
  'run/readArtifact': {
    params: RunReference & { readonly path: string };
    result: { readonly text: string };
    update: undefined;
  };
  /** Writes the HTML report of a profile (with tests when there is a target, with a training result when given). */
  'report/write': {
    params: {
      readonly output: string;
      readonly profile: ProfileResult;
      readonly tests?: TargetTestsResult;
      readonly training?: TrainResult;
    };
    result: { readonly path: string; readonly sizeBytes: number };
    update: undefined;
  };
  /** Writes the HTML report of a comparison of two data sets. */
  'report/writeComparison': {
    params: { readonly output: string; readonly comparison: DataComparison };
    result: { readonly path: string; readonly sizeBytes: number };
    update: undefined;
  };
  'doctor/check': { params: Record<string, never>; result: DoctorResult; update: undefined };
}

/** Name of a method. */
export type MethodName = keyof Methods;
/** Parameters of a method. */
export type ParamsOf<M extends MethodName> = Methods[M]['params'];
/** Result of a method. */
export type ResultOf<M extends MethodName> = Methods[M]['result'];
/** Progress notifications of a method. */
export type ProgressOf<M extends MethodName> = Progress<Methods[M]['update']>;
