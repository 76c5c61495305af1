import {
  CuvetteError,
  type RequestContext,
  type TrainParams,
  type TrainResult,
} from '../../protocol';
import { callJobProcess } from './jobProcess';
import { processOwner } from './processOwner';

/** What a {@link runTrainingProcess} is told beside the request. */
export interface TrainingProcessOptions {
  /** The bundle of `jobMain`. */
  readonly jobModulePath: string;
  readonly log: (line: string) => void;
  /** Called when the process ended before its answer, with the owner of the runs it left unfinished. */
  readonly onUnfinished: (end: {
    readonly store: string;
    readonly owner: string;
    readonly status: 'FAILED' | 'KILLED';
    readonly reason: string;
  }) => Promise<void>;
}

/**
 * Trains in a process of its own. Cancelling kills it; its unfinished runs are then KILLED, and FAILED when it ended by itself.
 *
 * @throws {CuvetteError} CANCELLED; JOB_CRASHED when the process ended by itself; what the job throws.
 */
export function runTrainingProcess(
  params: TrainParams,
  context: RequestContext<'experiment/train'>,
  { jobModulePath, log, onUnfinished }: TrainingProcessOptions,
): Promise<TrainResult> {
  return callJobProcess('experiment/train', params, context, {
    modulePath: jobModulePath,
    log,
    cancelled: () => new CuvetteError('CANCELLED', 'The training was cancelled.'),
    crashed: crashError,
    onUnfinished: (error, pid) =>
      onUnfinished({
        store: params.store,
        owner: processOwner(pid),
        status: error.code === 'CANCELLED' ? 'KILLED' : 'FAILED',
        reason: error.message,
      }),
  });
}

function crashError(description: string): CuvetteError {
  return new CuvetteError(
    'JOB_CRASHED',
    `The training process ended unexpectedly (${description}). Most often the machine ran out of memory. ` +
      'Its unfinished runs are marked FAILED.',
    { hint: 'Train on fewer rows or columns, or close other programs, and try again.' },
  );
}
