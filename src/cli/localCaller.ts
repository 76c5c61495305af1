import {
  throwIfCancelled,
  type Caller,
  type CallOptions,
  type Handler,
  type MethodName,
  type ParamsOf,
  type ResultOf,
  type Service,
} from '../protocol';

/** A caller of a service in this very process. */
export function createLocalCaller(service: Service): Caller {
  return {
    async call<M extends MethodName>(
      method: M,
      params: ParamsOf<M>,
      options: CallOptions<M> = {},
    ): Promise<ResultOf<M>> {
      const signal = options.signal ?? new AbortController().signal;
      throwIfCancelled(signal);
      const handler: Handler<M> = service[method];
      return handler(params, {
        signal,
        report: (progress) => options.onProgress?.(progress),
      });
    },
  };
}
