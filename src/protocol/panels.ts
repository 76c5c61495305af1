import type { ProfileAlert } from './alerts';
import type { ErrorPayload } from './cuvetteError';
import type { DataComparison } from './dataComparison';
import type { ColumnType } from './dataset';
import type { GridPanelState, GridReply } from './gridPanel';
import type { PairView } from './pair';
import type { CleaningStep } from './preparation';
import type { ProfileResult, ProfileUpdate } from './profile';
import type { RunDetail, RunInfo } from './runs';
import type { TargetTestsResult } from './targetTests';
import type { TrainedResult, TrainResult } from './training';

/**
 * Something that a panel shows once it is there. `waiting` keeps the last known progress so that a panel opened in the
 * middle of the work says where it stands.
 */
export type Loadable<Value> =
  | { readonly state: 'waiting'; readonly message: string; readonly fraction: number | null }
  | { readonly state: 'ready'; readonly value: Value }
  | { readonly state: 'failed'; readonly error: ErrorPayload };

/** Texts of the person's language by their English source, as in `l10n/bundle.l10n.*.json`; empty for English. */
export type Translations = Readonly<Record<string, string>>;

/** What a panel needs to come back after the window was reloaded; kept by the webview, validated by the host. */
export interface ProfilePanelMemory {
  readonly path: string;
}

/** Everything the profile panel shows. Numbers are summaries and bins, never rows. */
export interface ProfilePanelState {
  readonly panel: 'profile';
  /** Path of the data file; also the panel's memory. */
  readonly path: string;
  readonly fileName: string;
  /** Column the others are compared with; `null` when none is chosen. */
  readonly target: string | null;
  /** Columns that look like targets, the likeliest first; empty until the profile is there. */
  readonly suggestedTargets: readonly string[];
  readonly profile: Loadable<ProfileResult>;
  /** What is known while the profile is being computed; `null` before and after. */
  readonly partial: ProfileUpdate | null;
  /** The pair of columns shown under Relations; `null` until one is chosen. */
  readonly pair: Loadable<PairView> | null;
  /** Cleaning steps chosen so far, in order; kept per data file until the script is written or they are cleared. */
  readonly cleaning: readonly CleaningStep[];
  /** Alerts that a person has put away, by {@link alertKey}; kept per data file. */
  readonly dismissedAlerts: readonly string[];
  /** `null` without a target. */
  readonly tests: Loadable<TargetTestsResult> | null;
  /** Tab to show first; set by the command "Test columns". */
  readonly tab: 'columns' | 'tests';
  /** False in Restricted Mode: training is not offered. */
  readonly trusted: boolean;
}

/** What the run panel needs to come back. */
export interface RunPanelMemory {
  readonly store: string;
  readonly runId: string;
}

/** What is known about a run: of any MLflow run the first field, of Cuvette's own runs the others too. */
export interface RunView {
  readonly run: RunDetail;
  /** Runs below this one, newest first. */
  readonly children: readonly RunInfo[];
  /** The comparison this run is, or belongs to. */
  readonly comparison: TrainResult | null;
  /** The strategy's result; `null` for a comparison and for foreign runs. */
  readonly result: TrainedResult | null;
  /** Why it failed, and artifacts that should be there and could not be read, in sentences. */
  readonly problems: readonly string[];
}

/** Everything the run panel shows. */
export interface RunPanelState {
  readonly panel: 'run';
  readonly store: string;
  readonly runId: string;
  readonly name: string;
  readonly view: Loadable<RunView>;
}

/** What the panel of a data comparison needs to come back. */
export interface ComparisonPanelMemory {
  readonly reference: string;
  readonly current: string;
  readonly target: string | null;
}

/** Everything the data comparison panel shows. */
export interface ComparisonPanelState {
  readonly panel: 'comparison';
  readonly reference: string;
  readonly current: string;
  readonly target: string | null;
  readonly comparison: Loadable<DataComparison>;
}

/** What an alert is recognised by when the data is profiled again: its code and columns, not its numbers. */
export function alertKey({ code, columns }: Pick<ProfileAlert, 'code' | 'columns'>): string {
  return JSON.stringify([code, ...columns]);
}

/** Any panel's snapshot. */
export type PanelState = ProfilePanelState | RunPanelState | GridPanelState | ComparisonPanelState;

/**
 * Host to webview: a whole snapshot, what has changed in it since, or how far the awaited part has come. A change that
 * comes before the first snapshot is part of it.
 */
export type PanelMessage<State extends PanelState = PanelState> =
  | {
      readonly type: 'state';
      readonly state: State;
      readonly language: string;
      readonly translations: Translations;
    }
  | { readonly type: 'change'; readonly change: Partial<State> }
  /** Answer to a single wish of the data grid. */
  | { readonly type: 'reply'; readonly reply: GridReply }
  | { readonly type: 'progress'; readonly message: string; readonly fraction: number | null };

/** Wishes that every panel may send. */
export type CommonIntent =
  /** First message: the webview listens now. */
  | { readonly type: 'ready' }
  | { readonly type: 'retry' }
  | { readonly type: 'cancel' }
  | { readonly type: 'showLog' }
  /** Save a drawn chart: a PNG as base64, or its numbers as CSV text. The person chooses where. */
  | {
      readonly type: 'saveChart';
      readonly name: string;
      readonly format: 'png' | 'svg' | 'csv';
      readonly content: string;
    };

/** Wishes of the profile panel. */
export type ProfileIntent =
  | CommonIntent
  | { readonly type: 'setTarget'; readonly target: string | null }
  | { readonly type: 'train' }
  | { readonly type: 'writeReport' }
  | { readonly type: 'dismissAlerts'; readonly keys: readonly string[] }
  | { readonly type: 'restoreAlerts' }
  /** A whole SQL, pandas or polars text, made by the webview. */
  | { readonly type: 'copyCode'; readonly text: string }
  /** Opens the data grid, filtered. */
  | { readonly type: 'showRows'; readonly where: string }
  | { readonly type: 'showPair'; readonly x: string; readonly y: string }
  | { readonly type: 'hidePair' }
  | { readonly type: 'compareWith' }
  | { readonly type: 'addCleaning'; readonly step: CleaningStep }
  | { readonly type: 'removeCleaning'; readonly index: number }
  | { readonly type: 'clearCleaning' }
  | { readonly type: 'writeCleaning' }
  /** Writes to `cuvette.json` beside the data and profiles anew. */
  | { readonly type: 'setType'; readonly column: string; readonly columnType: ColumnType }
  | { readonly type: 'treatAsMissing'; readonly values: readonly string[] };

/** Wishes of the panel of a data comparison. */
export type ComparisonIntent =
  | CommonIntent
  | { readonly type: 'setTarget'; readonly target: string | null }
  /** Makes the reference the current data set and the other way round. */
  | { readonly type: 'swap' }
  | { readonly type: 'openProfile'; readonly side: 'reference' | 'current' }
  | { readonly type: 'writeReport' }
  | { readonly type: 'copySql'; readonly alert: number };

/** Wishes of the run panel. */
export type RunIntent =
  | CommonIntent
  | { readonly type: 'openRun'; readonly runId: string }
  | { readonly type: 'openDataset' }
  | { readonly type: 'copyRunId' };
