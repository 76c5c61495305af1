import type { Service } from '../../protocol';
import { viewPair } from '../profile/relations/pairView';
import type { DatasetCache } from './datasetCache';
import { computing, reading } from './stagedProgress';

/** Handler of `dataset/pair`. */
export function createPairHandler(datasets: DatasetCache): Pick<Service, 'dataset/pair'> {
  return {
    'dataset/pair': ({ dataset: request, x, y, ...engine }, context) =>
      datasets.use(request, { ...engine, ...reading(context) }, (dataset) => {
        const { signal, onProgress } = computing(context);
        onProgress('Relating two columns', null);
        return viewPair(dataset, x, y, signal);
      }),
  };
}
