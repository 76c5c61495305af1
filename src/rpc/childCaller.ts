import type { ChildProcess } from 'node:child_process';
import {
  CancellationTokenSource,
  createMessageConnection,
  IPCMessageReader,
  IPCMessageWriter,
  ResponseError,
} from 'vscode-jsonrpc/node';
import {
  cancelled,
  CuvetteError,
  type Caller,
  type CallOptions,
  type ErrorPayload,
  type MethodName,
  type ParamsOf,
  type ResultOf,
} from '../protocol';
import { progressType, requestType } from './messages';

/** A caller of the service in a child process, which can be closed. */
export interface ChildCaller extends Caller {
  /** Rejects every pending call with `reason`; later calls are rejected with it too. */
  close(reason: CuvetteError): void;
}

/** Connects to a child forked with `serialization: 'advanced'`, which answers by {@link serve}. */
export function createChildCaller(child: ChildProcess): ChildCaller {
  const connection = createMessageConnection(
    new IPCMessageReader(child),
    new IPCMessageWriter(child),
  );
  connection.onError(() => undefined);
  connection.listen();

  let closed: CuvetteError | undefined;
  const rejectPending = new Set<(reason: CuvetteError) => void>();
  let calls = 0;

  async function call<M extends MethodName>(
    method: M,
    params: ParamsOf<M>,
    options: CallOptions<M> = {},
  ): Promise<ResultOf<M>> {
    if (closed !== undefined) throw closed;
    if (options.signal?.aborted === true) throw cancelled();
    const progressToken = `${method}#${++calls}`;
    const source = new CancellationTokenSource();
    const cancel = (): void => source.cancel();
    options.signal?.addEventListener('abort', cancel, { once: true });
    const progress =
      options.onProgress &&
      connection.onProgress(progressType<M>(), progressToken, options.onProgress);
    let reject: ((reason: CuvetteError) => void) | undefined;
    const closing = new Promise<never>((_resolve, rejectClosing) => {
      reject = rejectClosing;
      rejectPending.add(rejectClosing);
    });
    try {
      const envelope = { params, ...(progress === undefined ? {} : { progressToken }) };
      const response = connection.sendRequest(requestType(method), envelope, source.token);
      return await Promise.race([response, closing]);
    } catch (thrown) {
      throw asCuvetteError(thrown, method);
    } finally {
      if (reject !== undefined) rejectPending.delete(reject);
      options.signal?.removeEventListener('abort', cancel);
      progress?.dispose();
      source.dispose();
    }
  }

  return {
    call,
    close(reason) {
      if (closed !== undefined) return;
      closed = reason;
      for (const reject of rejectPending) reject(reason);
      connection.dispose();
    },
  };
}

function asCuvetteError(thrown: unknown, method: string): CuvetteError {
  if (thrown instanceof CuvetteError) return thrown;
  if (thrown instanceof ResponseError && isErrorPayload(thrown.data)) {
    return CuvetteError.fromPayload(thrown.data);
  }
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  return new CuvetteError('INTERNAL', `The engine did not answer ${method}: ${reason}`, {
    cause: thrown,
  });
}

function isErrorPayload(data: unknown): data is ErrorPayload {
  return typeof data === 'object' && data !== null && 'code' in data && 'message' in data;
}
