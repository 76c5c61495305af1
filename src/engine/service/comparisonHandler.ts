import type { Service } from '../../protocol';
import { compareDatasets } from '../comparison/compareDatasets';
import type { DatasetCache } from './datasetCache';
import type { ResultCache } from './resultCache';
import { stageOf } from './stagedProgress';

/** Handler of `dataset/compare`. */
export function createComparisonHandler(
  datasets: DatasetCache,
  results: ResultCache,
): Pick<Service, 'dataset/compare'> {
  return {
    'dataset/compare': ({ reference, current, target, ...engine }, context) =>
      results.remember(
        [reference.path, current.path],
        ['compare', reference, current, target, engine.seed],
        () =>
          datasets.use(reference, { ...engine, ...stageOf(context, 0, 0.3) }, (first) =>
            datasets.use(current, { ...engine, ...stageOf(context, 0.3, 0.6) }, (second) =>
              compareDatasets(
                { reference: first, current: second },
                { target, ...stageOf(context, 0.6, 1) },
              ),
            ),
          ),
      ),
  };
}
