import type { Progress, Service } from '../../protocol';
import { profileDataset } from '../profile/profileDataset';
import { resolveTarget } from '../profile/target/resolveTarget';
import { testAgainstTarget } from '../profile/target/testAgainstTarget';
import type { DatasetCache } from './datasetCache';

/** Handlers of `dataset/*`. */
export function createDatasetHandlers(
  datasets: DatasetCache,
): Pick<Service, 'dataset/profile' | 'dataset/test'> {
  return {
    'dataset/profile': ({ dataset: request, target, positive, ...engine }, context) =>
      datasets.use(request, { ...engine, ...reading(context) }, (dataset) =>
        profileDataset(dataset, {
          ...(target === undefined ? {} : { target }),
          ...(positive === undefined ? {} : { positive }),
          ...computing(context),
        }),
      ),

    'dataset/test': ({ dataset: request, target, alpha, ...engine }, context) =>
      datasets.use(request, { ...engine, ...reading(context) }, async (dataset) => {
        const targetInfo = await resolveTarget(dataset, target, { signal: context.signal });
        return testAgainstTarget(dataset, targetInfo, {
          ...(alpha === undefined ? {} : { alpha }),
          ...(engine.seed === undefined ? {} : { seed: engine.seed }),
          ...computing(context),
        });
      }),
  };
}

interface Reporting {
  readonly signal: AbortSignal;
  readonly report: (progress: Omit<Progress, 'update'>) => void;
}
type OnProgress = (message: string, fraction: number | null) => void;

/** Reading the file is the first third of the bar, computing the rest. */
const readingShare = 1 / 3;

function reading({ signal, report }: Reporting): { signal: AbortSignal; onProgress: OnProgress } {
  return {
    signal,
    onProgress: (message, fraction) =>
      report({ message, fraction: fraction === null ? null : fraction * readingShare }),
  };
}

function computing({ signal, report }: Reporting): { signal: AbortSignal; onProgress: OnProgress } {
  return {
    signal,
    onProgress: (message, fraction) =>
      report({
        message,
        fraction: fraction === null ? null : readingShare + fraction * (1 - readingShare),
      }),
  };
}
