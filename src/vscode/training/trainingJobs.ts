import {
  EventEmitter,
  l10n,
  ProgressLocation,
  StatusBarAlignment,
  window,
  type Disposable,
  type Event,
} from 'vscode';
import { formatMetric } from '../../format/numbers';
import { type ProgressOf, type TrainParams, type TrainResult } from '../../protocol';
import { commandIds } from '../ids';
import { metricLabel } from '../metricLabel';
import { type Shell } from '../shell';

/** A training that runs now. */
interface Job {
  readonly controller: AbortController;
  /** Known from the first progress on. */
  runId: string | undefined;
  /** How far it is, in a few words. */
  activity: string;
}

/** The trainings that this window started and that still run. */
export class TrainingJobs implements Disposable {
  readonly #changed = new EventEmitter<string | undefined>();
  readonly #jobs = new Set<Job>();
  readonly #statusBar = window.createStatusBarItem('cuvette.training', StatusBarAlignment.Left);

  /** Fires with the comparison's run id, once it is known, when a training starts, comes further or ends. */
  readonly onDidChange: Event<string | undefined> = this.#changed.event;

  constructor(private readonly shell: Shell) {
    this.#statusBar.name = l10n.t('Cuvette training');
    this.#statusBar.command = commandIds.showLog;
  }

  /** How far the training behind a comparison run is; `undefined` when none of this window is. */
  activityOf(runId: string): string | undefined {
    return this.#find(runId)?.activity;
  }

  /** Cancels the training behind a comparison run. */
  stop(runId: string): void {
    this.#find(runId)?.controller.abort();
  }

  /**
   * Trains with a notification that shows progress and can cancel.
   *
   * @throws {CuvetteError} what `experiment/train` throws.
   */
  async run(params: TrainParams, title: string): Promise<TrainResult> {
    const job: Job = {
      controller: new AbortController(),
      runId: undefined,
      activity: l10n.t('starting'),
    };
    this.#jobs.add(job);
    this.#update(job);
    try {
      return await window.withProgress(
        { location: ProgressLocation.Notification, title, cancellable: true },
        async (notification, token) => {
          token.onCancellationRequested(() => job.controller.abort());
          let shown = 0;
          return this.shell.engine.call('experiment/train', params, {
            signal: job.controller.signal,
            onProgress: (progress) => {
              job.runId = progress.update?.parentRunId ?? job.runId;
              job.activity = activityOf(progress);
              const percent = 100 * (progress.fraction ?? 0);
              notification.report({
                message: describe(progress),
                increment: Math.max(0, percent - shown),
              });
              shown = Math.max(shown, percent);
              this.#update(job);
            },
          });
        },
      );
    } finally {
      this.#jobs.delete(job);
      this.#update(job);
    }
  }

  dispose(): void {
    for (const { controller } of this.#jobs) controller.abort();
    this.#statusBar.dispose();
    this.#changed.dispose();
  }

  #find(runId: string): Job | undefined {
    return [...this.#jobs].find((job) => job.runId === runId);
  }

  #update({ runId }: Job): void {
    const [first] = this.#jobs;
    if (first === undefined) this.#statusBar.hide();
    else {
      this.#statusBar.text = `$(sync~spin) Cuvette: ${first.activity}`;
      this.#statusBar.tooltip = l10n.t('Training runs. Click for the log.');
      this.#statusBar.show();
    }
    this.#changed.fire(runId);
  }
}

function activityOf({ message, update }: ProgressOf<'experiment/train'>): string {
  const fold = update?.fold;
  if (fold === undefined) return message;
  return l10n.t('fold {0}/{1}', fold.fold + 1, fold.of);
}

function describe({ message, update }: ProgressOf<'experiment/train'>): string {
  const fold = update?.fold;
  if (fold === undefined) return message;
  return l10n.t(
    'fold {0} of {1} · {2} · {3} {4}',
    fold.fold + 1,
    fold.of,
    fold.strategy,
    metricLabel(fold.metric),
    formatMetric(fold.value),
  );
}
