import type { ErrorPayload } from './cuvetteError';
import type { ProfileResult } from './profile';
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

/** Any panel's snapshot. */
export type PanelState = ProfilePanelState | RunPanelState;

/** Host to webview: a whole snapshot, or how far the awaited part has come since the last one. */
export type PanelMessage<State extends PanelState = PanelState> =
  | {
      readonly type: 'state';
      readonly state: State;
      readonly language: string;
      readonly translations: Translations;
    }
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
      readonly format: 'png' | 'csv';
      readonly content: string;
    };

/** Wishes of the profile panel. */
export type ProfileIntent =
  | CommonIntent
  | { readonly type: 'setTarget'; readonly target: string | null }
  | { readonly type: 'train' }
  | { readonly type: 'writeReport' }
  | { readonly type: 'copySql'; readonly alert: number };

/** Wishes of the run panel. */
export type RunIntent =
  | CommonIntent
  | { readonly type: 'openRun'; readonly runId: string }
  | { readonly type: 'openDataset' }
  | { readonly type: 'copyRunId' };
