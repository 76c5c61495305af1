import { ProgressType, RequestType } from 'vscode-jsonrpc/node';
import type { ErrorPayload, MethodName, ParamsOf, ProgressOf, ResultOf } from '../protocol';

/** What travels as the parameters of a request. */
export interface RequestEnvelope<M extends MethodName> {
  readonly params: ParamsOf<M>;
  /** Under which the answering side sends progress; absent when nobody listens. */
  readonly progressToken?: string;
}

export function requestType<M extends MethodName>(
  method: M,
): RequestType<RequestEnvelope<M>, ResultOf<M>, ErrorPayload> {
  return new RequestType(method);
}

export function progressType<M extends MethodName>(): ProgressType<ProgressOf<M>> {
  return new ProgressType();
}
