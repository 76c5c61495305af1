import type { MethodName, ParamsOf, ProgressOf, ResultOf } from './methods';

/** What a handler is given beside the parameters. */
export interface RequestContext<M extends MethodName> {
  /** Aborted when the caller cancels or goes away. */
  readonly signal: AbortSignal;
  readonly report: (progress: ProgressOf<M>) => void;
}

/**
 * Answers one method.
 *
 * @throws {CuvetteError} any code; other errors reach the caller as `INTERNAL`.
 */
export type Handler<M extends MethodName> = (
  params: ParamsOf<M>,
  context: RequestContext<M>,
) => Promise<ResultOf<M>>;

/** A handler for every method of the table. */
export type Service = { readonly [M in MethodName]: Handler<M> };

/** What a caller may add to a call. */
export interface CallOptions<M extends MethodName> {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ProgressOf<M>) => void;
}

/** Something that can be asked: a service in this process, or one at the other end of a channel. */
export interface Caller {
  call<M extends MethodName>(
    method: M,
    params: ParamsOf<M>,
    options?: CallOptions<M>,
  ): Promise<ResultOf<M>>;
}
