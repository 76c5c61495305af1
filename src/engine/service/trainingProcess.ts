import { fork } from 'node:child_process';
import {
  CuvetteError,
  type RequestContext,
  type TrainParams,
  type TrainResult,
} from '../../protocol';
import { createChildCaller } from '../../rpc/childCaller';
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
 * Trains in a process of its own, so that a job can be ended at any moment and cannot take the engine's memory with it.
 * Cancelling kills the process; its unfinished runs are then KILLED, and FAILED when it ended by itself.
 *
 * @throws {CuvetteError} CANCELLED; JOB_CRASHED when the process ended by itself; what the job throws.
 */
export async function runTrainingProcess(
  params: TrainParams,
  context: RequestContext<'experiment/train'>,
  options: TrainingProcessOptions,
): Promise<TrainResult> {
  const child = fork(options.jobModulePath, [], {
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => options.log(text.trimEnd()));
  }
  const caller = createChildCaller(child);
  let end: CuvetteError | undefined;
  const exited = new Promise<void>((resolve) => {
    const ended = (description: string): void => {
      end ??= crashError(description);
      caller.close(end);
      resolve();
    };
    child.once('exit', (code, signal) => ended(signal ?? `exit code ${code ?? 'unknown'}`));
    child.once('error', (error) => ended(error.message));
  });
  const cancel = (): void => {
    end = new CuvetteError('CANCELLED', 'The training was cancelled.');
    child.kill('SIGKILL');
  };
  context.signal.addEventListener('abort', cancel, { once: true });
  if (context.signal.aborted) cancel();

  try {
    return await caller.call('experiment/train', params, { onProgress: context.report });
  } catch (thrown) {
    const error = CuvetteError.from(thrown);
    if (error === end && child.pid !== undefined) {
      await exited;
      await options.onUnfinished({
        store: params.store,
        owner: processOwner(child.pid),
        status: error.code === 'CANCELLED' ? 'KILLED' : 'FAILED',
        reason: error.message,
      });
    }
    throw error;
  } finally {
    context.signal.removeEventListener('abort', cancel);
    if (child.connected) child.disconnect();
    else child.kill('SIGKILL');
  }
}

function crashError(description: string): CuvetteError {
  return new CuvetteError(
    'JOB_CRASHED',
    `The training process ended unexpectedly (${description}). Most often the machine ran out of memory. ` +
      'Its unfinished runs are marked FAILED.',
    { hint: 'Train on fewer rows or columns, or close other programs, and try again.' },
  );
}
