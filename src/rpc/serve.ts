import {
  createMessageConnection,
  IPCMessageReader,
  IPCMessageWriter,
  ResponseError,
  type MessageConnection,
} from 'vscode-jsonrpc/node';
import { CuvetteError, type Handler, type MethodName, type Service } from '../protocol';
import { progressType, requestType } from './messages';

const applicationError = -32_000;

/**
 * Answers the parent process's requests with `service` until the channel closes. Every request is answered, also by a
 * handler that throws; defects go to `log` with their stack, to the caller without.
 */
export function serve(service: Partial<Service>, log: (line: string) => void): MessageConnection {
  const connection = createMessageConnection(
    new IPCMessageReader(process),
    new IPCMessageWriter(process),
  );
  for (const [method, handler] of Object.entries(service)) {
    answer(connection, method as MethodName, handler as Handler<MethodName>, log);
  }
  connection.onUnhandledNotification(() => undefined);
  connection.listen();
  return connection;
}

function answer(
  connection: MessageConnection,
  method: MethodName,
  handler: Handler<MethodName>,
  log: (line: string) => void,
): void {
  connection.onRequest(requestType(method), async ({ params, progressToken }, cancellation) => {
    const controller = new AbortController();
    const subscription = cancellation.onCancellationRequested(() => controller.abort());
    try {
      return await handler(params, {
        signal: controller.signal,
        report: (progress) => {
          if (progressToken === undefined || controller.signal.aborted) return;
          void connection.sendProgress(progressType<MethodName>(), progressToken, progress);
        },
      });
    } catch (thrown) {
      const error = CuvetteError.from(thrown);
      if (error.traits.severity === 'defect') log(`${method}: ${stackOf(thrown)}`);
      return new ResponseError(applicationError, error.message, error.toPayload());
    } finally {
      subscription.dispose();
    }
  });
}

function stackOf(thrown: unknown): string {
  return thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
}
