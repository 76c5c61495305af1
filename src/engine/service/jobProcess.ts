import { fork } from 'node:child_process';
import {
  CuvetteError,
  type MethodName,
  type ParamsOf,
  type RequestContext,
  type ResultOf,
} from '../../protocol';
import { createChildCaller } from '../../rpc/childCaller';

/** How a job's process is started, and what its end means. */
export interface JobProcessOptions {
  /** The bundle to fork. */
  readonly modulePath: string;
  readonly args?: readonly string[];
  readonly log: (line: string) => void;
  /** The error of a job that somebody cancelled. */
  readonly cancelled: () => CuvetteError;
  /** The error of a process that ended by itself, e.g. by `SIGKILL` or `exit code 1`. */
  readonly crashed: (description: string) => CuvetteError;
  /** Called when the process has ended without its answer; cleans up behind it. */
  readonly onUnfinished: (error: CuvetteError, pid: number) => Promise<void>;
}

/**
 * Asks a process of its own, so that a job can be ended at any moment and cannot take the engine's memory with it. Cancelling
 * kills the process.
 *
 * @throws {CuvetteError} `cancelled` or `crashed` of the options; what the job throws.
 */
export async function callJobProcess<M extends MethodName>(
  method: M,
  params: ParamsOf<M>,
  context: RequestContext<M>,
  options: JobProcessOptions,
): Promise<ResultOf<M>> {
  const child = fork(options.modulePath, options.args ?? [], {
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
      end ??= options.crashed(description);
      caller.close(end);
      resolve();
    };
    child.once('exit', (code, signal) => ended(signal ?? `exit code ${code ?? 'unknown'}`));
    child.once('error', (error) => ended(error.message));
  });
  const cancel = (): void => {
    end = options.cancelled();
    child.kill('SIGKILL');
  };
  context.signal.addEventListener('abort', cancel, { once: true });
  if (context.signal.aborted) cancel();

  try {
    return await caller.call(method, params, { onProgress: context.report });
  } catch (thrown) {
    const error = CuvetteError.from(thrown);
    if (error === end && child.pid !== undefined) {
      await exited;
      await options.onUnfinished(error, child.pid);
    }
    throw error;
  } finally {
    context.signal.removeEventListener('abort', cancel);
    if (child.connected) child.disconnect();
    else child.kill('SIGKILL');
  }
}
