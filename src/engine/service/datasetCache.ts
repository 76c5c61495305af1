import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { DatasetRequest } from '../../protocol';
import type { Dataset } from '../data/dataset';
import { overridesFile } from '../data/overrides';
import { openDataset, type OpenDatasetOptions } from '../data/openDataset';

/**
 * Keeps the data set that was opened last, because people look at one file from several sides: profile, then tests, then
 * another target. A file that changed on disk, its `cuvette.json`, or other options open it anew.
 */
export interface DatasetCache {
  /**
   * Runs `work` on the opened data set; calls are served one after the other.
   *
   * @throws {CuvetteError} what `openDataset` and `work` throw.
   */
  use<Result>(
    request: DatasetRequest,
    options: OpenDatasetOptions,
    work: (dataset: Dataset) => Promise<Result>,
  ): Promise<Result>;
  /** Closes the data set and waits for running work. */
  dispose(): Promise<void>;
}

/** An empty {@link DatasetCache}. */
export function createDatasetCache(): DatasetCache {
  let held: { readonly key: string; readonly dataset: Dataset } | undefined;
  let queue: Promise<unknown> = Promise.resolve();

  async function open(request: DatasetRequest, options: OpenDatasetOptions): Promise<Dataset> {
    const key = await cacheKey(request, options);
    if (held?.key === key) return held.dataset;
    await held?.dataset.close();
    held = undefined;
    const dataset = await openDataset(request, options);
    held = { key, dataset };
    return dataset;
  }

  function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = queue.then(work);
    queue = result.catch(() => undefined);
    return result;
  }

  return {
    use: (request, options, work) => inTurn(async () => work(await open(request, options))),
    dispose: () =>
      inTurn(async () => {
        await held?.dataset.close();
        held = undefined;
      }),
  };
}

async function cacheKey(request: DatasetRequest, options: OpenDatasetOptions): Promise<string> {
  const { memory, threads, sample, seed } = options;
  const files = [request.path, path.join(path.dirname(request.path), overridesFile)];
  const facts = await Promise.all(
    files.map(async (file) => {
      const state = await stat(file).catch(() => undefined);
      return [state?.mtimeMs, state?.size];
    }),
  );
  return JSON.stringify([request, memory, threads, sample, seed, facts]);
}
