import {
  CuvetteError,
  type PrepareParams,
  type PrepareResult,
  type RequestContext,
  type Service,
} from '../../protocol';
import { removeAbandonedDirectories } from '../data/temporaryDirectory';
import { cleaningScript } from '../preparation/cleaningScript';
import { discardOutput, partialOutput } from '../preparation/outputFile';
import type { DatasetCache } from './datasetCache';
import { callJobProcess } from './jobProcess';

/** What the handlers need from the process they run in. */
export interface PreparationHandlersOptions {
  /** The bundle of `preparationMain`, forked for every script. */
  readonly preparationModulePath: string;
  readonly log: (line: string) => void;
}

/** Handlers of `dataset/prepare` and `dataset/cleaningScript`. */
export function createPreparationHandlers(
  datasets: DatasetCache,
  options: PreparationHandlersOptions,
): Pick<Service, 'dataset/prepare' | 'dataset/cleaningScript'> {
  return {
    'dataset/prepare': (params, context) => runPreparationProcess(params, context, options),

    'dataset/cleaningScript': ({ dataset: request, steps, ...engine }, { signal }) =>
      datasets.use(request, { ...engine, signal }, ({ info, columns }) =>
        Promise.resolve(cleaningScript(info.path, columns, steps)),
      ),
  };
}

/**
 * Runs a script in a process of its own: it may be anybody's code, may need much memory, may never end. Cancelling kills it and
 * removes what it has written so far.
 */
function runPreparationProcess(
  params: PrepareParams,
  context: RequestContext<'dataset/prepare'>,
  { preparationModulePath, log }: PreparationHandlersOptions,
): Promise<PrepareResult> {
  const partial = partialOutput(params.output);
  return callJobProcess('dataset/prepare', params, context, {
    modulePath: preparationModulePath,
    args: [partial],
    log,
    cancelled: () => new CuvetteError('CANCELLED', 'The preparation was cancelled.'),
    crashed: crashError,
    onUnfinished: async () => {
      await discardOutput(partial);
      await removeAbandonedDirectories();
    },
  });
}

function crashError(description: string): CuvetteError {
  return new CuvetteError(
    'JOB_CRASHED',
    `The process of the script ended unexpectedly (${description}); nothing was written. Most often the machine ran out of memory.`,
    {
      hint: 'A .sql script works on data larger than memory; danfojs frames do not. A script must not call process.exit().',
    },
  );
}
